import { type ManifestFile, openManifestFile } from '#ingest/sources/manifest-file.ts';
import { isOpen311Key, type Open311Deps, takeOpen311 } from '#jobs/intake/take-open311.ts';
import type { PushSource } from '#jobs/intake/take-push.ts';
import type { PullTarget } from '#jobs/processors/pull-source.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import type { SourceConfig } from '#warehouse/model/district.ts';
import type { Open311Door } from '../context.ts';
import { Failure } from './failure.ts';
import type { System } from './open-system.ts';

/** The sources that are asked, each with its manifest and credential. The file's may be anywhere, others where `guarded` goes. */
export async function pullTargets(
  system: System,
  credentials: Readonly<Record<string, string>>,
  guarded: typeof fetch,
): Promise<PullTarget[]> {
  const inFile = new Set(system.base.sources.map(({ id }) => id));
  const pulled = system.district.sources.filter(({ manifest }) => manifest !== 'push' && manifest !== OPEN311_SERVER);
  for (const { id } of pulled.filter(({ baseUrl }) => baseUrl === undefined))
    system.log.warn({ event: 'source_without_address', source: id });
  return Promise.all(
    pulled
      .filter(({ baseUrl }) => baseUrl !== undefined)
      .map(async (source) => ({
        source,
        manifest: await manifestOf(source),
        credential: credentials[source.id] ?? (source.secretEnv ? process.env[source.secretEnv] : undefined) ?? '',
        fetch: inFile.has(source.id) ? fetch : guarded,
      })),
  );
}

/** Shipped, or a file; loadDistrict made its path absolute. */
async function manifestOf({ id, manifest }: SourceConfig): Promise<ManifestFile> {
  try {
    return await openManifestFile(manifest);
  } catch (error) {
    throw new Failure(`来源 ${id}：接入清单 ${manifest} 不可用：${(error as Error).message}`);
  }
}

/** The sources that push, by id. */
export async function readPushSources(system: System): Promise<Map<string, PushSource>> {
  const pushed = system.district.sources.filter((source) => source.manifest === 'push');
  const sources = new Map<string, PushSource>();
  for (const { id, name, wardCode, secretEnv } of pushed) {
    const secret = secretEnv ? process.env[secretEnv] : undefined;
    if (!secret) throw new Failure(`来源 ${id}：环境变量 ${secretEnv ?? '（未设 secretEnv）'} 里没有签名密钥`);
    await upsertSource(system.ledger, { sourceId: id, name });
    sources.set(id, { sourceId: id, wardCode, secret });
  }
  return sources;
}

/** What a source is called in the district file that Open311 fronts report to; `secretEnv` holds their key. */
const OPEN311_SERVER = 'open311-server';

/** The way in for Open311 fronts; null where the district names none. */
export async function openOpen311(system: System, deps: Open311Deps): Promise<Open311Door | null> {
  const source = system.district.sources.find(({ manifest }) => manifest === OPEN311_SERVER);
  if (!source) return null;
  const { id: sourceId, name, wardCode, secretEnv } = source;
  const apiKey = secretEnv ? process.env[secretEnv] : undefined;
  if (!apiKey) throw new Failure(`来源 ${sourceId}：环境变量 ${secretEnv ?? '（未设 secretEnv）'} 里没有 api_key`);
  await upsertSource(system.ledger, { sourceId, name });
  const door = { sourceId, wardCode, apiKey };
  return { sourceId, isKey: (key) => isOpen311Key(door, key), take: (form) => takeOpen311(deps, door, form) };
}

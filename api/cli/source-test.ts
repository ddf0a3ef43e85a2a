import { basename, resolve } from 'node:path';
import { checkRawItem } from '#ingest/raw-item.ts';
import { loadManifest, ManifestError, manifestPath } from '#ingest/sources/load-manifest.ts';
import type { Manifest } from '#ingest/sources/manifest.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { SourceFault } from '#ingest/sources/source-fault.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import { readFile } from 'node:fs/promises';
import { Failure } from './failure.ts';
import type { PulledPage } from '#ingest/sources/pulled-page.ts';

export interface SourceTestOptions {
  url: string;
  secretEnv?: string | undefined;
  json?: boolean | undefined;
}

/** `minqing source test FILE --url …`: reads a manifest, pulls one page, shows what each row becomes. Stores nothing. */
export async function sourceTest(file: string, options: SourceTestOptions): Promise<void> {
  const manifest = await manifestOf(file);
  if (!URL.canParse(options.url)) throw new Failure(`--url 不是网址：${options.url}`, 2);
  const credential = options.secretEnv ? process.env[options.secretEnv] : '';
  if (credential === undefined) throw new Failure(`环境变量 ${options.secretEnv} 没有值`, 2);
  const page = await onePage(manifest, options.url, credential);
  const now = new Date();
  const rows = page.items.map((row) => ({ row, outcome: checkRawItem(row, { now, history: true }) }));
  for (const { row, outcome } of rows) {
    const told = outcome.kind === 'accept' ? { outcome: 'accept' } : { outcome: outcome.kind, ...reasonOf(outcome) };
    const shown = Object.fromEntries(Object.entries(row).map(([field, value]) => [field, masked(value)]));
    if (options.json) console.log(JSON.stringify({ ...told, row: shown }));
    else
      console.log(
        `${outcome.kind === 'accept' ? '可收' : `拒收 ${JSON.stringify(reasonOf(outcome))}`}\n${listed(shown)}`,
      );
  }
  for (const count of page.counts ?? []) console.log(JSON.stringify(count));
  if (options.json) return;
  const refused = rows.filter(({ outcome }) => outcome.kind !== 'accept').length;
  const read = rows.length + (page.counts?.length ?? 0);
  console.log(
    `读到 ${read} 行，其中拒收 ${refused}，略过 ${JSON.stringify(page.skipped)}；${page.more ? '后面还有' : '没有下一页'}`,
  );
}

/** Shipped by name, or a file; a mistake in it is told with line and field. */
async function manifestOf(file: string): Promise<Manifest> {
  const path = manifestPath(file, resolve('here'));
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`读不到接入清单 ${path}（${error.code}）`, 2);
  });
  try {
    return loadManifest(text, basename(path));
  } catch (error) {
    throw error instanceof ManifestError ? new Failure(`接入清单有误：\n${error.message}`) : error;
  }
}

async function onePage(manifest: Manifest, baseUrl: string, credential: string): Promise<PulledPage> {
  try {
    const source = { id: manifest.platform, baseUrl };
    return await pullPage({ manifest, source, credential, cursor: null, fetch, now: new Date() });
  } catch (error) {
    throw error instanceof SourceFault ? new Failure(`平台没有给出一页数据：${error.message}`) : error;
  }
}

const reasonOf = (outcome: object): object => {
  const { reason, detail } = outcome as { reason?: string; detail?: string };
  return { reason, detail };
};

/** A terminal keeps what it shows: residents' data are masked here too. */
const masked = (value: unknown): unknown => (typeof value === 'string' ? maskText(value).text : value);

const listed = (row: object): string =>
  Object.entries(row)
    .map(([field, value]) => `  ${field}: ${JSON.stringify(value)}`)
    .join('\n');

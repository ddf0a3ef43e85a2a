import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { buildReport, type ReportOptions } from './content/build-report.ts';
import type { RenderPool } from './render/render-pool.ts';
import type { ReportFormat } from './render/render-report.ts';
import { fillTemplate } from './render/fill-template.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

/** Many reports of one period, written into a folder. */
export interface Batch {
  folder: string;
  options: ReportOptions;
  formats: readonly ReportFormat[];
  /** A district's own Word file with placeholders, in the place of our layout. */
  template?: Buffer | undefined;
  onDone: (progress: { done: number; total: number; skipped: number }) => void;
}

/**
 * Writes the reports of all snapshots, as many at once as the pool has threads. A file appears whole or not at all, so one
 * that is there is kept: the same call after a break goes on where it stopped. Gives the paths of all files.
 */
export async function writeReports(pool: RenderPool, snapshots: readonly Snapshot[], batch: Batch): Promise<string[]> {
  const { folder, options, formats, onDone } = batch;
  await mkdir(folder, { recursive: true });
  await removeParts(folder);
  const progress = { done: 0, total: snapshots.length, skipped: 0 };
  const paths: string[][] = [];
  const waiting = snapshots.entries();
  const work = async (): Promise<void> => {
    for (const [index, snapshot] of waiting) {
      const model = buildReport(snapshot, options);
      const name =
        snapshots.length > 1 ? `${snapshot.subject.code || snapshot.district.code}-${model.name}` : model.name;
      const targets = formats.map((format) => ({ format, path: join(folder, `${safeName(name)}.${format}`) }));
      paths[index] = targets.map(({ path }) => path);
      const missing = await absent(targets);
      if (missing.length === 0) progress.skipped++;
      else {
        const files = await pool.render({ model, formats: missing.map(({ format }) => format) });
        if (batch.template && files.has('docx')) files.set('docx', fillTemplate(batch.template, model));
        for (const { format, path } of missing) await writeWhole(path, files.get(format)!);
      }
      progress.done++;
      onDone({ ...progress });
    }
  };
  await Promise.all(Array.from({ length: pool.threads }, work));
  return paths.flat();
}

/** The counting that a broken-off batch began with, so that its reports agree; null for a new one. */
export async function readBatch(file: string): Promise<Snapshot[] | null> {
  const packed = await readFile(file).catch(() => null);
  return packed && (JSON.parse((await promisify(gunzip)(packed)).toString()) as Snapshot[]);
}

/** Keeps the counting for readBatch. */
export async function keepBatch(file: string, snapshots: readonly Snapshot[]): Promise<void> {
  await writeWhole(file, await promisify(gzip)(JSON.stringify(snapshots)));
}

async function absent<Target extends { path: string }>(targets: readonly Target[]): Promise<Target[]> {
  const found = await Promise.all(
    targets.map(({ path }) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return targets.filter((_, index) => !found[index]);
}

async function writeWhole(path: string, data: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  await writeFile(part, data);
  await rename(part, path);
}

/** What a killed run had begun to write. */
async function removeParts(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => /\.[0-9a-f]{8}\.part$/.test(name));
  await Promise.all(parts.map((name) => rm(join(folder, name), { force: true })));
}

/** Names of wards are theirs; a file system takes neither slashes nor control characters in them. */
function safeName(name: string): string {
  return name.replace(/[\\/:*?"<>|]|\p{Cc}/gu, '_');
}

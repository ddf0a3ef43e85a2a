import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RenderPool } from './render/render-pool.ts';
import { renderReport } from './render/render-report.ts';
import { sampleSnapshot } from './testing/sample-snapshot.ts';
import { keepBatch, readBatch, writeReports } from './write-reports.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'minqing-reports-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));
/** Renders in this thread, where nothing has to be started. */
const pool: RenderPool = {
  threads: 1,
  render: ({ model, formats }) => renderReport(model, formats),
  close: () => Promise.resolve(),
};
const subject = { kind: 'ward', level: 'street', residents: 30_000 } as const;
const snapshots = ['淞南镇', '罗店镇', '甲/乙街道'].map((name, at) =>
  sampleSnapshot({ subject: { ...subject, code: `99011300${at + 1}`, name } }),
);

const stop = (): never => {
  throw new Error('broken off');
};

test('a batch that was broken off goes on where it stopped, and leaves no half file', async () => {
  const batch = {
    folder,
    formats: ['xlsx', 'csv'] as const,
    options: { kind: 'monthly', issuer: '区社建办' } as const,
  };
  await expect(writeReports(pool, snapshots, { ...batch, onDone: stop })).rejects.toThrow('broken off');
  const first = await readdir(folder);
  expect(first).toHaveLength(2);
  const before = await readFile(join(folder, first[0]!));
  await writeFile(join(folder, `${first[0]!}.0a1b2c3d.part`), 'half');
  let last = { done: 0, total: 0, skipped: 0 };
  const paths = await writeReports(pool, snapshots, { ...batch, onDone: (progress) => (last = progress) });
  expect(last).toEqual({ done: 3, total: 3, skipped: 1 });
  expect(await readFile(join(folder, first[0]!))).toEqual(before);
  expect((await readdir(folder)).toSorted()).toEqual(paths.map((path) => path.slice(folder.length + 1)).toSorted());
  expect(paths.some((path) => path.includes('甲_乙街道'))).toBe(true);
});

test('the counting of a batch is kept whole', async () => {
  const file = join(folder, 'batch.json.gz');
  expect(await readBatch(file)).toBeNull();
  await keepBatch(file, snapshots);
  expect(await readBatch(file)).toEqual(snapshots);
});

import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ImportDesk, type RunImport } from './import-desk.ts';

const report = { key: 'k', rows: 1, accepted: 0, rejected: 1, repeated: 0, unordered: 1, columns: {}, unused: [] };

/** A desk whose files all have a date of which nobody said the order, and the files it was given. */
function deskOf(): { desk: ImportDesk; files: string[] } {
  const files: string[] = [];
  const run: RunImport = async ({ file }) => {
    files.push(file);
    return report;
  };
  return { desk: new ImportDesk(run), files };
}

async function give(desk: ImportDesk): Promise<void> {
  const state = await desk.take(Readable.from(['受理时间,内容\n12/01/20,路灯坏了\n']), {
    name: 'a.csv',
    sourceId: 'posts',
  });
  await expect.poll(() => state.state).toBe('done');
}

test('of the files that wait for somebody to say the order of dates three are kept, and none when it closes', async () => {
  const { desk, files } = deskOf();
  for (let n = 0; n < 4; n++) await give(desk);
  await expect.poll(() => files.map((file) => existsSync(file))).toEqual([false, true, true, true]);
  expect(desk.list().map(({ unordered }) => unordered)).toEqual([1, 1, 1, 0]);
  await desk.close();
  expect(files.map((file) => existsSync(file))).toEqual([false, false, false, false]);
  expect(desk.readAgain(desk.list()[0]!.id, 'dmy')).toBeUndefined();
});

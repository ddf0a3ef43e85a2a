import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pendingMigrations, readMigrations } from './migrations.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, sql = 'select 1') => writeFile(join(folder, name), sql);

describe('migrations', () => {
  test('are read in the order of their numbers and nothing else is read', async () => {
    await Promise.all([write('0002_add_b.sql'), write('0001_add_a.sql'), write('README.md')]);
    expect((await readMigrations(folder)).map(({ name }) => name)).toEqual(['0001_add_a.sql', '0002_add_b.sql']);
  });

  test.each([
    { name: 'a number used twice', files: ['0001_add_a.sql', '0001_add_b.sql'], says: /编号 0001 被两个文件使用/ },
    { name: 'a wrong name', files: ['1_add.sql'], says: /misnamed/ },
  ])('$name is refused', async ({ files, says }) => {
    await Promise.all(files.map((file) => write(file)));
    await expect(readMigrations(folder)).rejects.toThrow(says);
  });

  test('only those after the applied ones are pending', async () => {
    await Promise.all([write('0001_add_a.sql'), write('0002_add_b.sql')]);
    const files = await readMigrations(folder);
    expect(pendingMigrations(files, files.slice(0, 1)).map(({ name }) => name)).toEqual(['0002_add_b.sql']);
    expect(pendingMigrations(files, files)).toEqual([]);
  });

  test('a file that fills a gap below an applied one is refused, and a gap nobody passed is not', async () => {
    await Promise.all([write('0001_add_a.sql'), write('0010_add_j.sql')]);
    const before = await readMigrations(folder);
    expect(pendingMigrations(before, [])).toEqual(before);
    await write('0002_add_b.sql');
    const after = await readMigrations(folder);
    expect(() => pendingMigrations(after, before)).toThrow(/0002_add_b\.sql fills a gap below 10/);
  });

  test('an applied file that was edited, renamed or is unknown is refused', async () => {
    await write('0001_add_a.sql');
    const [file] = await readMigrations(folder);
    const files = [file!];
    expect(() => pendingMigrations(files, [{ ...file!, checksum: 'other' }])).toThrow(/was edited/);
    expect(() => pendingMigrations(files, [{ ...file!, name: '0001_add_z.sql' }])).toThrow(/was edited/);
    expect(() => pendingMigrations([], [file!])).toThrow(/newer version/);
  });
});

import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freshStores } from '../testing/fresh-stores.ts';
import { insertRows, runCommand, runQuery } from './analytics.ts';
import { analyticsMigrations, migrateAnalytics } from './migrate.ts';
import { runColumnQuery } from './run-column-query.ts';

const { analytics, reader, addresses } = await freshStores();
const count = z.object({ n: z.number() });
const row = z.unknown();

await runCommand(analytics, {
  name: 'create-notes',
  sql: `CREATE TABLE notes (id UInt64, at DateTime64(3, 'UTC'), text String, words Array(String))
        ENGINE = MergeTree ORDER BY id`,
});

const countNotes = async (): Promise<number | undefined> => {
  const rows = await runQuery(analytics, { name: 'count-notes', sql: 'SELECT count() AS n FROM notes', row: count });
  return rows[0]?.n;
};

describe('analytics', () => {
  test('rows come back as they went in: quotes, Chinese, instants in UTC and 64-bit numbers', async () => {
    const at = '2020-12-12T01:30:00.123Z';
    const text = '小区\'停水\'\\三天\n"了"';
    await insertRows(analytics, {
      name: 'insert-notes',
      table: 'notes',
      rows: [{ id: 9_007_199_254, at, text, words: ["停'水", '，'] }],
    });
    const rows = await runQuery(analytics, {
      name: 'list-notes',
      sql: 'SELECT * FROM notes WHERE text = {text:String} AND at >= {from:DateTime64(3)} AND has(words, {word:String})',
      params: { text, from: at, word: "停'水" },
      row: z.object({
        id: z.number(),
        at: z.iso.datetime({ precision: 3 }),
        text: z.string(),
        words: z.array(z.string()),
      }),
    });
    expect(rows).toEqual([{ id: 9_007_199_254, at, text, words: ["停'水", '，'] }]);
  });

  test('more rows than one batch holds are all inserted', async () => {
    const before = (await countNotes())!;
    const rows = Array.from({ length: 12_001 }, (_, id) => ({
      id,
      at: '2020-12-12T01:30:00.000Z',
      text: '',
      words: [],
    }));
    await insertRows(analytics, { name: 'insert-notes', table: 'notes', rows });
    expect(await countNotes()).toBe(before + 12_001);
  });

  test('a row that is not as promised is refused with the name of its query and field', async () => {
    const wrong = { name: 'list-wrong', sql: "SELECT 'many' AS n", row: count };
    await expect(runQuery(analytics, wrong)).rejects.toThrow(/query list-wrong: row 0, field n/);
  });

  test('a column that the table does not have is a fault', async () => {
    const insert = { name: 'insert-notes', table: 'notes', rows: [{ id: 1, colour: 'red' }] };
    await expect(insertRows(analytics, insert)).rejects.toThrow(/colour/);
  });

  test('columns are put together over the blocks of an answer, and one of another type than promised is refused', async () => {
    const sql = 'SELECT number, toUInt8(number % 7) FROM numbers(150000)';
    const { id, rest } = await runColumnQuery(analytics, { name: 'n', sql, columns: { id: 'UInt64', rest: 'UInt8' } });
    expect([id.length, id[149_999], rest[149_999]]).toEqual([150_000, 149_999n, 149_999 % 7]);
    const wrong = { name: 'n', sql, columns: { id: 'UInt64', rest: 'UInt16' } } as const;
    await expect(runColumnQuery(analytics, wrong)).rejects.toThrow(/is UInt8, not UInt16/);
  });

  test('the reader reads and may not write', async () => {
    expect(await runQuery(reader, { name: 'one', sql: 'SELECT 1 AS n', row: count })).toEqual([{ n: 1 }]);
    await expect(runCommand(reader, { name: 'wipe', sql: 'TRUNCATE TABLE notes' })).rejects.toThrow(
      /readonly|privileges/,
    );
  });

  test.each([
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1/', LineAsString)",
  ])('neither account reaches beyond the tables: %s', async (sql) => {
    for (const account of [analytics, reader]) {
      await expect(runQuery(account, { name: 'beyond', sql, row: z.unknown() })).rejects.toThrow(
        /Not enough privileges/,
      );
    }
  });

  test('migrating a second time changes nothing', async () => {
    expect(await migrateAnalytics(addresses.clickhouse)).toEqual([]);
  });
});

test('rows of an older version are ranked after the upgrade like those that come in later', async () => {
  const old = await freshStores({ migrate: false });
  const folder = await mkdtemp(join(tmpdir(), 'minqing-older-'));
  for (const name of (await readdir(analyticsMigrations)).filter((each) => each < '0006'))
    await copyFile(join(analyticsMigrations, name), join(folder, name));
  await migrateAnalytics(old.addresses.clickhouse, { folder });
  await rm(folder, { recursive: true });
  const facts = async (): Promise<unknown[]> => [
    ...(await runQuery(old.analytics, { name: 'rows', sql: 'SELECT * FROM ranking_rows FINAL ORDER BY ALL', row })),
    ...(await runQuery(old.analytics, { name: 'keys', sql: 'SELECT * FROM ranking_keys FINAL ORDER BY ALL', row })),
  ];
  const membership = {
    source_id: 'posts',
    external_id: 'p1',
    seq: 1,
    revision: 1,
    is_deleted: 0,
    event_id: 'e1',
    published_at: '2020-12-12T01:30:00.000Z',
    ward_code: '990113001001',
    topic_code: '0801',
    nature: 'complaint',
    reporter_key: 'r1',
    places: ['横五路', '育才路'],
  };
  const event = { event_id: 'e1', revision: 1, is_deleted: 0, place: '横五路', topic_code: '0801' };
  const insert = async (): Promise<void> => {
    await insertRows(old.analytics, { name: 'insert', table: 'memberships', rows: [membership] });
    await insertRows(old.analytics, { name: 'insert', table: 'events', rows: [event] });
  };
  await insert();

  const told: string[] = [];
  await migrateAnalytics(old.addresses.clickhouse, {
    onMonth: ({ name, months, of }) => told.push(`${name} ${months}/${of}`),
  });
  expect(told).toEqual(['0055_fill_ranking_rows.sql 1/1']);
  const filled = await facts();
  expect(filled).toHaveLength(4);
  await insert();
  expect(await facts()).toEqual(filled);
});

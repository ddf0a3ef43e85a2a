import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { freshStores } from '../testing/fresh-stores.ts';
import { inTransaction, noRow, openLedger, runStatement, withAdvisoryLock } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const { ledger, addresses } = await freshStores();
const numberRow = z.object({ n: z.number() });

await runStatement(ledger, {
  name: 'create-counters',
  text: 'create table counters (id int primary key, n int8)',
  row: noRow,
});
await runStatement(ledger, { name: 'insert-counters', text: 'insert into counters values (1, 0), (2, 0)', row: noRow });

const add = (id: number) => ({
  name: 'add-one',
  text: 'update counters set n = n + 1 where id = $1 returning n',
  values: [id],
  row: numberRow,
});
const read = async (id: number): Promise<number | undefined> =>
  (
    await runStatement(ledger, {
      name: 'read',
      text: 'select n from counters where id = $1',
      values: [id],
      row: numberRow,
    })
  )[0]?.n;

describe('ledger', () => {
  test('numbers, instants and dates arrive as the model words them, in arrays too', async () => {
    const [row] = await runStatement(ledger, {
      name: 'types',
      text: `select 5::int8 as big, 1.25::numeric as exact, timestamptz '2020-12-12 09:30:00.5+08' as at, date '2020-12-12' as day,
                    array[1, null]::int8[] as bigs, array[timestamptz '2020-12-12 00:00Z'] as instants, $1::jsonb as doc`,
      values: [{ 事: '停水' }],
      row: z.record(z.string(), z.unknown()),
    });
    expect(row).toEqual({
      big: 5,
      exact: 1.25,
      at: '2020-12-12T01:30:00.500Z',
      day: '2020-12-12',
      bigs: [1, null],
      instants: ['2020-12-12T00:00:00.000Z'],
      doc: { 事: '停水' },
    });
  });

  test('a refused statement names itself and its SQLSTATE', async () => {
    const again = { name: 'insert-again', text: 'insert into counters values (1, 0)', row: noRow };
    await expect(runStatement(ledger, again)).rejects.toMatchObject({
      message: expect.stringContaining('statement insert-again'),
      code: '23505',
      constraint: 'counters_pkey',
    });
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const before = await read(1);
    const work = inTransaction(ledger, async (tx) => {
      await runStatement(tx, add(1));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await read(1)).toBe(before);
  });

  test('two transactions that deadlock both commit in the end', async () => {
    let holding = 0;
    const bothHoldOne = () => vi.waitUntil(() => holding >= 2);
    let attempts = 0;
    const crossing = (first: number, second: number) =>
      inTransaction(ledger, async (tx) => {
        attempts += 1;
        await runStatement(tx, add(first));
        holding += 1;
        await bothHoldOne();
        await runStatement(tx, add(second));
      });
    const before = [await read(1), await read(2)];
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect([await read(1), await read(2)]).toEqual(before.map((n) => n! + 2));
    expect(attempts).toBe(3);
  });

  test('a lock that is held tells the second asker, and is free again afterwards', async () => {
    const outer = await withAdvisoryLock(ledger, 'rank', async () =>
      withAdvisoryLock(ledger, 'rank', async () => 'never'),
    );
    expect(outer).toEqual({ kind: 'held', value: { kind: 'busy' } });
    expect(await withAdvisoryLock(ledger, 'rank', async () => 'mine')).toEqual({ kind: 'held', value: 'mine' });
  });

  test('a lock whose connection breaks says so', async () => {
    const locked = withAdvisoryLock(ledger, 'breaks', async (lost) => {
      // Only in this file's database: another one's tests run beside it.
      const text = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`;
      await runStatement(ledger, { name: 'break', text, row: noRow });
      await expect.poll(() => lost.aborted).toBe(true);
      return 'noticed';
    });
    expect(await locked).toEqual({ kind: 'held', value: 'noticed' });
  });

  test('the pool outlives its idle connections', async () => {
    const other = openLedger(addresses.postgres.url, { max: 1 });
    onTestFinished(() => other.close());
    const pid = { name: 'pid', text: 'select pg_backend_pid() as n', row: numberRow };
    const [{ n } = { n: 0 }] = await runStatement(other, pid);
    await runStatement(ledger, { name: 'kill', text: 'select pg_terminate_backend($1)', values: [n], row: noRow });
    await expect.poll(() => other.pool.totalCount).toBe(0);
    expect((await runStatement(other, pid))[0]?.n).not.toBe(n);
  });
});

describe('migrateLedger', () => {
  test('migrating a second time changes nothing', async () => {
    expect(await migrateLedger(addresses.postgres.url)).toEqual([]);
  });

  test('a file that fails half-way leaves nothing, and runs whole once it is right', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    const file = join(folder, '0001_create_things.sql');
    const rim = new URL(addresses.postgres.url);
    await runStatement(ledger, { name: 'create', text: `create database ${rim.pathname.slice(1)}_half`, row: noRow });
    const url = `${rim.href}_half`;
    await writeFile(file, 'create table things (id int); select nonsense;');
    await expect(migrateLedger(url, folder)).rejects.toThrow(/migration 0001_create_things\.sql/);
    await writeFile(file, 'create table things (id int); insert into things values (1);');
    expect(await Promise.all([migrateLedger(url, folder), migrateLedger(url, folder)])).toContainEqual([
      '0001_create_things.sql',
    ]);
    const half = openLedger(url, { max: 1 });
    const rows = await runStatement(half, { name: 'things', text: 'select id as n from things', row: numberRow });
    await half.close();
    expect(rows).toEqual([{ n: 1 }]);
  });
});

import { expect, test } from 'vitest';
import { clickHouseServer, postgresServer } from './server-addresses.ts';

test('without variables both stores are embedded', () => {
  expect(clickHouseServer({})).toBeUndefined();
  expect(postgresServer({ POSTGRES_URL: '' })).toBeUndefined();
});

test('a ClickHouse address is taken apart, with its reader and its cluster', () => {
  expect(
    clickHouseServer({
      CLICKHOUSE_URL: 'https://app:p%40ss@ch.district.local:8443/qing',
      CLICKHOUSE_READER_URL: 'https://dash:r@ch.district.local:8443/qing',
      CLICKHOUSE_CLUSTER: 'duo',
    }),
  ).toEqual({
    url: 'https://ch.district.local:8443',
    database: 'qing',
    username: 'app',
    password: 'p@ss',
    cluster: 'duo',
    reader: { url: 'https://ch.district.local:8443', database: 'qing', username: 'dash', password: 'r' },
  });
});

test.each([
  { CLICKHOUSE_URL: 'ch:8123' },
  { CLICKHOUSE_URL: 'nonsense' },
  { CLICKHOUSE_URL: 'http://h:8123', CLICKHOUSE_CLUSTER: "x' SYNC" },
])('%o is refused with an example', (env) => {
  expect(() => clickHouseServer(env)).toThrow(/must look like/);
});

test('a PostgreSQL address of another kind is refused without repeating its password', () => {
  expect(() => postgresServer({ POSTGRES_URL: 'mysql://u:secret@h/d' })).toThrow(/^(?!.*secret)/);
});

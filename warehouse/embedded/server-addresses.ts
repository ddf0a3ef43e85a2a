import type { ClickHouseAddress } from '../analytics/analytics.ts';
import { StoreError } from '../store-error.ts';

/** ClickHouse with the account that pages read through, where there is one of its own. */
export type ClickHouseStore = ClickHouseAddress & { reader?: ClickHouseAddress };

/** Environment variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The ClickHouse server that the environment names, or undefined for the embedded one.
 * CLICKHOUSE_URL is `http(s)://user:password@host:8123/database`; CLICKHOUSE_READER_URL the same for a read-only
 * account; CLICKHOUSE_CLUSTER the name of a cluster. Throws StoreError for a malformed address.
 */
export function clickHouseServer(env: Environment): ClickHouseStore | undefined {
  if (!env.CLICKHOUSE_URL) return undefined;
  const cluster = env.CLICKHOUSE_CLUSTER;
  if (cluster && !/^[\w.-]+$/.test(cluster)) throw malformed('CLICKHOUSE_CLUSTER', 'my_cluster');
  const address = { ...clickHouseAddress('CLICKHOUSE_URL', env.CLICKHOUSE_URL), ...(cluster ? { cluster } : {}) };
  if (!env.CLICKHOUSE_READER_URL) return address;
  return { ...address, reader: clickHouseAddress('CLICKHOUSE_READER_URL', env.CLICKHOUSE_READER_URL) };
}

/** The PostgreSQL server that POSTGRES_URL names, or undefined for the embedded one. Throws StoreError for a malformed address. */
export function postgresServer(env: Environment): { url: string } | undefined {
  if (!env.POSTGRES_URL) return undefined;
  const { protocol } = parseUrl('POSTGRES_URL', env.POSTGRES_URL, postgresExample);
  if (!/^postgres(ql)?:$/.test(protocol)) throw malformed('POSTGRES_URL', postgresExample);
  return { url: env.POSTGRES_URL };
}

const clickHouseExample = 'http://user:password@host:8123/minqing';
const postgresExample = 'postgres://user:password@host:5432/minqing';

function clickHouseAddress(variable: string, text: string): ClickHouseAddress {
  const url = parseUrl(variable, text, clickHouseExample);
  if (!/^https?:$/.test(url.protocol)) throw malformed(variable, clickHouseExample);
  return {
    url: url.origin,
    database: decodeURIComponent(url.pathname.slice(1)) || 'minqing',
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
  };
}

function parseUrl(variable: string, text: string, example: string): URL {
  if (!URL.canParse(text)) throw malformed(variable, example);
  return new URL(text);
}

function malformed(variable: string, example: string): StoreError {
  return new StoreError(`环境变量 ${variable} 格式不对，应形如 ${example}。(${variable} must look like ${example}.)`);
}

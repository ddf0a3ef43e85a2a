import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { parseRows } from '../parse-rows.ts';
import type { AnswerMemory } from './answer-memory.ts';

/** Where a ClickHouse is, who we are there, and which database is ours. */
export interface ClickHouseAddress {
  /** `http(s)://host:port`. */
  url: string;
  database: string;
  username: string;
  password: string;
  /** Name of the cluster in `remote_servers`; migrations then write replicated tables. */
  cluster?: string | undefined;
  /** It answers an insert before the rows are on the disk, and leaves that to us: see forceToDisk. */
  answersEarly?: boolean | undefined;
}

/** An open ClickHouse; pass it to runQuery, insertRows and runCommand. */
export interface Analytics {
  readonly client: ClickHouseClient;
  readonly address: ClickHouseAddress;
  /** Where set, answers are kept for a moment and shared: their rows are not to be changed. */
  readonly memory?: AnswerMemory | undefined;
  close(): Promise<void>;
}

// Below the 10 s after which a ClickHouse server drops an idle connection (3 s before 23.x):
// a socket that both sides close at once shows as ECONNRESET on an innocent query.
const idleSocketMs = 2_500;

// Longest that one statement may keep us waiting; the server's own limits (max_execution_time) are lower.
const requestTimeoutMs = 120_000;

/**
 * Opens a pool of HTTP connections; nothing is sent until the first query.
 * Open it a second time with the reader's credentials for what pages ask.
 * Instants cross the wire as ISO strings in UTC, 64-bit integers as numbers.
 */
export function openAnalytics(address: ClickHouseAddress): Analytics {
  const client = createClient({
    url: address.url,
    database: address.database,
    username: address.username,
    password: address.password,
    application: 'minqing',
    // Its log goes to the console, where --json may be read; what fails is thrown.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: requestTimeoutMs,
    keep_alive: { enabled: true, idle_socket_ttl: idleSocketMs },
    max_open_connections: 16,
    // Long lists of keys go into the body: in the address they would pass the server's limit of 1 MB.
    use_multipart_params_auto: true,
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: 'best_effort',
      date_time_output_format: 'iso',
    },
  });
  return { client, address, close: () => client.close() };
}

/**
 * One read: `sql` holds placeholders only, as `{wardCode:String}`; every value goes through `params`.
 * An instant is bound as its ISO string to `{from:DateTime64(3)}`.
 */
export interface Query<T> {
  /** File name of the query, e.g. list-ward-hotspots: found again in system.query_log and in errors. */
  name: string;
  sql: string;
  params?: Record<string, unknown> | undefined;
  row: z.ZodType<T>;
  settings?: ClickHouseSettings | undefined;
  /** Who asks and why, for system.query_log: no personal data. */
  tags?: Record<string, string> | undefined;
  /** Aborting ends the query on the server too. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs one SELECT and gives its rows, each checked against `row`.
 * Throws RowError for a row that does not parse, ClickHouseError for what the server refuses.
 */
export function runQuery<T>(analytics: Analytics, query: Query<T>): Promise<T[]> {
  const { memory } = analytics;
  if (!memory || query.signal) return askServer(analytics, query);
  return memory.recall(JSON.stringify([query.sql, query.params, query.settings]), () => askServer(analytics, query));
}

async function askServer<T>(analytics: Analytics, query: Query<T>): Promise<T[]> {
  const result = await analytics.client.query({
    query: query.sql,
    format: 'JSONEachRow',
    query_params: bindInstants(query.sql, query.params),
    ...(query.signal ? { abort_signal: query.signal } : {}),
    clickhouse_settings: {
      ...query.settings,
      ...logComment(query),
      // The answer is held back until it is whole: an error half-way is a status, not a broken row.
      wait_end_of_query: 1,
      cancel_http_readonly_queries_on_client_close: 1,
    },
  });
  return parseRows(query.name, await result.json<unknown>(), query.row);
}

/**
 * Tables are parted by months, and a file may hold thirty years: the server's limit of 100 parts to an insert would refuse
 * its plan for good. What rows may be older than is the intake's to say.
 */
export const ofAllMonths: ClickHouseSettings = { max_partitions_per_insert_block: '0' };

/** One statement without rows in its answer: DDL, INSERT … SELECT, OPTIMIZE. */
export interface Command {
  name: string;
  sql: string;
  params?: Record<string, unknown> | undefined;
  settings?: ClickHouseSettings | undefined;
}

/** Runs one statement and waits for its end. Throws ClickHouseError for what the server refuses. */
export async function runCommand(analytics: Analytics, command: Command): Promise<void> {
  await analytics.client.command({
    query: command.sql,
    query_params: bindInstants(command.sql, command.params),
    clickhouse_settings: { ...ofAllMonths, ...command.settings, ...logComment(command), wait_end_of_query: 1 },
  });
}

// Each insert writes a part for every month that it touches: fewer and larger ones cost less.
const rowsPerInsert = 5_000;
/** Rows that are sent as one block: the text of so many dies with the young objects, and the event loop is held up for 2 ms. */
const rowsPerBlock = 100;

/** Rows for one table; `table` is a literal of the calling file, never a value from outside. */
export interface Insert {
  name: string;
  table: string;
  rows: readonly object[];
  /** The caller forces several inserts to the disk at once, and counts on none before. */
  forcedLater?: boolean;
}

/**
 * Inserts the rows in batches of at most 5 000 and resolves once the server has acknowledged every one, and they are on
 * its disk. A failure in the middle leaves whole batches only: insert all again, as tables that keep one row of a key allow.
 */
export async function insertRows(analytics: Analytics, insert: Insert): Promise<void> {
  for (let start = 0; start < insert.rows.length; start += rowsPerInsert) {
    const rows = insert.rows.slice(start, start + rowsPerInsert);
    const { stream } = await analytics.client.exec({
      query: `INSERT INTO ${insert.table} FORMAT JSONEachRow`,
      values: Readable.from(blocksOf(rows), { objectMode: false }),
      clickhouse_settings: {
        ...ofAllMonths,
        ...logComment(insert),
        // An unknown column is a fault of ours and must not vanish.
        input_format_skip_unknown_fields: 0,
        // Rows come gathered; the server, which gathers by itself too (26.7), would wait for more.
        async_insert: 0,
        wait_end_of_query: 1,
      },
    });
    // Empty, and to be read to its end: the connection is free then.
    await stream.toArray();
  }
  if (!insert.forcedLater) await forceToDisk(analytics);
}

function* blocksOf(rows: readonly object[]): Generator<Buffer> {
  for (let at = 0; at < rows.length; at += rowsPerBlock) {
    const lines = rows.slice(at, at + rowsPerBlock).map((row) => `${JSON.stringify(row)}\n`);
    yield Buffer.from(lines.join(''));
  }
}

/**
 * Resolves once everything that was acknowledged before is on the disk, of whatever table; a server of the district sees
 * to that by its own settings. A part has a dozen files and an insert a part for every month: forced one by one 5 000
 * documents cost 600 waits for the disk of 2.7 ms each, this one of some 10 ms.
 */
export async function forceToDisk(analytics: Analytics): Promise<void> {
  // Linux's sync(), which waits until all is written.
  if (analytics.address.answersEarly)
    await runCommand(analytics, { name: 'force-to-disk', sql: 'SYSTEM SYNC FILE CACHE' });
}

/** The setting that labels a statement in system.query_log with the name of its file and its tags. */
export function logComment(label: { name: string; tags?: Record<string, string> | undefined }): {
  log_comment: string;
} {
  return { log_comment: JSON.stringify({ name: label.name, ...label.tags }) };
}

const instantPlaceholder = /\{(\w+):\s*(?:Nullable\()?DateTime64/g;

/** The server does not read the `Z` of a bound instant; as a Date the client sends it as seconds since 1970, in no time zone. */
export function bindInstants(sql: string, params: Record<string, unknown> = {}): Record<string, unknown> {
  const names = [...sql.matchAll(instantPlaceholder)].map((match) => match[1]!);
  const instants = names.flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' ? [[name, new Date(value)] as const] : [];
  });
  return { ...params, ...Object.fromEntries(instants) };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool, type ClientConfig, type PoolClient } from 'pg';
import { z } from 'zod';
import { parseRows } from '../parse-rows.ts';
import { pgTypes } from './pg-types.ts';

/** An open PostgreSQL: a pool of connections. */
export interface Ledger {
  readonly kind: 'ledger';
  readonly url: string;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** One open transaction; it ends with the function that inTransaction gave it to. */
export interface Transaction {
  readonly kind: 'transaction';
  readonly client: PoolClient;
}

/** Whatever a statement may run on. */
export type Queryable = Ledger | Transaction;

// Five processes of this size stay well below PostgreSQL's default of 100 connections.
const defaultConnections = 12;

// To open one costs each side some ten milliseconds of processor, most of it for the password: pages come in bursts.
const keepIdleMs = 60_000;

/**
 * Opens the pool; nothing connects until the first statement.
 * int8 and numeric arrive as numbers, timestamptz as ISO strings in UTC with ms, date as YYYY-MM-DD.
 * Sessions run in UTC.
 */
export function openLedger(url: string, options: { max?: number } = {}): Ledger {
  const pool = new Pool({
    ...connectionOptions(url),
    max: options.max ?? defaultConnections,
    idleTimeoutMillis: keepIdleMs,
  });
  // An idle connection that the server drops is replaced at the next statement; without a listener it ends the process.
  pool.on('error', () => {});
  let closing: Promise<void> | undefined;
  return { kind: 'ledger', url, pool, close: () => (closing ??= pool.end()) };
}

/** What every connection to the ledger is opened with. */
function connectionOptions(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'minqing',
    options: '-c timezone=UTC',
    types: pgTypes,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  };
}

/** One statement: `text` holds $1, $2 … only, every value goes through `values`. */
export interface Statement<T> {
  /** File name of the statement, e.g. list-open-alerts: found again in pg_stat_activity and in errors. */
  name: string;
  text: string;
  /** Arrays become PostgreSQL arrays, objects JSON; an array meant as JSON must be stringified. */
  values?: readonly unknown[] | undefined;
  row: z.ZodType<T>;
}

/** What PostgreSQL refused; `code` is its SQLSTATE, e.g. 23505 for a key that exists already. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  constructor(statement: string, cause: unknown) {
    const { message, code, constraint } = cause as { message: string; code?: string; constraint?: string };
    super(`statement ${statement}: ${message}`, { cause });
    this.code = code;
    this.constraint = constraint;
  }
}

/** For statements whose rows nobody reads. */
export const noRow = z.unknown();

/**
 * Runs one statement and gives its rows, each checked against `row`.
 * Throws StatementError for what the server refuses, RowError for a row that does not parse.
 */
export async function runStatement<T>(on: Queryable, statement: Statement<T>): Promise<T[]> {
  const runner = on.kind === 'ledger' ? on.pool : on.client;
  const result = await runner
    .query<Record<string, unknown>>(`/* ${statement.name} */ ${statement.text}`, [...(statement.values ?? [])])
    .catch((cause: unknown) => {
      throw new StatementError(statement.name, cause);
    });
  return parseRows(statement.name, result.rows, statement.row);
}

// serialization_failure and deadlock_detected: PostgreSQL undid everything and asks for the same again.
const retryable = new Set(['40001', '40P01']);
const maxRetries = 5;

/**
 * Runs `work` in one transaction: its result once committed, or everything undone and the error thrown.
 * After a deadlock or a serialization failure the whole of `work` runs again (up to 5 times, 10–320 ms apart
 * with jitter), so it may have no effect outside the transaction.
 */
export async function inTransaction<T>(ledger: Ledger, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await attemptOnce(ledger, work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!retryable.has(code) || attempt >= maxRetries) throw error;
      await sleep(10 * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
}

async function attemptOnce<T>(ledger: Ledger, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await ledger.pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('begin');
    const value = await work({ kind: 'transaction', client });
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken ??= rollbackError;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** What became of the wish to hold the lock. */
export type Locked<T> = { kind: 'held'; value: T } | { kind: 'busy' };

/**
 * Runs `work` while holding the session lock called `name`, on a connection of its own: the lock goes when the
 * process dies. Gives `busy` at once, without running `work`, when somebody else holds it (`wait`: waits instead).
 * `lost` aborts when the connection, and with it the lock, breaks in the middle.
 */
export async function withAdvisoryLock<T>(
  ledger: Ledger,
  name: string,
  work: (lost: AbortSignal) => Promise<T>,
  options: { wait?: boolean } = {},
): Promise<Locked<T>> {
  const client = new Client(connectionOptions(ledger.url));
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  await client.connect();
  try {
    if (!(await acquire(client, name, options.wait ?? false))) return { kind: 'busy' };
    return { kind: 'held', value: await work(lost.signal) };
  } finally {
    await client.end().catch(() => {});
  }
}

async function acquire(client: Client, name: string, wait: boolean): Promise<boolean> {
  if (wait) {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return true;
  }
  const text = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as held';
  const answer = await client.query<{ held: boolean }>(text, [name]);
  return answer.rows[0]?.held === true;
}

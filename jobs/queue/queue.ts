import type { JobsOptions } from 'bullmq';
import type { Pool, PoolClient } from 'pg';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import { type JobData, type JobName, jobContracts } from './contracts.ts';
import { connectionOf, PostgresQueue } from './postgres-backend.ts';

/** When a job is due and what it is the same as. */
export interface AddOptions {
  /** Jobs of the same id are one job, as long as the first is known to the queue. May not contain ':'. */
  id?: string;
  delayMs?: number;
  /** While a job with this key waits, another is not added; while it runs, one is added, since it may have read before. */
  onceWhileWaiting?: string;
}

/** Producers of all jobs. */
export interface JobQueue {
  add<Name extends JobName>(name: Name, data: JobData<Name>, options?: AddOptions): Promise<void>;
  /**
   * Adds inside a transaction of the ledger: the job exists exactly if the transaction commits. Until it ends, other
   * producers of the same queue wait, so it is added last.
   */
  addIn<Name extends JobName>(tx: Transaction, name: Name, data: JobData<Name>, options?: AddOptions): Promise<void>;
  /** Repeats a job in real time; calling it again changes the interval. */
  every<Name extends JobName>(name: Name, key: string, data: JobData<Name>, ms: number): Promise<void>;
  /** Repeats a job by a cron pattern in a time zone. */
  cron<Name extends JobName>(
    name: Name,
    schedule: { pattern: string; timeZone: string },
    data: JobData<Name>,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Finished jobs are kept by age, never by count: pruning by count deadlocks on PostgreSQL (11 in 20 000 jobs, measured). */
const KEEP_DONE_SECONDS = 3_600;
const KEEP_FAILED_SECONDS = 7 * 86_400;

/** Opens the producers on the queue's connections. */
export function openQueue(pool: Pool): JobQueue {
  const names = Object.keys(jobContracts) as JobName[];
  const queues = new Map(names.map((name) => [name, queueOn(pool, name)]));
  const queue = (name: JobName): PostgresQueue => queues.get(name)!;
  return {
    add: async (name, data, options) => void (await queue(name).add(name, data, jobOptions(name, options))),
    addIn: async (tx, name, data, options) => {
      const { rows } = await tx.client.query<{ path: string }>(`select current_setting('search_path') as path`);
      await tx.client.query('set local search_path = bullmq, public');
      await queueOn(inTransactionOf(tx.client), name).add(name, data, jobOptions(name, options));
      await tx.client.query(`select set_config('search_path', $1, true)`, [rows[0]!.path]);
    },
    every: async (name, key, data, ms) =>
      void (await queue(name).upsertJobScheduler(key, { every: ms }, { name, data, opts: jobOptions(name) })),
    cron: async (name, { pattern, timeZone }, data) =>
      void (await queue(name).upsertJobScheduler(
        name,
        { pattern, tz: timeZone },
        { name, data, opts: jobOptions(name) },
      )),
    close: async () => void (await Promise.all([...queues.values()].map((each) => each.close()))),
  };
}

function queueOn(pool: Pool, name: JobName): PostgresQueue {
  const queue = new PostgresQueue(name, { connection: connectionOf(pool), skipMetasUpdate: true });
  queue.on('error', () => {});
  return queue;
}

function jobOptions(name: JobName, options: AddOptions = {}): JobsOptions {
  const { attempts, backoffMs } = jobContracts[name];
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: { age: KEEP_DONE_SECONDS },
    removeOnFail: { age: KEEP_FAILED_SECONDS },
    ...(options.id === undefined ? {} : { jobId: options.id }),
    ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
    ...(options.onceWhileWaiting === undefined
      ? {}
      : { deduplication: { id: options.onceWhileWaiting, keepLastIfActive: true } }),
  };
}

/**
 * A stand-in for a pool that runs everything on one client inside its open transaction. BullMQ takes no transaction,
 * but asks nothing else of a pool than this; the int test beside this file holds the behaviour.
 */
function inTransactionOf(client: PoolClient): Pool {
  const query = (...args: Parameters<PoolClient['query']>): unknown => client.query(...args);
  const borrowed = {
    query,
    release: () => {},
    on: () => borrowed,
    off: () => borrowed,
    removeAllListeners: () => borrowed,
  };
  const pool = {
    query,
    connect: () => Promise.resolve(borrowed),
    end: () => Promise.resolve(),
    on: () => pool,
    off: () => pool,
    removeListener: () => pool,
    setMaxListeners: () => pool,
    options: { keepAlive: true },
  };
  return pool as unknown as Pool;
}

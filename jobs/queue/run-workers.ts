import type { Job } from 'bullmq';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { type JobHandlers, type JobName, jobContracts } from './contracts.ts';
import { connectionOf, PostgresWorker } from './postgres-backend.ts';
import { seldom } from './seldom.ts';

/** How the jobs of a worker that died are found; a test that kills workers has shorter times. */
export interface Death {
  /** A worker that has not been heard of for this long is dead; below it a slow statement would look like a death. */
  silentMs: number;
  /** Jobs of the dead are looked for this often; the first look marks them and the second takes them up again. */
  lookMs: number;
}

const DEATH: Death = { silentMs: 15_000, lookMs: 5_000 };
/** A worker may die with the same job this often before the job is given up (the default of 1 is spent by one restart). */
const MAX_STALLED = 3;

/** While PostgreSQL is away a worker finds out several times a second; a line a minute says as much, and fills no disk. */
const TELL_EVERY_MS = 60_000;

/** Starts one worker per job. Throws when a job has no handler. */
export function runWorkers(pool: Pool, handlers: JobHandlers, log: Log, death = DEATH): { close(): Promise<void> } {
  const names = Object.keys(jobContracts) as JobName[];
  const missing = names.filter((name) => typeof handlers[name] !== 'function');
  if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);
  const workers = names.map((name) => startWorker(pool, name, { handlers, log, death }));
  return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}

function startWorker(
  pool: Pool,
  name: JobName,
  { handlers, log, death }: { handlers: JobHandlers; log: Log; death: Death },
): PostgresWorker {
  const { data: schema, concurrency } = jobContracts[name];
  const handle = handlers[name] as (data: unknown) => Promise<void>;
  const worker = new PostgresWorker(
    name,
    async (job: Job) => {
      const started = performance.now();
      await handle(schema.parse(job.data));
      log.info({ event: 'job_done', job: name, ms: Math.round(performance.now() - started) });
    },
    {
      connection: connectionOf(pool),
      concurrency,
      lockDuration: death.silentMs,
      stalledInterval: death.lookMs,
      maxStalledCount: MAX_STALLED,
    },
  );
  worker.on('failed', (job, error) =>
    log.warn({ event: 'job_failed', job: name, attempt: job?.attemptsMade ?? 0, error: error.message }),
  );
  const tell = (error: Error): void => log.warn({ event: 'queue_fault', job: name, error: error.message });
  worker.on('error', seldom(tell, TELL_EVERY_MS));
  return worker;
}

import { Pool } from 'pg';
import { runMigrations } from 'bullmq';
import { jobContracts } from './contracts.ts';

/**
 * The connections of the queue. Each worker holds one for LISTEN, so there are more than the ledger needs.
 * Sequential scans are off since the planner takes the job table for empty after a burst (measured: 170–400 instead
 * of 1 500 jobs/s); the search path is BullMQ's schema.
 */
export async function openQueuePool(postgresUrl: string): Promise<Pool> {
  const pool = new Pool({
    connectionString: postgresUrl,
    application_name: 'minqing-queue',
    max: CONNECTIONS,
    // As the ledger's (warehouse/ledger/ledger.ts): jobs come in bursts too.
    idleTimeoutMillis: KEEP_IDLE_MS,
    options: '-c search_path=bullmq -c enable_seqscan=off',
  });
  pool.setMaxListeners(200);
  // A server restart breaks idle connections; they are replaced. Without a listener the process would end.
  pool.on('error', () => {});
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return pool;
}

/** The worker and the queue of each job listen; twelve more serve their statements. */
const CONNECTIONS = 2 * Object.keys(jobContracts).length + 12;
const KEEP_IDLE_MS = 60_000;

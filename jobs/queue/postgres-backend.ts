import { createPostgresBackend, type PostgresConnectionOptions, withBackend } from 'bullmq';
import type { Pool } from 'pg';

const classes = withBackend(createPostgresBackend);

/** BullMQ's producer on PostgreSQL. */
export const PostgresQueue = classes.Queue;
export type PostgresQueue = InstanceType<typeof classes.Queue>;

/** BullMQ's consumer on PostgreSQL. */
export const PostgresWorker = classes.Worker;
export type PostgresWorker = InstanceType<typeof classes.Worker>;

/** A pg pool in BullMQ's own words; it declares a structural subset that @types/pg does not match to the letter. */
export function connectionOf(pool: Pool): PostgresConnectionOptions {
  return pool as unknown as PostgresConnectionOptions;
}

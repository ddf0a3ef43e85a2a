import { z } from 'zod';
import { noRow, type Queryable, runStatement, type Transaction } from '../ledger.ts';

const bytes = z.instanceof(Uint8Array).nullable();
const rowSchema = z.object({
  batch_no: z.number(),
  source_id: z.string(),
  documents: bytes,
  plan: bytes,
  stored_at: z.string(),
});
export type PendingBatch = z.infer<typeof rowSchema>;

/**
 * Documents that are taken together: few enough to be planned within seconds, enough that ClickHouse does not spend its
 * time on parts. Each insert writes a part for every month it touches; 2 000 cost half as much again per document. No
 * more than one insert takes (analytics.ts): the rest would be a second one, with as many parts again.
 */
export const DOCUMENTS_AT_ONCE = 5_000;

/**
 * So many begin a plan while another is being written; fewer had better wait and become one with what comes. A thousand
 * cost the warehouse up to twice as much for a document as these, and with 2 500 nothing is left to do beside the last plans.
 */
export const WORTH_BEGINNING = 1_500;

/**
 * So many are grouped ahead while others are worked on: to look up what is stored of them goes through every part of the
 * warehouse, which takes as long as to group two hundred. So what trickles in is taken together when all is written.
 */
export const WORTH_GROUPING = 250;

/**
 * The oldest batches behind `after` that are not applied yet, in order, as many as hold `most` documents; the first is
 * taken whatever its size. None while fewer than `least` documents wait.
 */
export function nextBatches(
  on: Queryable,
  { after = 0, least = 0, most = DOCUMENTS_AT_ONCE } = {},
): Promise<PendingBatch[]> {
  return runStatement(on, {
    name: 'next-batches',
    text: `select batch_no, source_id, documents, plan, stored_at
           from (select *, sum(rows) over (order by batch_no) - rows as before, sum(rows) over () as waiting
                 from intake_batches
                 where applied_at is null and batch_no > $2 order by batch_no limit 100) pending
           where waiting >= $3 and (before = 0 or before + rows <= $1) order by batch_no`,
    values: [most, after, least],
    row: rowSchema,
  });
}

/** The batches of a stored plan, in order. */
export function listBatches(on: Queryable, batchNos: readonly number[]): Promise<PendingBatch[]> {
  return runStatement(on, {
    name: 'list-batches',
    text: `select batch_no, source_id, documents, plan, stored_at from intake_batches
           where batch_no = any($1) order by batch_no`,
    values: [batchNos],
    row: rowSchema,
  });
}

/** How many batches wait, and the highest number given so far. */
export async function getIntakeProgress(on: Queryable): Promise<{ pending: number; last_batch_no: number }> {
  const [row] = await runStatement(on, {
    name: 'get-intake-progress',
    text: `select count(*) filter (where applied_at is null) as pending, coalesce(max(batch_no), 0) as last_batch_no from intake_batches`,
    row: z.object({ pending: z.number(), last_batch_no: z.number() }),
  });
  return row!;
}

const batchNoSchema = z.object({ batch_no: z.number() });

/** Name of the lock that every plan is stored under, shared; see warehouse/backup/take-backup.ts. */
export const STORE_PLAN_LOCK = 'store-plan';

/**
 * Stores, on the first of its batches, what the applier decided; from here on they are written exactly so.
 * False when another applier was there first: one that lost its lock in the middle must not overrule its successor.
 */
export async function storePlan(on: Queryable, batchNo: number, plan: Uint8Array): Promise<boolean> {
  const stored = await runStatement(on, {
    name: 'store-plan',
    // A backup holds the lock while it copies both stores: no plan, and so no row in ClickHouse, comes in between.
    text: `with gate as materialized (select pg_advisory_xact_lock_shared(hashtextextended($3, 0)))
           update intake_batches set plan = $2 from gate where batch_no = $1 and plan is null and applied_at is null
           returning batch_no`,
    values: [batchNo, plan, STORE_PLAN_LOCK],
    row: batchNoSchema,
  });
  return stored.length > 0;
}

/** Marks batches as written and drops their bytes. False when they were marked before: they are counted once. */
export async function markApplied(tx: Transaction, batchNos: readonly number[], at: string): Promise<boolean> {
  const marked = await runStatement(tx, {
    name: 'mark-applied',
    text: `update intake_batches set applied_at = $2, plan = null, documents = null
           where batch_no = any($1) and applied_at is null returning batch_no`,
    values: [batchNos, at],
    row: batchNoSchema,
  });
  return marked.length > 0;
}

/** Notes that documents of a source arrived. */
export async function noteLastDocument(tx: Transaction, sourceId: string, at: string): Promise<void> {
  await runStatement(tx, {
    name: 'note-last-document',
    text: 'update sources set last_document_at = greatest(last_document_at, $2) where source_id = $1',
    values: [sourceId, at],
    row: noRow,
  });
}

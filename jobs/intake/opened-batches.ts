import type { PendingBatch } from '#warehouse/ledger/intake/next-batch.ts';
import { unpack } from './cleaned-batch.ts';
import type { BatchToPlan } from './plan-batches.ts';
import { type GroupingTask, REPAIR_SOURCE } from './plan-repair.ts';

/** Batches of the log with what lies packed in them. */
export function opened(batches: readonly PendingBatch[]): Promise<BatchToPlan[]> {
  return Promise.all(batches.map(open));
}

/** A task is a step of its own, in its place in the order. */
export function untilTask(batches: PendingBatch[]): PendingBatch[] {
  const task = batches.findIndex((batch) => batch.source_id === REPAIR_SOURCE);
  return task === -1 ? batches : batches.slice(0, Math.max(1, task));
}

async function open(batch: PendingBatch): Promise<BatchToPlan> {
  const about = { batchNo: batch.batch_no, sourceId: batch.source_id, receivedAt: batch.stored_at };
  if (batch.source_id === REPAIR_SOURCE) {
    const [task] = batch.documents ? await unpack<GroupingTask[]>(batch.documents) : [];
    return { ...about, documents: [], ...(task ? { task } : {}) };
  }
  return {
    ...about,
    documents: batch.documents ? await unpack<BatchToPlan['documents']>(batch.documents) : [],
  };
}

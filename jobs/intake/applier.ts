import { setTimeout as sleep } from 'node:timers/promises';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { addCounts } from '#warehouse/ledger/intake/add-counts.ts';
import { markApplied, nextBatch, type PendingBatch, storePlan } from '#warehouse/ledger/intake/next-batch.ts';
import { inTransaction, type Ledger, type Transaction, withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import type { Document } from '#warehouse/model/document.ts';
import { dayIn } from '../hotspots/baseline.ts';
import type { Log } from '../log.ts';
import { pack, unpack } from './cleaned-batch.ts';
import type { GroupingPool } from './grouping-pool.ts';
import { type Plan, planBatch } from './plan-batch.ts';
import { planRepair, REPAIR_SOURCE } from './plan-repair.ts';

/** Name of the lock that makes one process the district's only writer of documents and events. */
const LOCK = 'apply-intake';
/** Documents older than this no longer attract new ones; it bounds the grouper's memory (hotspots.md §3.5). */
const ACTIVE_DAYS = 400;

export interface ApplierDeps {
  analytics: Analytics;
  ledger: Ledger;
  grouping: GroupingPool;
  timeZone: string;
  now: () => Date;
  log: Log;
  /** Runs in the transaction that marks a batch applied, e.g. to queue a ranking. */
  onApplied: (tx: Transaction) => Promise<void>;
}

/**
 * Applies pending batches in order until `idle` says to stop, as the district's only writer.
 * Gives `busy` at once when another process is that writer. Any fault ends the run; call again to go on:
 * the grouping is rebuilt from the warehouse each time, so a fault leaves nothing behind.
 */
export async function runApplier(deps: ApplierDeps, idle: () => Promise<'wait' | 'stop'>): Promise<'busy' | 'stopped'> {
  const locked = await withAdvisoryLock(deps.ledger, LOCK, async (lost) => {
    await writeStoredPlan(deps);
    const since = new Date(deps.now().getTime() - ACTIVE_DAYS * 86_400_000).toISOString();
    const held = await deps.grouping.load(deps.analytics.address, since);
    deps.log.info({ event: 'grouping_loaded', documents: held });
    for (;;) {
      lost.throwIfAborted();
      const batch = await nextBatch(deps.ledger);
      if (batch) await applyBatch(deps, batch);
      else if ((await idle()) === 'stop') return;
    }
  });
  return locked.kind === 'busy' ? 'busy' : 'stopped';
}

/** A plan that was stored before a crash is written as it stands, before anything is read for the grouping. */
async function writeStoredPlan(deps: ApplierDeps): Promise<void> {
  const batch = await nextBatch(deps.ledger);
  if (batch?.plan) await writePlan(deps, batch, await unpack<Plan>(batch.plan));
}

async function applyBatch(deps: ApplierDeps, batch: PendingBatch): Promise<void> {
  const started = performance.now();
  const plan = await decidePlan(deps, batch);
  await storePlan(deps.ledger, batch.batch_no, await pack(plan));
  await writePlan(deps, batch, plan);
  const ms = Math.round(performance.now() - started);
  deps.log.info({ event: 'batch_applied', batch: batch.batch_no, source: batch.source_id, ms });
}

async function decidePlan(deps: ApplierDeps, batch: PendingBatch): Promise<Plan> {
  if (batch.source_id === REPAIR_SOURCE) return planRepair(deps.analytics, deps.grouping, batch.batch_no);
  return planBatch(deps.analytics, deps.grouping, {
    batchNo: batch.batch_no,
    sourceId: batch.source_id,
    receivedAt: batch.stored_at,
    documents: await unpack<Document[]>(batch.documents!),
  });
}

async function writePlan(deps: ApplierDeps, batch: PendingBatch, plan: Plan): Promise<void> {
  await insertPlan(deps.analytics, plan.rows);
  const at = deps.now().toISOString();
  const sourceId = batch.source_id;
  const accepted = plan.counts.reduce((sum, { outcome, count }) => sum + (outcome === 'accept' ? count : 0), 0);
  await inTransaction(deps.ledger, async (tx) => {
    await markApplied(tx, { batchNo: batch.batch_no, sourceId, at });
    await addCounts(tx, { sourceId, day: dayIn(deps.timeZone, batch.stored_at) }, plan.counts);
    if (accepted > 0) await notifyLive(tx, { event: 'intake', sourceId, accepted, at });
    if (accepted > 0 || sourceId === REPAIR_SOURCE) await deps.onApplied(tx);
  });
}

/** First wait after a fault, doubled up to a minute; a store that restarts is back within seconds. */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;

/** Keeps the applier running until `signal` aborts: takes over when the present writer goes, retries after faults. */
export async function keepApplying(deps: ApplierDeps, wake: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      const idle = async (): Promise<'wait' | 'stop'> => {
        retryMs = FIRST_RETRY_MS;
        await wake();
        return signal.aborted ? 'stop' : 'wait';
      };
      if ((await runApplier(deps, idle)) === 'busy') await wake();
    } catch (error) {
      if (signal.aborted) return;
      deps.log.error({ event: 'applier_failed', error: (error as Error).message, retryMs });
      await sleep(retryMs, undefined, { signal }).catch(() => {});
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    }
  }
}

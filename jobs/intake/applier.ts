import { setTimeout as sleep } from 'node:timers/promises';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { listAlertedEvents } from '#warehouse/ledger/alerts/list-alerted-events.ts';
import { addCounts } from '#warehouse/ledger/intake/add-counts.ts';
import {
  getIntakeProgress,
  markApplied,
  nextBatches,
  noteLastDocument,
  type PendingBatch,
  storePlan,
} from '#warehouse/ledger/intake/next-batch.ts';
import { inTransaction, type Ledger, type Transaction, withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import type { Document } from '#warehouse/model/document.ts';
import { dayIn } from '../hotspots/baseline.ts';
import type { Log } from '../log.ts';
import { pack, unpack } from './cleaned-batch.ts';
import type { GroupingPool } from './grouping-pool.ts';
import { type Plan, planBatches } from './plan-batches.ts';
import { planRepair, REPAIR_SOURCE } from './plan-repair.ts';

/** Name of the lock that makes one process the district's only writer of documents and events. */
const LOCK = 'apply-intake';

export interface ApplierDeps {
  analytics: Analytics;
  ledger: Ledger;
  grouping: GroupingPool;
  timeZone: string;
  now: () => Date;
  log: Log;
  /** Runs in the transaction that marks the last waiting batch applied, e.g. to queue a ranking. */
  onCaughtUp: (tx: Transaction) => Promise<void>;
}

/**
 * Applies pending batches in order until `idle` says to stop, as the district's only writer.
 * Gives `busy` at once when another process is that writer. Any fault ends the run; call again to go on:
 * the grouping is rebuilt from the warehouse each time, so a fault leaves nothing behind.
 */
export async function runApplier(deps: ApplierDeps, idle: () => Promise<'wait' | 'stop'>): Promise<'busy' | 'stopped'> {
  const run: Run = { ...deps, unranked: false };
  const locked = await withAdvisoryLock(deps.ledger, LOCK, async (lost) => {
    await writeStoredPlan(run);
    const held = await deps.grouping.load(deps.analytics.address);
    deps.log.info({ event: 'grouping_loaded', documents: held });
    for (;;) {
      lost.throwIfAborted();
      const batches = await nextBatches(deps.ledger);
      if (batches.length > 0) await applyBatches(run, untilRepair(batches));
      else if ((await idle()) === 'stop') return;
    }
  });
  return locked.kind === 'busy' ? 'busy' : 'stopped';
}

/** The present run as the district's writer. */
interface Run extends ApplierDeps {
  /** Something was written that no ranking was asked for yet. */
  unranked: boolean;
}

/** A plan that was stored before a crash is written as it stands, before anything is read for the grouping. */
async function writeStoredPlan(run: Run): Promise<void> {
  const [first] = await nextBatches(run.ledger);
  if (first?.plan) await writePlan(run, await unpack<Plan>(first.plan), first.stored_at);
}

/** A repair is a step of its own, in its place in the order. */
function untilRepair(batches: PendingBatch[]): PendingBatch[] {
  const repair = batches.findIndex((batch) => batch.source_id === REPAIR_SOURCE);
  return repair === -1 ? batches : batches.slice(0, Math.max(1, repair));
}

async function applyBatches(run: Run, batches: PendingBatch[]): Promise<void> {
  const started = performance.now();
  const first = batches[0]!;
  const plan = await decidePlan(run, batches);
  const planned = performance.now();
  if (!(await storePlan(run.ledger, first.batch_no, await pack(plan)))) throw new Error('another applier took over');
  const stored = performance.now();
  await writePlan(run, plan, first.stored_at);
  run.log.info({
    event: 'batches_applied',
    batches: batches.length,
    documents: plan.rows.documents.length,
    planMs: Math.round(planned - started),
    storeMs: Math.round(stored - planned),
    writeMs: Math.round(performance.now() - stored),
  });
}

async function decidePlan(deps: ApplierDeps, batches: PendingBatch[]): Promise<Plan> {
  const first = batches[0]!;
  if (first.source_id === REPAIR_SOURCE) {
    const settled = await listAlertedEvents(deps.ledger);
    return planRepair(deps.analytics, deps.grouping, { batchNo: first.batch_no, settled });
  }
  const toPlan = batches.map(async (batch) => ({
    batchNo: batch.batch_no,
    sourceId: batch.source_id,
    receivedAt: batch.stored_at,
    documents: await unpack<Document[]>(batch.documents!),
  }));
  return planBatches(deps.analytics, deps.grouping, await Promise.all(toPlan));
}

async function writePlan(run: Run, plan: Plan, storedAt: string): Promise<void> {
  await insertPlan(run.analytics, plan.rows);
  const at = run.now().toISOString();
  const day = dayIn(run.timeZone, storedAt);
  if (plan.rows.memberships.length > 0) run.unranked = true;
  const asked = await inTransaction(run.ledger, async (tx) => {
    if (!(await markApplied(tx, plan.batches, at))) throw new Error('another applier took over');
    for (const [sourceId, counts] of Object.entries(plan.counts)) {
      await addCounts(tx, { sourceId, day }, counts);
      const accepted = counts.reduce((sum, { outcome, count }) => sum + (outcome === 'accept' ? count : 0), 0);
      if (accepted === 0) continue;
      await noteLastDocument(tx, sourceId, at);
      await notifyLive(tx, { event: 'intake', sourceId, accepted, at });
    }
    // While batches wait, each ranking would be old before it is read.
    if (!run.unranked || (await getIntakeProgress(tx)).pending > 0) return false;
    await run.onCaughtUp(tx);
    return true;
  });
  if (asked) run.unranked = false;
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

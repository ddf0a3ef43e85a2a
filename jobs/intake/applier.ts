import { forceToDisk } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { listAlertedEvents } from '#warehouse/ledger/alerts/list-alerted-events.ts';
import { replaceEventConstraints } from '#warehouse/ledger/events/constraints.ts';
import { finishEventAct } from '#warehouse/ledger/events/event-acts.ts';
import { addCounts } from '#warehouse/ledger/intake/add-counts.ts';
import {
  getIntakeProgress,
  listBatches,
  markApplied,
  nextBatches,
  noteLastDocument,
  type PendingBatch,
  storePlan,
} from '#warehouse/ledger/intake/next-batch.ts';
import { inTransaction, type Transaction, withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import { dayIn } from '../hotspots/baseline.ts';
import { pack, unpack } from './cleaned-batch.ts';
import { documentRows } from './document-rows.ts';
import { GroupingKeeper, type KeeperDeps } from './grouping-keeper.ts';
import { opened } from './opened-batches.ts';
import { type BatchToPlan, type Outlook, planBatches } from './plan-batches.ts';
import { type GroupingTask, planTask, REPAIR_SOURCE } from './plan-repair.ts';
import type { Plan } from './plan.ts';
import { saidTopicsOf } from './said-topics.ts';

/** Name of the lock that makes one process the district's only writer of documents and events. */
const LOCK = 'apply-intake';

export interface ApplierDeps extends KeeperDeps {
  timeZone: string;
  now: () => Date;
  /** Runs in the transaction that marks the last waiting batch applied, e.g. to queue a ranking. */
  onCaughtUp: (tx: Transaction) => Promise<void>;
  /** Told what was just written, e.g. to raise what cannot wait; a fault of it is logged and holds up nothing. */
  onWritten?: (memberships: readonly object[]) => Promise<void>;
}

/**
 * Applies pending batches in order until `idle` says to stop, as the district's only writer.
 * Gives `busy` at once when another process is that writer. Any fault ends the run; call again to go on:
 * the grouping is rebuilt from the warehouse each time, so a fault leaves nothing behind.
 */
export async function runApplier(deps: ApplierDeps, idle: () => Promise<'wait' | 'stop'>): Promise<'busy' | 'stopped'> {
  const run: Run = { ...deps, keeper: new GroupingKeeper(deps), unranked: false };
  const locked = await withAdvisoryLock(deps.ledger, LOCK, async (lost) => {
    await writeStoredPlan(run);
    await run.keeper.load();
    let inHand: Writing | undefined;
    try {
      for (;;) {
        lost.throwIfAborted();
        const batches = await nextBatches(deps.ledger, inHand?.lastBatch);
        if (batches.length > 0) inHand = await takeOn(run, untilRepair(batches), inHand);
        else if (inHand) {
          await inHand.written;
          inHand = undefined;
        } else {
          await run.keeper.rest();
          if ((await idle()) === 'stop') return await run.keeper.stop();
        }
      }
    } finally {
      // Nothing may still be writing when another run begins.
      await inHand?.written.catch(() => {});
    }
  });
  return locked.kind === 'busy' ? 'busy' : 'stopped';
}

/** The present run as the district's writer. */
interface Run extends ApplierDeps {
  keeper: GroupingKeeper;
  /** Something was written that no ranking was asked for yet. */
  unranked: boolean;
}

/** A stored plan on its way into the warehouse; the next is decided meanwhile, with this one as if it were written. */
interface Writing {
  lastBatch: number;
  outlook: Outlook | undefined;
  written: Promise<void>;
}

/** A plan that was stored before a crash is written as it stands, before anything is read for the grouping. */
async function writeStoredPlan(run: Run): Promise<void> {
  const [first] = await nextBatches(run.ledger);
  if (!first?.plan) return;
  const plan = await unpack<Plan>(first.plan);
  const batches = await listBatches(run.ledger, plan.batches);
  await writePlan(run, plan, await opened(batches));
}

/** A repair is a step of its own, in its place in the order. */
function untilRepair(batches: PendingBatch[]): PendingBatch[] {
  const repair = batches.findIndex((batch) => batch.source_id === REPAIR_SOURCE);
  return repair === -1 ? batches : batches.slice(0, Math.max(1, repair));
}

/** Decides batches while the plan before them is written; then stores the new plan and begins to write it. */
async function takeOn(run: Run, pending: PendingBatch[], before: Writing | undefined): Promise<Writing> {
  const started = performance.now();
  const batches = await opened(pending);
  const { plan, outlook } = await decidePlan(run, batches, before);
  await before?.written;
  const planned = performance.now();
  const first = batches[0]!.batchNo;
  if (!(await storePlan(run.ledger, first, await pack(plan)))) throw new Error('another applier took over');
  const stored = performance.now();
  const lastBatch = batches.at(-1)!.batchNo;
  const write = async (): Promise<void> => {
    await writePlan(run, plan, batches);
    run.log.info({
      event: 'batches_applied',
      batches: batches.length,
      documents: plan.documents.length,
      planMs: Math.round(planned - started),
      storeMs: Math.round(stored - planned),
      writeMs: Math.round(performance.now() - stored),
    });
  };
  const written = write();
  // Its fault is thrown where it is waited for.
  written.catch(() => {});
  await run.keeper.planned(lastBatch, plan.rows.memberships.length);
  return { lastBatch, outlook, written };
}

async function decidePlan(
  run: Run,
  batches: BatchToPlan[],
  before: Writing | undefined,
): Promise<{ plan: Plan; outlook: Outlook | undefined }> {
  const { batchNo, sourceId } = batches[0]!;
  // A repair reads whole rows of the warehouse, and what comes behind one reads what it moved.
  if (sourceId === REPAIR_SOURCE || !before?.outlook) await before?.written;
  if (sourceId !== REPAIR_SOURCE) {
    const { analytics, grouping, ledger } = run;
    return planBatches({ analytics, grouping, saidTopics: saidTopicsOf(ledger) }, batches, before?.outlook);
  }
  const { task = WHOLE_REPAIR } = batches[0]!;
  if (task.kind === 'reload') {
    await run.keeper.loadAnew();
    return { plan: nothingOf(batchNo), outlook: undefined };
  }
  const settled = await listAlertedEvents(run.ledger);
  return { plan: await planTask(run.analytics, run.grouping, { batchNo, task, settled }), outlook: undefined };
}

/** The plan of a task that changes no row. */
function nothingOf(batchNo: number): Plan {
  return { batches: [batchNo], documents: [], rows: { memberships: [], events: [] }, counts: {} };
}

/** What stands in logs of before there were other tasks. */
const WHOLE_REPAIR: GroupingTask = { kind: 'repair', newest: null };

async function writePlan(run: Run, plan: Plan, batches: readonly BatchToPlan[]): Promise<void> {
  await insertPlan(run.analytics, { ...plan.rows, documents: documentRows(plan.documents, batches) });
  // What cannot wait is told while the batch is being marked.
  const told = run.onWritten?.(plan.rows.memberships).catch((error: unknown) => {
    run.log.error({ event: 'on_written_failed', error: String(error) });
  });
  const at = run.now().toISOString();
  const day = dayIn(run.timeZone, batches[0]!.receivedAt);
  // The plan is dropped with the mark: until its rows are on the disk it is what they are written again from.
  await forceToDisk(run.analytics);
  if (plan.rows.memberships.length > 0) run.unranked = true;
  const asked = await inTransaction(run.ledger, async (tx) => {
    if (!(await markApplied(tx, plan.batches, at))) throw new Error('another applier took over');
    if (plan.said) await replaceEventConstraints(tx, plan.said);
    if (plan.act) await finishEventAct(tx, plan.act);
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
  await told;
}

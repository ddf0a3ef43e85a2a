import { type Analytics, forceToDisk } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { replaceEventConstraints } from '#warehouse/ledger/events/constraints.ts';
import { finishEventAct } from '#warehouse/ledger/events/event-acts.ts';
import { addCounts } from '#warehouse/ledger/intake/add-counts.ts';
import { getIntakeProgress, markApplied, noteLastDocument } from '#warehouse/ledger/intake/next-batch.ts';
import { inTransaction, type Ledger, type Transaction } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import { dayIn } from '../hotspots/baseline.ts';
import type { Log } from '../log.ts';
import { documentRows } from './document-rows.ts';
import type { BatchToPlan } from './plan-batches.ts';
import type { Plan } from './plan.ts';

/** What writing a plan works with. */
export interface WritingDeps {
  analytics: Analytics;
  ledger: Ledger;
  log: Log;
  timeZone: string;
  now: () => Date;
  /** Runs in the transaction that marks the last waiting batch applied, e.g. to queue a ranking. */
  onCaughtUp: (tx: Transaction) => Promise<void>;
  /** Told what was just written, e.g. to raise what cannot wait; a fault of it is logged and holds up nothing. */
  onWritten?: (memberships: readonly object[]) => Promise<void>;
}

export interface WritingRun extends WritingDeps {
  /** Something was written that no ranking was asked for yet. */
  unranked: boolean;
}

/** Writes a stored plan into the warehouse and marks its batches: as often as need be, since all of it counts once. */
export async function writePlan(run: WritingRun, plan: Plan, batches: readonly BatchToPlan[]): Promise<void> {
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

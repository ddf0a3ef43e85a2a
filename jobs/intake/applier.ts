import { listAlertedEvents } from '#warehouse/ledger/alerts/list-alerted-events.ts';
import { listBatches, nextBatches } from '#warehouse/ledger/intake/next-batch.ts';
import { withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import { GroupingKeeper, type KeeperDeps } from './grouping-keeper.ts';
import { opened } from './opened-batches.ts';
import type { BatchToPlan } from './plan-batches.ts';
import { type GroupingTask, planTask } from './plan-repair.ts';
import { type Plan, unpackPlan } from './plan.ts';
import { type PlanningRun, PlansUnderWay } from './plans-under-way.ts';
import { type WritingDeps, writePlan } from './write-plan.ts';

/** Name of the lock that makes one process the district's only writer of documents and events. */
const LOCK = 'apply-intake';

export type ApplierDeps = KeeperDeps & WritingDeps & Pick<PlanningRun, 'worthBeginning'>;

/**
 * Applies pending batches in order until `idle` says to stop, as the district's only writer.
 * Gives `busy` at once when another process is that writer. Any fault ends the run; call again to go on:
 * the grouping is rebuilt from the warehouse each time, so a fault leaves nothing behind.
 */
export async function runApplier(deps: ApplierDeps, idle: () => Promise<'wait' | 'stop'>): Promise<'busy' | 'stopped'> {
  const keeper = new GroupingKeeper(deps);
  const run: PlanningRun = { ...deps, keeper, unranked: false, decideTask: (batch) => decideTask(run, batch) };
  const locked = await withAdvisoryLock(deps.ledger, LOCK, async (lost) => {
    await writeStoredPlan(run);
    await keeper.load();
    const plans = new PlansUnderWay(run);
    try {
      for (;;) {
        lost.throwIfAborted();
        const wasAtWork = plans.isAtWork();
        const hasBegun = await plans.begin();
        if (plans.cut() || hasBegun) continue;
        if (plans.isAtWork()) await plans.change();
        // What ended during the look has left room for what was too little to begin beside it.
        else if (!wasAtWork) {
          await keeper.rest();
          if ((await idle()) === 'stop') return await keeper.stop();
        }
      }
    } finally {
      // Nothing may still be writing when another run begins.
      await plans.end();
    }
  });
  return locked.kind === 'busy' ? 'busy' : 'stopped';
}

/** A plan that was stored before a crash is written as it stands, before anything is read for the grouping. */
async function writeStoredPlan(run: PlanningRun): Promise<void> {
  const [first] = await nextBatches(run.ledger);
  if (!first?.plan) return;
  const plan = await unpackPlan(first.plan);
  const batches = await listBatches(run.ledger, plan.batches);
  await writePlan(run, plan, await opened(batches));
}

/** The plan of a repair or of a person's act. */
async function decideTask(run: PlanningRun, { batchNo, task = WHOLE_REPAIR }: BatchToPlan): Promise<Plan> {
  if (task.kind === 'reload') {
    await run.keeper.loadAnew();
    return nothingOf(batchNo);
  }
  const settled = await listAlertedEvents(run.ledger);
  return planTask(run.analytics, run.grouping, { batchNo, task, settled });
}

/** The plan of a task that changes no row. */
function nothingOf(batchNo: number): Plan {
  return { batches: [batchNo], documents: [], rows: { memberships: [], events: [] }, counts: {} };
}

/** What stands in logs of before there were other tasks. */
const WHOLE_REPAIR: GroupingTask = { kind: 'repair', newest: null };

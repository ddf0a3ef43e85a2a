import { listAlertedEvents } from '#warehouse/ledger/alerts/list-alerted-events.ts';
import {
  listBatches,
  nextBatches,
  type PendingBatch,
  storePlan,
  WORTH_BEGINNING,
} from '#warehouse/ledger/intake/next-batch.ts';
import { withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import { pack, unpack } from './cleaned-batch.ts';
import { GroupingKeeper, type KeeperDeps } from './grouping-keeper.ts';
import { opened } from './opened-batches.ts';
import { type BatchToPlan, type Outlook, planBatches } from './plan-batches.ts';
import { type GroupingTask, planTask, REPAIR_SOURCE } from './plan-repair.ts';
import type { Plan } from './plan.ts';
import { saidTopicsOf } from './said-topics.ts';
import { type WritingDeps, type WritingRun, writePlan } from './write-plan.ts';

/** Name of the lock that makes one process the district's only writer of documents and events. */
const LOCK = 'apply-intake';

export type ApplierDeps = KeeperDeps &
  WritingDeps & {
    /** So many documents behind a plan are begun ahead; a test has fewer. */
    worthBeginning?: number;
  };

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
    let begun: Begun | undefined;
    try {
      for (;;) {
        lost.throwIfAborted();
        const taken = begun ?? (await beginBehind(run, inHand));
        begun = undefined;
        if (taken) {
          begun = await beginAhead(run, taken, inHand);
          inHand = await finish(run, taken, { before: inHand, isLast: !begun });
        } else if (inHand) {
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
type Run = ApplierDeps & WritingRun & { keeper: GroupingKeeper };

/** Batches whose plan is being decided: the grouping takes their steps. */
interface Begun {
  batches: BatchToPlan[];
  grouped: Promise<{ outlook: Outlook | undefined; plan(): Promise<Plan> }>;
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

/**
 * Begins to decide batches while those `before` them, oldest first, are described, stored and written. Nothing while none
 * waits.
 */
async function begin(
  run: Run,
  pending: PendingBatch[],
  before: readonly (Partial<Writing> | undefined)[],
): Promise<Begun | undefined> {
  if (pending.length === 0) return undefined;
  const batches = await opened(untilRepair(pending));
  const last = before.at(-1);
  if (batches[0]!.sourceId === REPAIR_SOURCE) {
    // A repair reads whole rows of the warehouse.
    await last?.written;
    const plan = await decideTask(run, batches[0]!);
    return { batches, grouped: Promise.resolve({ outlook: undefined, plan: async () => plan }) };
  }
  // What comes behind a repair reads what it moved.
  if (!last?.outlook) await last?.written;
  const { analytics, grouping, ledger } = run;
  const outlooks = before.flatMap((one) => one?.outlook ?? []);
  return {
    batches,
    ...(await planBatches({ analytics, grouping, saidTopics: saidTopicsOf(ledger) }, batches, outlooks)),
  };
}

/**
 * Begins what waits: all of it, or, while a plan is being written, only what is worth an insert of its own. An import that
 * was planned as it came, a thousand documents at a time, cost the warehouse half as much again.
 */
async function beginBehind(run: Run, inHand: Writing | undefined): Promise<Begun | undefined> {
  const { ledger, worthBeginning = WORTH_BEGINNING } = run;
  return begin(run, await nextBatches(ledger, inHand?.lastBatch, inHand && worthBeginning), [inHand]);
}

/**
 * Begins the batches behind a plan that is not described yet, where many wait: the grouping moves on while this thread
 * describes and packs. Not where a snapshot is due, which is taken from between two plans.
 */
async function beginAhead(run: Run, taken: Begun, before: Writing | undefined): Promise<Begun | undefined> {
  const { outlook } = await taken.grouped;
  if (!outlook || run.keeper.isDue(outlook.documents.length)) return undefined;
  const { ledger, worthBeginning = WORTH_BEGINNING } = run;
  const pending = await nextBatches(ledger, taken.batches.at(-1)!.batchNo, worthBeginning);
  if (pending[0]?.source_id === REPAIR_SOURCE) return undefined;
  return begin(run, pending, [before, { outlook }]);
}

/** Describes what was decided, stores the plan once the one before is written, and begins to write it. */
async function finish(
  run: Run,
  { batches, grouped }: Begun,
  { before, isLast }: { before: Writing | undefined; isLast: boolean },
): Promise<Writing> {
  const started = performance.now();
  const { outlook, plan: described } = await grouped;
  const plan = await described();
  const packed = await pack(plan);
  await before?.written;
  const planned = performance.now();
  if (!(await storePlan(run.ledger, batches[0]!.batchNo, packed))) throw new Error('another applier took over');
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
  await run.keeper.planned(lastBatch, plan.rows.memberships.length, isLast);
  return { lastBatch, outlook, written };
}

/** The plan of a repair or of a person's act. */
async function decideTask(run: Run, { batchNo, task = WHOLE_REPAIR }: BatchToPlan): Promise<Plan> {
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

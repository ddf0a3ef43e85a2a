import { setTimeout as sleep } from 'node:timers/promises';
import {
  DOCUMENTS_AT_ONCE,
  nextBatches,
  storePlan,
  WORTH_BEGINNING,
  WORTH_GROUPING,
} from '#warehouse/ledger/intake/next-batch.ts';
import { describePlan } from './describe-plan.ts';
import type { GroupingKeeper } from './grouping-keeper.ts';
import type { GroupingPool } from './grouping-pool.ts';
import { opened, untilTask } from './opened-batches.ts';
import { type BatchToPlan, type Grouped, type Outlook, planBatches } from './plan-batches.ts';
import { REPAIR_SOURCE } from './plan-repair.ts';
import { packPlan, type Plan } from './plan.ts';
import { saidTopicsOf } from './said-topics.ts';
import { type WritingRun, writePlan } from './write-plan.ts';

/** What the applier works on plans with. */
export type PlanningRun = WritingRun & {
  grouping: GroupingPool;
  keeper: GroupingKeeper;
  /** So many documents begin a plan while another is being written; a test has fewer. */
  worthBeginning?: number;
  /** The plan of a task on the grouping itself; what comes before is written. */
  decideTask: (batch: BatchToPlan) => Promise<Plan>;
};

/** How often the log is looked into while something is worked on; else it wakes the applier. */
const LOOK_MS = 50;

/** Batches that the grouping takes in one go. */
interface Piece {
  documents: number;
  grouped: Promise<Grouped>;
  /** Once it has taken them. */
  done?: Grouped;
}

/** A plan from its pieces on. */
interface PlanAtWork {
  documents: number;
  /** Nothing of a task: what comes behind it reads what it moved. */
  outlooks: Outlook[];
  /** It is described and in the log: whatever happens, it will be written. */
  stored: Promise<void>;
  written: Promise<void>;
}

/**
 * What one run of the applier works on, in three places at once: the grouping takes batches as they come, piece by piece;
 * pieces that it has taken become a plan, which is described and stored; and the plan before is written. So the grouping
 * waits neither for descriptions nor for the warehouse, and what comes while a plan is written becomes one plan: each
 * costs the warehouse a part for every month and table.
 */
export class PlansUnderWay {
  /** In no plan yet, oldest first. */
  private readonly ahead: Piece[] = [];
  private storing: PlanAtWork | undefined;
  private writing: PlanAtWork | undefined;
  private lastBegun = 0;
  private isBeginning = false;
  /** A task on the grouping itself waits for all before it; all behind it waits until it is written. */
  private isTaskNext = false;
  private isTaskAtWork = false;
  private isEnded = false;

  constructor(private readonly run: PlanningRun) {}

  isAtWork(): boolean {
    return this.ahead.length > 0 || this.storing !== undefined || this.writing !== undefined;
  }

  /** Begins what waits in the log. False when nothing does, or it has to wait for what is worked on. */
  async begin(): Promise<boolean> {
    if (!this.mayBegin()) return false;
    const { ledger, worthBeginning = WORTH_BEGINNING } = this.run;
    const pending = await nextBatches(ledger, {
      after: this.lastBegun,
      least: this.isAtWork() ? Math.min(WORTH_GROUPING, worthBeginning) : 0,
      most: DOCUMENTS_AT_ONCE - documentsOf(this.ahead),
    });
    if (pending.length === 0) return false;
    this.isTaskNext = pending[0]!.source_id === REPAIR_SOURCE;
    if (this.isTaskNext && this.isAtWork()) return false;
    const batches = await opened(untilTask(pending));
    this.lastBegun = batches.at(-1)!.batchNo;
    if (this.isTaskNext) this.beginTask(batches);
    else await this.beginPiece(batches);
    return true;
  }

  /** Makes a plan of what the grouping has taken, and stores and writes it in its turn. False when it is not time. */
  cut(): boolean {
    const taken = this.ahead.flatMap(({ done }) => done ?? []);
    const { worthBeginning = WORTH_BEGINNING } = this.run;
    if (this.storing || taken.length === 0) return false;
    const pieces = this.ahead.slice(0, taken.length);
    // What the grouping has in hand is worth a plan after a few pieces at most, see WORTH_GROUPING.
    const mayGrow = this.writing !== undefined || pieces.length < this.ahead.length;
    if (mayGrow && documentsOf(pieces) < worthBeginning) return false;
    this.ahead.splice(0, pieces.length);
    const before = this.writing?.outlooks ?? [];
    this.start(
      taken.flatMap(({ batches }) => batches),
      () => describePlan(this.run.analytics, taken, before),
      taken.map(({ outlook }) => outlook),
    );
    return true;
  }

  /** Resolves when something has moved on, or when it is time to look for batches. Throws what went wrong meanwhile. */
  async change(): Promise<void> {
    const last = this.ahead.at(-1);
    const parts = [last?.done ? undefined : last?.grouped, this.storing?.stored, this.writing?.written];
    await Promise.race([...parts.filter((part) => part !== undefined), sleep(LOOK_MS)]);
  }

  /** Resolves when nothing is being written any more; what is not stored yet is dropped. */
  async end(): Promise<void> {
    this.isEnded = true;
    await Promise.allSettled([this.storing?.written, this.writing?.written]);
  }

  private mayBegin(): boolean {
    const last = this.ahead.at(-1);
    if (last && !last.done) return false;
    if (this.isAtWork() && (this.isTaskNext || this.isTaskAtWork)) return false;
    const unstored = documentsOf(this.ahead) + (this.storing?.documents ?? 0);
    // A snapshot is taken from between two plans.
    if (unstored > 0 && this.run.keeper.isDue(unstored)) return false;
    return documentsOf(this.ahead) < DOCUMENTS_AT_ONCE;
  }

  private async beginPiece(batches: BatchToPlan[]): Promise<void> {
    const { analytics, grouping, ledger } = this.run;
    const outlooks = [
      ...(this.writing?.outlooks ?? []),
      ...(this.storing?.outlooks ?? []),
      ...this.ahead.map(({ done }) => done!.outlook),
    ];
    this.isBeginning = true;
    const planning = { analytics, grouping, saidTopics: saidTopicsOf(ledger) };
    const { grouped } = await planBatches(planning, batches, outlooks);
    const piece: Piece = { documents: batches.reduce((sum, batch) => sum + batch.documents.length, 0), grouped };
    this.ahead.push(piece);
    this.isBeginning = false;
    grouped.then(
      (done) => (piece.done = done),
      () => {},
    );
  }

  /** Nothing is worked on beside it. */
  private beginTask(batches: BatchToPlan[]): void {
    this.isTaskNext = false;
    this.isTaskAtWork = true;
    const task = this.start(batches, () => this.run.decideTask(batches[0]!), []);
    task.written.then(
      () => (this.isTaskAtWork = false),
      () => {},
    );
  }

  private start(batches: BatchToPlan[], describe: () => Promise<Plan>, outlooks: Outlook[]): PlanAtWork {
    const started = performance.now();
    const plan = this.store(batches, describe, this.writing);
    const written = plan.then((stored) => this.write(batches, stored, performance.now() - started));
    const stored = plan.then(() => undefined);
    const documents = batches.reduce((sum, batch) => sum + batch.documents.length, 0);
    const work: PlanAtWork = { documents, outlooks, stored, written };
    this.storing = work;
    // Faults are thrown where they are waited for.
    stored.then(
      () => this.moveOn(work),
      () => {},
    );
    written.then(
      () => (this.writing = undefined),
      () => {},
    );
    return work;
  }

  private moveOn(work: PlanAtWork): void {
    this.storing = undefined;
    this.writing = work;
  }

  /** Describes a plan, and stores it once the one before is written. */
  private async store(batches: BatchToPlan[], describe: () => Promise<Plan>, before?: PlanAtWork): Promise<Plan> {
    const plan = await describe();
    const packed = await packPlan(plan);
    await before?.written;
    if (this.isEnded) throw new Error('the applier has ended');
    if (!(await storePlan(this.run.ledger, batches[0]!.batchNo, packed))) throw new Error('another applier took over');
    return plan;
  }

  private async write(batches: BatchToPlan[], plan: Plan, planMs: number): Promise<void> {
    const started = performance.now();
    const isLast = this.ahead.length === 0 && !this.isBeginning;
    const saved = this.run.keeper.planned(batches.at(-1)!.batchNo, plan.rows.memberships.length, isLast);
    await Promise.all([writePlan(this.run, plan, batches), saved]);
    this.run.log.info({
      event: 'batches_applied',
      batches: batches.length,
      documents: plan.documents.length,
      planMs: Math.round(planMs),
      writeMs: Math.round(performance.now() - started),
    });
  }
}

function documentsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { documents }) => sum + documents, 0);
}

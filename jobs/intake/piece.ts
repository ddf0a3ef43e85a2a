import { type DescribedPiece, describePiece } from './describe-piece.ts';
import { type BatchToPlan, type Grouped, type Outlook, planBatches, type Planning } from './plan-batches.ts';

/** Batches that the grouping takes in one go, and what becomes of them until they are in a plan. */
export interface Piece {
  documents: number;
  grouped: Promise<Grouped>;
  described: Promise<DescribedPiece>;
  isGrouped: boolean;
  /** Once the events that it touched are described. */
  done?: DescribedPiece;
}

/**
 * Sends batches on their way: what is stored of them is looked up while the grouping takes what is before, and their
 * events are described while it takes what comes behind. `before` tells of all that may not be in the warehouse yet.
 */
export function beginPiece(planning: Planning, batches: BatchToPlan[], before: Promise<readonly Outlook[]>): Piece {
  const grouped = planBatches(planning, batches, before);
  const described = grouped.then(async (piece) => describePiece(planning.analytics, piece, await before));
  const piece: Piece = { documents: countDocuments(batches), grouped, described, isGrouped: false };
  grouped.then(() => (piece.isGrouped = true), thrownElsewhere);
  described.then((done) => (piece.done = done), thrownElsewhere);
  return piece;
}

/** A fault is thrown where it is waited for. */
const thrownElsewhere = (): void => {};

/** How many documents batches hold. */
export function countDocuments(batches: readonly BatchToPlan[]): number {
  return batches.reduce((sum, { documents }) => sum + documents.length, 0);
}

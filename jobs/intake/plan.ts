import type { PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import type { SaidOfEvents } from '#warehouse/ledger/events/constraints.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import type { Move } from '../events/grouping-document.ts';
import type { WrittenDocument } from './document-rows.ts';

/** All that some batches change, decided once and then written as often as need be. */
export interface Plan {
  /** The batches that this plan settles, oldest first. */
  batches: number[];
  /** The documents to write, which the batches hold; see document-rows.ts. */
  documents: WrittenDocument[];
  rows: Omit<PlannedRows, 'documents'>;
  /** Per source, for the day of its batches. */
  counts: Record<string, IntakeCount[]>;
  /** What persons have said of events, where the plan may have rewritten it. */
  said?: SaidOfEvents;
  /** The person's act that the plan does. */
  act?: { actNo: number; moves: Move[] };
}

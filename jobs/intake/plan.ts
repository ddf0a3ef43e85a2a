import type { PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import type { SaidOfEvents } from '#warehouse/ledger/events/constraints.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import type { Move } from '../events/grouping-document.ts';
import { pack, unpack } from './cleaned-batch.ts';
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

/** A plan whose lists come behind it, one after the other. */
type Head = Omit<Plan, 'documents' | 'rows'> & { documents: number; memberships: number; events: number };

/** Packs a plan for the log: as a list, which is packed in short texts. Those of a whole plan made the collector look through all. */
export function packPlan({ documents, rows, ...rest }: Plan): Promise<Uint8Array> {
  const { memberships, events } = rows;
  const head: Head = {
    ...rest,
    documents: documents.length,
    memberships: memberships.length,
    events: events.length,
  };
  return pack([head, ...documents, ...memberships, ...events]);
}

/** The plan that `packPlan` packed, or an earlier release as one object. */
export async function unpackPlan(bytes: Uint8Array): Promise<Plan> {
  const packed = await unpack<Plan | [Head, ...object[]]>(bytes);
  if (!Array.isArray(packed)) return packed;
  const [head, ...items] = packed;
  const { documents, memberships, events, ...rest } = head;
  const take = (count: number): object[] => items.splice(0, count);
  return {
    ...rest,
    documents: take(documents) as WrittenDocument[],
    rows: { memberships: take(memberships), events: take(events) },
  };
}

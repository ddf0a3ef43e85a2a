import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type DescribedEvent, describeEvents } from './describe-events.ts';
import { countDecisions } from './count-decisions.ts';
import { type Place, seqOf, toMembershipRow, toTakenOutRow, type WrittenDocument } from './document-rows.ts';
import type { Change } from './follow-changes.ts';
import type { Grouped, Outlook } from './plan-batches.ts';
import type { Plan } from './plan.ts';

/** Batches that were grouped in one go, and the rows of the events that they touched. */
export interface DescribedPiece {
  grouped: Grouped;
  events: DescribedEvent[];
}

/**
 * Describes the events that a piece touched, as it left them. What `before` tells of, oldest first, may still be on its way
 * into the warehouse.
 */
export async function describePiece(
  analytics: Analytics,
  grouped: Grouped,
  before: readonly Outlook[] = [],
): Promise<DescribedPiece> {
  const { batches, members, outlook } = grouped;
  const fresh = [...before, outlook].flatMap(({ documents }) => documents);
  return { grouped, events: await describeEvents(analytics, { members, fresh, revision: revisionOf(batches) }) };
}

/**
 * The plan of pieces, oldest first. Of an event that several have touched it holds what the last tells; a document that
 * changes in several of them has a row of each change, as in a plan for each: the last one holds.
 */
export function planOf(pieces: readonly DescribedPiece[]): Plan {
  const events = new Map<string, DescribedEvent>();
  for (const piece of pieces) for (const event of piece.events) events.set(event.event_id, event);
  const memberships: object[] = [];
  for (const { grouped } of pieces)
    for (let at = 0; at < grouped.changes.length; at++)
      addMembershipRows(memberships, grouped.changes[at]!, grouped.placed[at]!);
  return {
    batches: pieces.flatMap(({ grouped }) => grouped.batches.map((batch) => batch.batchNo)),
    documents: pieces.flatMap(({ grouped }) => grouped.changes.map(toWritten)),
    rows: { memberships, events: [...events.values()] },
    counts: countDecisions(pieces.flatMap(({ grouped }) => grouped.decisions)),
  };
}

const revisionOf = (batches: Grouped['batches']): number => seqOf(batches.at(-1)!.batchNo, 0);

function toWritten({ arrival: { document, seq }, moved }: Change): WrittenDocument {
  const { version, publishedAt, topicBy, topicCode } = document;
  return { seq, version, publishedAt, moved, ...(topicBy === 'person' ? { topic: topicCode } : {}) };
}

/**
 * The new row; before it, where the document is grouped by something else now or gone, the stored one as taken out: its
 * month, day, places and topic are where the tables that are fed from here hold it.
 */
function addMembershipRows(rows: object[], { arrival, stored, groupedBy }: Change, place: Place): void {
  const { document, seq: revision } = arrival;
  if (stored && stored.grouping_key !== groupedBy) rows.push(toTakenOutRow(document, stored, revision - 1));
  rows.push(toMembershipRow(document, place, revision, groupedBy));
}

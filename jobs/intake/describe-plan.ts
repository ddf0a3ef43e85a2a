import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { countDecisions } from './count-decisions.ts';
import { describeEvents } from './describe-events.ts';
import { type Place, seqOf, toMembershipRow, toTakenOutRow, type WrittenDocument } from './document-rows.ts';
import type { Change } from './follow-changes.ts';
import type { EventMembers } from './grouping-thread.ts';
import type { Grouped, Outlook } from './plan-batches.ts';
import type { Plan } from './plan.ts';

/**
 * The plan of what was grouped, oldest first: describes the events that it touched. A document that changes in several of
 * them has a row of each change, as in a plan for each: the last one holds. Plans of which `before` tells may still be on
 * their way into the warehouse.
 */
export async function describePlan(
  analytics: Analytics,
  pieces: readonly Grouped[],
  before: readonly Outlook[] = [],
): Promise<Plan> {
  const batches = pieces.flatMap((piece) => piece.batches.map((batch) => batch.batchNo));
  const outlooks = [...before, ...pieces.map((piece) => piece.outlook)];
  const events = await describeEvents(analytics, {
    // Of an event that several have touched, as the last left it.
    members: Object.assign({}, ...pieces.map((piece) => piece.members)) as EventMembers,
    fresh: outlooks.flatMap((outlook) => outlook.documents),
    revision: seqOf(batches.at(-1)!, 0),
  });
  const memberships: object[] = [];
  for (const { changes, placed } of pieces)
    for (let at = 0; at < changes.length; at++) addMembershipRows(memberships, changes[at]!, placed[at]!);
  return {
    batches,
    documents: pieces.flatMap((piece) => piece.changes.map(toWritten)),
    rows: { memberships, events },
    counts: countDecisions(pieces.flatMap((piece) => piece.decisions)),
  };
}

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

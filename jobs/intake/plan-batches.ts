import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import { type KnownMembership, listKnownMemberships } from '#warehouse/analytics/intake/list-known-memberships.ts';
import { type KnownVersion, listKnownVersions } from '#warehouse/analytics/intake/list-known-versions.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { Joined } from '../events/grouping-document.ts';
import { type Arrival, type Decision, decideDocuments } from './decide-documents.ts';
import { describeEvents } from './describe-events.ts';
import { type Place, seqOf, toDocumentRow, toMembershipRow } from './document-rows.ts';
import { type Change, followChanges, type Stored } from './follow-changes.ts';
import type { GroupingPool } from './grouping-pool.ts';

/** All that some batches change, decided once and then written as often as need be. */
export interface Plan {
  /** The batches that this plan settles, oldest first. */
  batches: number[];
  rows: PlannedRows;
  /** Per source, for the day of its batches. */
  counts: Record<string, IntakeCount[]>;
}

/** A batch of cleaned documents of one source. */
export interface BatchToPlan {
  batchNo: number;
  sourceId: string;
  receivedAt: string;
  documents: Document[];
}

/** Decides what batches change, in their order; reads the warehouse, moves the grouping on, writes nothing. */
export async function planBatches(analytics: Analytics, grouping: GroupingPool, batches: BatchToPlan[]): Promise<Plan> {
  const arrivals = batches.flatMap(toArrivals);
  const stored = await lookUp(analytics, arrivals);
  const decisions = decideDocuments(arrivals, stored.versions);
  const { changes, steps } = followChanges(decisions, stored);
  const grouped = await grouping.group(steps);
  const placed = changes.map((change) => placeOf(change, grouped.joined));
  return {
    batches: batches.map((batch) => batch.batchNo),
    rows: {
      documents: changes.flatMap(documentRows),
      memberships: changes.flatMap((change, i) => membershipRows(change, placed[i]!)),
      events: await describeEvents(analytics, {
        members: grouped.members,
        fresh: changes.map((change) => change.arrival.document),
        revision: seqOf(batches.at(-1)!.batchNo, 0),
      }),
    },
    counts: countDecisions(decisions),
  };
}

function toArrivals(batch: BatchToPlan): Arrival[] {
  return batch.documents.map((document, index) => ({
    document,
    seq: seqOf(batch.batchNo, index),
    receivedAt: batch.receivedAt,
  }));
}

async function lookUp(analytics: Analytics, arrivals: readonly Arrival[]): Promise<Stored> {
  const versions = new Map<string, KnownVersion>();
  const memberships = new Map<string, KnownMembership>();
  const bySource = new Map<string, Set<string>>();
  for (const { document } of arrivals)
    bySource.set(document.sourceId, (bySource.get(document.sourceId) ?? new Set()).add(document.externalId));
  const lookUps = Array.from(bySource, async ([sourceId, ids]) => {
    const key = (row: { external_id: string }): string => documentKey({ sourceId, externalId: row.external_id });
    const [known, places] = await Promise.all([
      listKnownVersions(analytics, sourceId, [...ids]),
      listKnownMemberships(analytics, sourceId, [...ids]),
    ]);
    for (const row of known) versions.set(key(row), row);
    for (const row of places) memberships.set(key(row), row);
  });
  await Promise.all(lookUps);
  return { versions, memberships };
}

function placeOf({ arrival, stored, joinedAt }: Change, joined: Record<string, Joined>): Place {
  if (joinedAt !== null) return { ...joined[documentKey(arrival.document)]!, seq: joinedAt };
  if (stored) return { eventId: stored.event_id, score: stored.score, because: stored.because, seq: stored.seq };
  // A deletion of a document that was never grouped: the row only keeps the place.
  return { eventId: '', score: 0, because: [], seq: arrival.seq };
}

/** The new row, and where the date moved to another month a deletion of the old one in its partition. */
function documentRows({ arrival, moved }: Change): object[] {
  const { document, seq, receivedAt } = arrival;
  const row = toDocumentRow(document, seq, receivedAt);
  return moved === null ? [row] : [toDocumentRow(gone(document, moved), seq - 1, receivedAt), row];
}

function membershipRows({ arrival, moved }: Change, place: Place): object[] {
  const { document, seq: revision } = arrival;
  const row = toMembershipRow(document, place, revision);
  return moved === null ? [row] : [toMembershipRow(gone(document, moved), place, revision - 1), row];
}

function gone(document: Document, publishedAt: string): Document {
  return { ...document, deleted: true, publishedAt };
}

function countDecisions(decisions: readonly Decision[]): Plan['counts'] {
  const counts: Record<string, Map<string, IntakeCount>> = {};
  for (const decision of decisions) {
    const ofSource = (counts[decision.arrival.document.sourceId] ??= new Map());
    const outcome = decision.kind === 'skip' ? 'skip' : 'accept';
    const reason = decision.kind === 'skip' ? decision.reason : reasonOf(decision);
    const count = ofSource.get(reason)?.count ?? 0;
    ofSource.set(reason, { outcome, reason, count: count + 1 });
  }
  return Object.fromEntries(Object.entries(counts).map(([sourceId, ofSource]) => [sourceId, [...ofSource.values()]]));
}

function reasonOf(write: Extract<Decision, { kind: 'write' }>): string {
  if (write.arrival.document.deleted) return 'deleted';
  return write.isNew ? 'new' : 'changed';
}

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import { type KnownMembership, listKnownMemberships } from '#warehouse/analytics/intake/list-known-memberships.ts';
import { type KnownVersion, listKnownVersions } from '#warehouse/analytics/intake/list-known-versions.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { GroupingDocument, Joined } from '../events/grouping-document.ts';
import { type Arrival, type Decision, decideDocuments } from './decide-documents.ts';
import { describeEvents } from './describe-events.ts';
import { groupingKey, type Place, seqOf, toDocumentRow, toMembershipRow } from './document-rows.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { GroupingStep } from './grouping-thread.ts';

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

type Write = Extract<Decision, { kind: 'write' }>;

/** A document as it is written, beside what is stored of it. */
interface Change {
  arrival: Arrival;
  known: KnownMembership | undefined;
  /** The instant of publication that the stored row stands under, when that lies in another month's partition. */
  moved: string | null;
}

/** Decides what batches change, in their order; reads the warehouse, moves the grouping on, writes nothing. */
export async function planBatches(analytics: Analytics, grouping: GroupingPool, batches: BatchToPlan[]): Promise<Plan> {
  const arrivals = batches.flatMap(toArrivals);
  const { versions, memberships } = await lookUp(analytics, arrivals);
  const decisions = decideDocuments(arrivals, versions);
  const changes = lastOfEach(decisions).map((arrival): Change => {
    const key = documentKey(arrival.document);
    return { arrival, known: memberships.get(key), moved: movedFrom(arrival.document, versions.get(key)) };
  });
  const grouped = await grouping.group(changes.flatMap(groupingStep));
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

/** What is stored of the arriving documents, by document key. */
async function lookUp(
  analytics: Analytics,
  arrivals: readonly Arrival[],
): Promise<{ versions: Map<string, KnownVersion>; memberships: Map<string, KnownMembership> }> {
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

/**
 * A document that arrives twice is written once, as it came last and in its last turn: the order of grouping is the
 * order of seq, in which a restart replays it.
 */
function lastOfEach(decisions: readonly Decision[]): Arrival[] {
  const byKey = new Map<string, Arrival>();
  for (const { kind, arrival } of decisions) {
    if (kind === 'skip') continue;
    const key = documentKey(arrival.document);
    byKey.delete(key);
    byKey.set(key, arrival);
  }
  return [...byKey.values()];
}

/** Compared with what is stored, not with what came between: only a stored row has to be taken out of its month. */
function movedFrom(document: Document, stored: KnownVersion | undefined): string | null {
  if (!stored || stored.deleted === 1) return null;
  return stored.published_at.slice(0, 7) === document.publishedAt.slice(0, 7) ? null : stored.published_at;
}

function groupingStep({ arrival: { document }, known }: Change): GroupingStep[] {
  if (document.deleted) return [{ kind: 'remove', key: documentKey(document) }];
  if (known?.grouping_key === groupingKey(document)) return [];
  return [{ kind: 'add', document: toGroupingDocument(document) }];
}

function placeOf({ arrival, known }: Change, joined: Record<string, Joined>): Place {
  const fresh = joined[documentKey(arrival.document)];
  const { seq } = arrival;
  if (fresh) return { ...fresh, seq };
  if (known) return { eventId: known.event_id, score: known.score, because: known.because, seq: known.seq };
  // A deletion of a document that was never grouped: the row only keeps the place.
  return { eventId: '', score: 0, because: [], seq };
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

function reasonOf(write: Write): string {
  if (write.arrival.document.deleted) return 'deleted';
  return write.isNew ? 'new' : 'changed';
}

/** What grouping sees of a document. */
function toGroupingDocument(document: Document): GroupingDocument {
  return {
    key: documentKey(document),
    title: document.title,
    text: document.text,
    words: document.tokens,
    anchors: document.places,
    wardCode: document.wardCode,
    topicCode: document.topicCode,
    reporterKey: document.reporterKey,
    publishedAt: document.publishedAt,
    kind: document.kind,
  };
}

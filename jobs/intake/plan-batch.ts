import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import { type KnownMembership, listKnownMemberships } from '#warehouse/analytics/intake/list-known-memberships.ts';
import { listKnownVersions } from '#warehouse/analytics/intake/list-known-versions.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { GroupingDocument, Joined } from '../events/grouping-document.ts';
import { type Decision, decideDocuments } from './decide-documents.ts';
import { describeEvents } from './describe-events.ts';
import { groupingKey, type Place, seqOf, toDocumentRow, toMembershipRow } from './document-rows.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { GroupingStep } from './grouping-thread.ts';

/** All that a batch changes, decided once and then written as often as need be. */
export interface Plan {
  rows: PlannedRows;
  counts: IntakeCount[];
}

/** A batch of cleaned documents of one source. */
export interface BatchToPlan {
  batchNo: number;
  sourceId: string;
  receivedAt: string;
  documents: Document[];
}

type Write = Extract<Decision, { kind: 'write' }>;

/** Decides what a batch changes; reads the warehouse, moves the grouping on, writes nothing. */
export async function planBatch(analytics: Analytics, grouping: GroupingPool, batch: BatchToPlan): Promise<Plan> {
  const ids = [...new Set(batch.documents.map((document) => document.externalId))];
  const [versions, memberships] = await Promise.all([
    listKnownVersions(analytics, batch.sourceId, ids),
    listKnownMemberships(analytics, batch.sourceId, ids),
  ]);
  const decisions = decideDocuments(batch.documents, versions);
  const writes = lastOfEach(decisions.filter((decision) => decision.kind === 'write'));
  const known = new Map(memberships.map((row) => [row.external_id, row]));
  const steps = writes.flatMap((write) => groupingStep(write, known.get(write.document.externalId)));
  const grouped = await grouping.group(steps);
  const placed = writes.map((write) => placeOf(write, batch.batchNo, known, grouped.joined));
  return {
    rows: {
      documents: writes.flatMap((write) => documentRows(write, batch)),
      memberships: writes.flatMap((write, i) => membershipRows(write, placed[i]!, batch.batchNo)),
      events: await describeEvents(analytics, {
        members: grouped.members,
        fresh: writes.map((write) => write.document),
        revision: seqOf(batch.batchNo, 0),
      }),
    },
    counts: countDecisions(decisions),
  };
}

/** A document twice in one batch is written once, as it stood last; it keeps its first position. */
function lastOfEach(writes: Write[]): Write[] {
  const byId = new Map<string, Write>();
  for (const write of writes)
    byId.set(write.document.externalId, { ...write, isNew: byId.get(write.document.externalId)?.isNew ?? write.isNew });
  return [...byId.values()];
}

function groupingStep(write: Write, known: KnownMembership | undefined): GroupingStep[] {
  const key = documentKey(write.document);
  if (write.document.deleted) return [{ kind: 'remove', key }];
  if (known?.grouping_key === groupingKey(write.document)) return [];
  return [{ kind: 'add', document: toGroupingDocument(write.document) }];
}

function placeOf(
  write: Write,
  batchNo: number,
  known: ReadonlyMap<string, KnownMembership>,
  joined: Record<string, Joined>,
): Place {
  const fresh = joined[documentKey(write.document)];
  const before = known.get(write.document.externalId);
  if (fresh) return { ...fresh, seq: seqOf(batchNo, write.index) };
  if (before) return { eventId: before.event_id, score: before.score, because: before.because, seq: before.seq };
  // A deletion of a document that was never grouped: the row only keeps the place.
  return { eventId: '', score: 0, because: [], seq: seqOf(batchNo, write.index) };
}

/** The new row, and where the date moved to another month a deletion of the old one in its partition. */
function documentRows(write: Write, batch: BatchToPlan): object[] {
  const seq = seqOf(batch.batchNo, write.index);
  const row = toDocumentRow(write.document, seq, batch.receivedAt);
  return write.moved === null
    ? [row]
    : [toDocumentRow(gone(write.document, write.moved), seq - 1, batch.receivedAt), row];
}

function membershipRows(write: Write, place: Place, batchNo: number): object[] {
  const revision = seqOf(batchNo, write.index);
  const row = toMembershipRow(write.document, place, revision);
  return write.moved === null ? [row] : [toMembershipRow(gone(write.document, write.moved), place, revision - 1), row];
}

function gone(document: Document, publishedAt: string): Document {
  return { ...document, deleted: true, publishedAt };
}

function countDecisions(decisions: readonly Decision[]): IntakeCount[] {
  const counts = new Map<string, IntakeCount>();
  for (const decision of decisions) {
    const outcome = decision.kind === 'skip' ? 'skip' : 'accept';
    const reason = decision.kind === 'skip' ? decision.reason : reasonOf(decision);
    const count = counts.get(outcome + reason) ?? { outcome, reason, count: 0 };
    counts.set(outcome + reason, { ...count, count: count.count + 1 });
  }
  return [...counts.values()];
}

function reasonOf(write: Write): string {
  if (write.document.deleted) return 'deleted';
  return write.isNew ? 'new' : 'changed';
}

/** What grouping sees of a document. */
export function toGroupingDocument(document: Document): GroupingDocument {
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

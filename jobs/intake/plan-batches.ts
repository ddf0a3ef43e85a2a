import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type KnownMembership, listKnownMemberships } from '#warehouse/analytics/intake/list-known-memberships.ts';
import { type KnownVersion, listKnownVersions } from '#warehouse/analytics/intake/list-known-versions.ts';
import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { Joined } from '../events/grouping-document.ts';
import { type Arrival, type Decision, decideDocuments } from './decide-documents.ts';
import { describeEvents } from './describe-events.ts';
import {
  groupingKey,
  type Place,
  seqOf,
  toMembershipRow,
  toTakenOutRow,
  type WrittenDocument,
} from './document-rows.ts';
import { type Change, followChanges, type Stored } from './follow-changes.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { Plan } from './plan.ts';
import type { GroupingTask } from './plan-repair.ts';
import type { RerunDocument } from './rerun-documents.ts';
import { type SaidTopics, withSaidTopic } from './said-topics.ts';

/** A batch of cleaned documents of one source. */
export interface BatchToPlan {
  batchNo: number;
  sourceId: string;
  receivedAt: string;
  documents: (Document & Partial<Pick<RerunDocument, 'basedOn'>>)[];
  /** What is to be done to the grouping itself, in place of documents. */
  task?: GroupingTask;
}

/** What the plan before leads to; it may still be on its way into the warehouse. */
export interface Outlook extends Stored {
  documents: Document[];
}

/** A plan, and what is stored once it is written. */
export interface Planned {
  plan: Plan;
  outlook: Outlook;
}

/** What planning works with. */
interface Planning {
  analytics: Analytics;
  grouping: GroupingPool;
  saidTopics: SaidTopics;
}

/**
 * Decides what batches change, in their order; reads the warehouse, moves the grouping on, writes nothing. `before`
 * counts as written.
 */
export async function planBatches(
  { analytics, grouping, saidTopics }: Planning,
  batches: BatchToPlan[],
  before?: Outlook,
): Promise<Planned> {
  const said = await saidTopics(batches.flatMap((batch) => batch.documents));
  const arrivals = batches.flatMap((batch) => toArrivals(batch, said));
  const stored = withOutlook(await lookUp(analytics, arrivals), before);
  const decisions = decideDocuments(arrivals, stored.versions);
  const { changes, steps } = followChanges(decisions, stored);
  const grouped = await grouping.group(steps);
  const placed = changes.map((change) => placeOf(change, grouped.joined));
  const documents = changes.map((change) => change.arrival.document);
  const events = await describeEvents(analytics, {
    members: grouped.members,
    fresh: [...(before?.documents ?? []), ...documents],
    revision: seqOf(batches.at(-1)!.batchNo, 0),
  });
  const plan: Plan = {
    batches: batches.map((batch) => batch.batchNo),
    documents: changes.map(toWritten),
    rows: { memberships: changes.flatMap((change, i) => membershipRows(change, placed[i]!)), events },
    counts: countDecisions(decisions.filter(isArrival)),
  };
  return { plan, outlook: { ...outlookOf(changes, placed), documents } };
}

/** What is stored of the changed documents when the plan is written. */
function outlookOf(changes: readonly Change[], placed: readonly Place[]): Stored {
  const versions = new Map<string, KnownVersion>();
  const memberships = new Map<string, KnownMembership>();
  for (const [i, { arrival, groupedBy }] of changes.entries()) {
    const { document } = arrival;
    const key = documentKey(document);
    versions.set(key, toKnownVersion(document));
    const { eventId, score, because, seq } = placed[i]!;
    memberships.set(key, {
      external_id: document.externalId,
      seq,
      event_id: eventId,
      score,
      because,
      grouping_key: groupedBy ?? groupingKey(document),
      published_at: document.publishedAt,
      topic_code: document.topicCode,
      places: document.places,
    });
  }
  return { versions, memberships };
}

function toKnownVersion(document: Document): KnownVersion {
  return {
    external_id: document.externalId,
    version: document.version,
    content_hash: document.contentHash,
    deleted: document.deleted ? 1 : 0,
    published_at: document.publishedAt,
  };
}

/** What is known with the plan before as if it were written: the look-up may have come before or behind its rows. */
function withOutlook(found: Stored, before: Outlook | undefined): Stored {
  if (!before) return found;
  const versions = new Map([...found.versions, ...before.versions]);
  const memberships = new Map([...found.memberships, ...before.memberships]);
  for (const [key, { deleted }] of before.versions) if (deleted === 1) memberships.delete(key);
  return { versions, memberships };
}

function toArrivals(batch: BatchToPlan, said: ReadonlyMap<string, string>): Arrival[] {
  return batch.documents.map((document, index) => ({
    document: withSaidTopic(document, said.get(documentKey(document))),
    seq: seqOf(batch.batchNo, index),
    receivedAt: batch.receivedAt,
    ...(document.basedOn === undefined ? {} : { basedOn: document.basedOn }),
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
  if (joinedAt !== null) {
    const { eventId, score, because } = joined[documentKey(arrival.document)]!;
    return { eventId, score, because, seq: joinedAt };
  }
  if (stored) return { eventId: stored.event_id, score: stored.score, because: stored.because, seq: stored.seq };
  // A deletion of a document that was never grouped: the row only keeps the place.
  return { eventId: '', score: 0, because: [], seq: arrival.seq };
}

function toWritten({ arrival: { document, seq }, moved }: Change): WrittenDocument {
  const { version, publishedAt, topicBy, topicCode } = document;
  return { seq, version, publishedAt, moved, ...(topicBy === 'person' ? { topic: topicCode } : {}) };
}

/**
 * The new row; before it, where the document is grouped by something else now or gone, the stored one as taken out: its
 * month, day, places and topic are where the tables that are fed from here hold it.
 */
function membershipRows({ arrival, stored, groupedBy }: Change, place: Place): object[] {
  const { document, seq: revision } = arrival;
  const row = toMembershipRow(document, place, revision, groupedBy);
  return stored && stored.grouping_key !== groupedBy ? [toTakenOutRow(document, stored, revision - 1), row] : [row];
}

/** What was only analysed again did not arrive. */
const isArrival = ({ arrival }: Decision): boolean => arrival.basedOn === undefined;

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

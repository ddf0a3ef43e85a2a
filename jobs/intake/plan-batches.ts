import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type KnownMembership, listKnownMemberships } from '#warehouse/analytics/intake/list-known-memberships.ts';
import { type KnownVersion, listKnownVersions } from '#warehouse/analytics/intake/list-known-versions.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { Joined } from '../events/grouping-document.ts';
import { type Arrival, type Decision, decideDocuments } from './decide-documents.ts';
import { groupingKey, type Place, seqOf } from './document-rows.ts';
import { type Change, followChanges, type Stored } from './follow-changes.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { EventMembers } from './grouping-thread.ts';
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

/** What earlier batches lead to; it may still be on its way into the warehouse. */
export interface Outlook extends Stored {
  documents: Document[];
}

/** What batches change, once the grouping has moved on. */
export interface Grouped {
  batches: BatchToPlan[];
  decisions: Decision[];
  changes: Change[];
  /** The place of each change. */
  placed: Place[];
  /** The members that every touched event has since. */
  members: EventMembers;
  outlook: Outlook;
}

/** What planning works with. */
interface Planning {
  analytics: Analytics;
  grouping: GroupingPool;
  saidTopics: SaidTopics;
}

/**
 * Decides what batches change, in their order, and sends the grouping on its way; reads the warehouse, writes nothing.
 * Batches of which `before` tells, oldest first, count as written. Resolves once the grouping has its steps, so that it can
 * take them while others are described and written.
 */
export async function planBatches(
  { analytics, grouping, saidTopics }: Planning,
  batches: BatchToPlan[],
  before: readonly Outlook[] = [],
): Promise<{ grouped: Promise<Grouped> }> {
  const said = await saidTopics(batches.flatMap((batch) => batch.documents));
  const arrivals = batches.flatMap((batch) => toArrivals(batch, said));
  const stored = before.reduce(withOutlook, await lookUp(analytics, arrivals));
  const decisions = decideDocuments(arrivals, stored.versions);
  const { changes, steps } = followChanges(decisions, stored);
  const documents = changes.map((change) => change.arrival.document);
  const moved = grouping.group(steps);
  const grouped = moved.then(({ joined, members }): Grouped => {
    const placed: Place[] = [];
    for (const change of changes) placed.push(placeOf(change, joined));
    return { batches, decisions, changes, placed, members, outlook: { ...outlookOf(changes, placed), documents } };
  });
  // Its fault is thrown where it is waited for.
  grouped.catch(() => {});
  return { grouped };
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

/** What is known with a plan before as if it were written: the look-up may have come before or behind its rows. */
function withOutlook(found: Stored, before: Outlook): Stored {
  const versions = new Map(found.versions);
  for (const [key, version] of before.versions) versions.set(key, version);
  const memberships = new Map(found.memberships);
  for (const [key, membership] of before.memberships) memberships.set(key, membership);
  for (const [key, { deleted }] of before.versions) if (deleted === 1) memberships.delete(key);
  return { versions, memberships };
}

function toArrivals({ batchNo, receivedAt, documents }: BatchToPlan, said: ReadonlyMap<string, string>): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const document of documents) {
    const arrival: Arrival = {
      document: withSaidTopic(document, said.get(documentKey(document))),
      seq: seqOf(batchNo, arrivals.length),
      receivedAt,
    };
    if (document.basedOn !== undefined) arrival.basedOn = document.basedOn;
    arrivals.push(arrival);
  }
  return arrivals;
}

async function lookUp(analytics: Analytics, arrivals: readonly Arrival[]): Promise<Stored> {
  const versions = new Map<string, KnownVersion>();
  const memberships = new Map<string, KnownMembership>();
  const bySource = new Map<string, Set<string>>();
  for (const { document } of arrivals) {
    const ids = bySource.get(document.sourceId);
    if (ids) ids.add(document.externalId);
    else bySource.set(document.sourceId, new Set([document.externalId]));
  }
  const lookUps = Array.from(bySource, async ([sourceId, ids]) => {
    const key = (row: { external_id: string }): string => documentKey({ sourceId, externalId: row.external_id });
    const known = await listKnownVersions(analytics, sourceId, [...ids]);
    for (const row of known) versions.set(key(row), row);
    if (known.length === 0) return;
    // A document that was never written is in no event: a look through every part for nothing.
    const written = known.map((row) => row.external_id);
    for (const row of await listKnownMemberships(analytics, sourceId, written)) memberships.set(key(row), row);
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

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type DescribedDocument, listDocumentsByKey } from '#warehouse/analytics/intake/list-documents-by-key.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import type { EventRow } from '#warehouse/model/event.ts';
import { describeEvent } from '../events/describe-event.ts';
import type { EventMembers } from './grouping-thread.ts';
import type { EventMember } from '../events/event-member.ts';

/** What to describe: the present members of each touched event, and the documents that are at hand already. */
export interface EventsToDescribe {
  members: EventMembers;
  fresh: Document[];
  revision: number;
}

/** The rows of `events` for the touched events: described anew, or deleted when nobody is left in them. */
export async function describeEvents(analytics: Analytics, request: EventsToDescribe): Promise<object[]> {
  const documents = await gather(analytics, request);
  const rows: object[] = [];
  for (const [eventId, { total, keys }] of Object.entries(request.members)) {
    const members = membersOf(keys, documents);
    rows.push(
      members.length === 0
        ? toDeletedRow(eventId, request.revision)
        : toEventRow({ ...describeEvent(eventId, members), documentCount: total }, request.revision),
    );
  }
  return rows;
}

function membersOf(keys: readonly string[], documents: ReadonlyMap<string, EventMember>): EventMember[] {
  const members: EventMember[] = [];
  for (const key of keys) {
    const member = documents.get(key);
    if (member) members.push(member);
  }
  return members;
}

/** The documents of all members: those of the batch at hand, the others from the warehouse, source by source. */
async function gather(analytics: Analytics, request: EventsToDescribe): Promise<ReadonlyMap<string, EventMember>> {
  const found = new Map<string, EventMember>();
  for (const document of request.fresh) found.set(documentKey(document), document);
  const missing = new Map<string, string[]>();
  for (const { keys } of Object.values(request.members))
    for (const key of keys) {
      if (found.has(key)) continue;
      const [sourceId, externalId] = key.split('\u001f') as [string, string];
      const ofSource = missing.get(sourceId);
      if (ofSource) ofSource.push(externalId);
      else missing.set(sourceId, [externalId]);
    }
  const lookUps = Array.from(missing, async ([sourceId, externalIds]) => {
    const rows = await listDocumentsByKey(analytics, sourceId, externalIds);
    for (const row of rows) found.set(documentKey({ sourceId, externalId: row.external_id }), toMember(row));
  });
  await Promise.all(lookUps);
  return found;
}

function toMember(row: DescribedDocument): EventMember {
  return {
    visibility: row.visibility,
    title: row.title,
    text: row.text,
    tokens: row.tokens,
    places: row.places,
    wardCode: row.ward_code,
    topicCode: row.topic_code,
    publishedAt: row.published_at,
    likes: row.likes,
  };
}

function toEventRow(event: EventRow, revision: number): object {
  return {
    event_id: event.eventId,
    revision,
    is_deleted: 0,
    kind: event.kind,
    title: event.title,
    keywords: event.keywords,
    summary: event.summary,
    place: event.place,
    crowds: event.crowds,
    topic_code: event.topicCode,
    first_at: event.firstAt,
    last_at: event.lastAt,
    document_count: event.documentCount,
  };
}

/** Only key, revision and deletion count; the rest fills the columns. */
function toDeletedRow(eventId: string, revision: number): object {
  return { event_id: eventId, revision, is_deleted: 1, first_at: EPOCH, last_at: EPOCH };
}

const EPOCH = '1970-01-01T00:00:00.000Z';

import { findSameAppeals } from '#jobs/events/same-appeal.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import { listDocuments, type ListedDocument } from '#warehouse/analytics/pages/list-documents.ts';
import { listEventBreakdown } from '#warehouse/analytics/pages/list-event-breakdown.ts';
import { listEventTimeline } from '#warehouse/analytics/pages/list-event-timeline.ts';
import type { ApiContext } from '../context.ts';
import type { EventDetail } from '../contract/events.ts';
import { alertList, type Asker } from './alert-views.ts';
import { copiesOf, toDocumentView } from './document-list.ts';
import { hotspotRows } from './hotspot-rows.ts';
import { ownWordsOf } from './own-words.ts';
import { snapshotOf } from './snapshot.ts';
import { similarEvents } from './similar-events.ts';
import { suggestionFor } from './suggested-unit.ts';
import type { Viewpoint } from './viewpoint.ts';

const MEMBERS = 200;
/** Up to three days a timeline is read by the hour. */
const HOURLY_UP_TO_MS = 3 * 86_400_000;

/** GET /api/events/{id}: why it is hot. Null when no document of it lies in the asker's scope, whatever its id. */
export async function eventDetail(context: ApiContext, asker: Asker, view: Viewpoint): Promise<EventDetail | null> {
  const event = view.asked.event ?? '';
  // The whole life of the event, not only the window: its end is now.
  const life = { ...view.filter, event, from: '1990-01-01T00:00:00.000Z' };
  const [breakdown, told, own] = await Promise.all([
    listEventBreakdown(context.reader, life),
    getEvent(context.reader, event),
    ownWordsOf(context, view, [event]),
  ]);
  if (breakdown.wards.length === 0 || !told) return null;
  const part = own.get(event);
  const described = part ? { ...told, ...part, summary: '', crowds: '', document_count: part.documents } : told;
  const snapshot = await snapshotOf(context, view.scope);
  const unit = Date.parse(described.last_at) - Date.parse(described.first_at) <= HOURLY_UP_TO_MS ? 'hour' : 'day';
  const [points, members, hotspots, alerts, similar] = await Promise.all([
    listEventTimeline(context.reader, { ...life, unit, timeZone: context.district.timeZone }),
    listDocuments(context.reader, life, { limit: MEMBERS }),
    hotspotRows(context, view, { runId: snapshot.runId, limit: 1, eventId: event }),
    alertList(context, asker, { state: 'all', event }, { limit: 20 }),
    similarEvents(context, view, described),
  ]);
  const copies = await copiesOf(context, life, members);
  return {
    snapshot,
    hotspot: hotspots[0] ?? null,
    event: {
      eventId: described.event_id,
      kind: described.kind,
      title: described.title,
      summary: described.summary,
      keywords: described.keywords,
      place: described.place,
      crowds: described.crowds,
      topicCode: described.topic_code,
      topicName: context.names.topic(described.topic_code),
      firstAt: described.first_at,
      lastAt: described.last_at,
      documentCount: described.document_count,
      suggested: suggestionFor(context, described.topic_code, members),
    },
    timeline: { unit, points },
    wards: breakdown.wards.map(({ code, documents, voices }) => {
      return { wardCode: code, wardName: context.names.ward(code), documents, voices };
    }),
    sources: breakdown.sources.map(({ code, documents, voices }) => {
      return { sourceId: code, sourceName: context.names.source(code), documents, voices };
    }),
    members: members.map((row) => ({
      ...toDocumentView(context, row, copies(row)),
      eventId: row.event_id,
      score: row.score,
      because: row.because,
    })),
    sameAppeals: sameAppealsOf(context, members),
    similar,
    alerts: alerts.rows,
  };
}

/** Derived from what is shown: the text of a private member is empty, so it is linked to nothing. */
function sameAppealsOf({ names }: ApiContext, members: readonly ListedDocument[]): EventDetail['sameAppeals'] {
  const appeals = members.map((row, at) => ({
    key: String(at),
    sourceId: row.source_id,
    title: row.title,
    text: row.text,
    publishedAt: Date.parse(row.published_at),
  }));
  return findSameAppeals(appeals).map(({ keys, sourceIds, score }) => ({
    members: keys.map(Number),
    sourceNames: sourceIds.map((id) => names.source(id)),
    score,
  }));
}

import { shippedWide, wideMatters as chosen } from '#jobs/events/wide-matters.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import { listWideWords } from '#warehouse/analytics/pages/list-wide-words.ts';
import { listFoundEvents } from '#warehouse/analytics/search/list-found-events.ts';
import type { ApiContext } from '../context.ts';
import type { WideMatter } from '../contract/events.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

const MOST = 5;
const EVENTS_SHOWN = 30;
const DAY_MS = 86_400_000;

/**
 * GET /api/wide-matters: one matter in many communities (全区性事项), linked and not merged; with `event` those that it is part
 * of, as they stood at its time. Derived anew with each question, from what the asker may see.
 */
export async function wideMatters(context: ApiContext, view: Viewpoint): Promise<WideMatter[]> {
  const event = view.asked.event ?? '';
  const about = event === '' ? null : await getEvent(context.reader, event);
  // The days around its end: what else was said in them stands with it.
  const end = about ? Math.min(Date.parse(view.at), Date.parse(about.last_at) + DAY_MS) : Date.parse(view.at);
  const filter = { ...view.filter, to: new Date(end).toISOString(), ...(event === '' ? {} : { ward: undefined }) };
  const matters = chosen(await listWideWords(context.reader, filter, { ...shippedWide, event })).slice(0, MOST);
  const ids = [...new Set(matters.flatMap((matter) => matter.event_ids))];
  if (ids.length === 0) return [];
  const [events, own] = await Promise.all([listFoundEvents(context.reader, ids), ownWordsOf(context, view, ids)]);
  const byId = new Map(events.map((one) => [one.event_id, { ...one, ...own.get(one.event_id) }]));
  return matters.map((matter) => ({
    word: matter.word,
    topicCode: matter.topic_code,
    topicName: context.names.topic(matter.topic_code),
    wards: matter.wards,
    documents: matter.documents,
    events: matter.event_ids
      .flatMap((id) => byId.get(id) ?? [])
      .toSorted((a, b) => b.document_count - a.document_count || (a.event_id < b.event_id ? -1 : 1))
      .slice(0, EVENTS_SHOWN)
      .map((one) => ({ eventId: one.event_id, title: one.title, place: one.place, lastAt: one.last_at })),
    eventCount: matter.event_ids.length,
  }));
}

import { shippedWide, wideMatters as chosen } from '#jobs/events/wide-matters.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import { listEventVoices } from '#warehouse/analytics/pages/list-event-voices.ts';
import { listSeenEvents } from '#warehouse/analytics/pages/list-seen-events.ts';
import { listWideWords, type WideWord } from '#warehouse/analytics/pages/list-wide-words.ts';
import { listFoundEvents } from '#warehouse/analytics/search/list-found-events.ts';
import { listLinkedEvents } from '#warehouse/ledger/events/list-linked-events.ts';
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
  const linked = await linkedByPersons(context, view, about);
  if (linked) matters.unshift(linked);
  const ids = [...new Set(matters.flatMap((matter) => matter.event_ids))];
  if (ids.length === 0) return [];
  const life = { scope: view.scope, from: '1990-01-01T00:00:00.000Z', to: filter.to };
  const [events, own, voices] = await Promise.all([
    listFoundEvents(context.reader, ids),
    ownWordsOf(context, view, ids),
    listEventVoices(context.reader, life, ids),
  ]);
  const voicesOf = (id: string): number => voices.get(id) ?? 0;
  const byId = new Map(events.map((one) => [one.event_id, { ...one, ...own.get(one.event_id) }]));
  return matters.map((matter) => ({
    word: matter.word,
    topicCode: matter.topic_code,
    topicName: context.names.topic(matter.topic_code),
    wards: matter.wards,
    documents: matter.documents,
    events: matter.event_ids
      .flatMap((id) => byId.get(id) ?? [])
      .toSorted((a, b) => voicesOf(b.event_id) - voicesOf(a.event_id) || (a.event_id < b.event_id ? -1 : 1))
      .slice(0, EVENTS_SHOWN)
      .map((one) => ({ eventId: one.event_id, title: one.title, place: one.place, lastAt: one.last_at })),
    eventCount: matter.event_ids.length,
  }));
}

/**
 * What persons linked with an event, as a matter without a word. Links cross wards: undefined where nobody linked, where the
 * asker sees none of those events, or not the one that they are linked with.
 */
async function linkedByPersons(
  context: ApiContext,
  view: Viewpoint,
  about: { event_id: string; topic_code: string } | null | undefined,
): Promise<WideWord | undefined> {
  const linked = about ? await listLinkedEvents(context.ledger, about.event_id) : [];
  if (!about || linked.length === 0) return undefined;
  const life = { scope: view.scope, from: '1990-01-01T00:00:00.000Z', to: view.at };
  const seen = await listSeenEvents(context.reader, life, [about.event_id, ...linked]);
  const event_ids = linked.filter((id) => seen.has(id));
  return seen.has(about.event_id) && event_ids.length > 0
    ? { word: '', topic_code: about.topic_code, wards: 0, documents: 0, usual_wards: 0, event_ids }
    : undefined;
}

import { effectOfDays } from '#jobs/hotspots/effect/matter-days.ts';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import { listEventBreakdown } from '#warehouse/analytics/pages/list-event-breakdown.ts';
import { listMatterDays } from '#warehouse/analytics/pages/list-matter-days.ts';
import { listFoundEvents } from '#warehouse/analytics/search/list-found-events.ts';
import { listRecentInterventions } from '#warehouse/ledger/interventions/interventions.ts';
import type { ApiContext } from '../context.ts';
import type { Leads } from '../contract/leads.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

/** What a page shows; more are looked at, since some concern nobody in the asker's scope. */
const SHOWN = 6;
const LOOKED_AT = 20;
const YEARS_MS = 3 * 365 * 86_400_000;

/** What was done lately about events that the asker sees something of, and what came of it. */
export async function recentMeasures(context: ApiContext, view: Viewpoint): Promise<Leads['measures']> {
  const { reader, ledger, district } = context;
  const { timeZone } = district;
  const marks = await listRecentInterventions(ledger, LOOKED_AT);
  const events = [...new Set(marks.map((mark) => mark.event_id))];
  if (events.length === 0) return [];
  const [described, own] = await Promise.all([listFoundEvents(reader, events), ownWordsOf(context, view, events)]);
  const from = new Date(Date.parse(view.at) - YEARS_MS).toISOString();
  const scope = { ...view.filter, event: undefined, topic: undefined, source: undefined, from };
  const told = described.map(async ({ event_id: event, title, place, topic_code: topicCode }) => {
    if ((await listEventBreakdown(reader, { ...scope, event })).wards.length === 0) return [];
    const about = { event, place: place.split('、')[0] ?? '', topicCode, timeZone };
    const days = await listMatterDays(reader, { ...scope, ...about });
    return marks
      .filter((mark) => mark.event_id === event)
      .map((mark) => ({
        id: mark.intervention_id,
        eventId: event,
        eventTitle: own.get(event)?.title ?? title,
        doneAt: mark.done_at,
        title: mark.title,
        by: mark.created_by,
        effect: effectOfDays(days, dayIn(timeZone, mark.done_at), dayIn(timeZone, view.at)),
      }));
  });
  return (await Promise.all(told))
    .flat()
    .sort((a, b) => (a.doneAt < b.doneAt ? 1 : a.doneAt > b.doneAt ? -1 : b.id - a.id))
    .slice(0, SHOWN);
}

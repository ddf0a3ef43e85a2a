import { type EventDescription } from '#warehouse/analytics/pages/get-event.ts';
import { listSimilarEvents } from '#warehouse/analytics/pages/list-similar-events.ts';
import type { ApiContext } from '../context.ts';
import type { EventDetail } from '../contract.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

const SHOWN = 5;

/** Past events that share place or key words, most alike first; only such as the asker may see documents of. */
export async function similarEvents(
  context: ApiContext,
  view: Viewpoint,
  event: EventDescription,
): Promise<EventDetail['similar']> {
  const rows = await listSimilarEvents(context.reader, view.filter, { ...event, limit: SHOWN });
  const own = await ownWordsOf(
    context,
    view,
    rows.map((row) => row.event_id),
  );
  return rows.map((row) => ({
    eventId: row.event_id,
    title: own.get(row.event_id)?.title ?? row.title,
    lastAt: own.get(row.event_id)?.last_at ?? row.last_at,
    documentCount: own.get(row.event_id)?.documents ?? row.document_count,
    score: row.score,
  }));
}

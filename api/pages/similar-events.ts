import { type EventDescription } from '#warehouse/analytics/pages/get-event.ts';
import { listSimilarEvents } from '#warehouse/analytics/pages/list-similar-events.ts';
import type { ApiContext } from '../context.ts';
import type { EventDetail } from '../contract.ts';
import type { Viewpoint } from './viewpoint.ts';

const SHOWN = 5;

/** Past events that share place or key words, most alike first; only such as the asker may see documents of. */
export async function similarEvents(
  context: ApiContext,
  view: Viewpoint,
  event: EventDescription,
): Promise<EventDetail['similar']> {
  const rows = await listSimilarEvents(context.reader, view.filter, { ...event, limit: SHOWN });
  return rows.map((row) => ({
    eventId: row.event_id,
    title: row.title,
    lastAt: row.last_at,
    documentCount: row.document_count,
    score: row.score,
  }));
}

import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  by: z.enum(['ward', 'source']),
  code: z.string(),
  documents: z.number(),
  voices: z.number(),
});
export type EventShare = Pick<z.infer<typeof rowSchema>, 'code' | 'documents' | 'voices'>;

/** An event by ward and by source; both empty where the filter holds none of its documents. */
export interface EventBreakdown {
  wards: EventShare[];
  sources: EventShare[];
}

/** Documents and voices of an event in each ward and from each source, within the filter; those of most voices first. */
export async function listEventBreakdown(
  analytics: Analytics,
  filter: PageFilter & { event: string },
): Promise<EventBreakdown> {
  const rows = await runQuery(analytics, {
    name: 'list_event_breakdown',
    sql: `${countVoices(
      'by, code',
      `SELECT ${VOICE_COLUMNS}, one.1 AS by, one.2 AS code
       FROM memberships FINAL ARRAY JOIN [('ward', toString(ward_code)), ('source', toString(source_id))] AS one
       WHERE event_id = {event:String} AND ${PAGE_CONDITION}`,
    )} ORDER BY voices DESC, documents DESC, code`,
    params: { ...pageParams(filter), event: filter.event },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
  return { wards: rows.filter(({ by }) => by === 'ward'), sources: rows.filter(({ by }) => by === 'source') };
}

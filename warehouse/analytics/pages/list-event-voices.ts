import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ event_id: z.string(), voices: z.number() });

/** 发声人数 of the named events within the filter. */
export async function listEventVoices(
  analytics: Analytics,
  filter: PageFilter,
  eventIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await runQuery(analytics, {
    name: 'list_event_voices',
    sql: countVoices(
      'event_id',
      `SELECT ${VOICE_COLUMNS}, event_id FROM memberships FINAL WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION}`,
    ),
    params: { ...pageParams(filter), eventIds },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
  return new Map(rows.map((row) => [row.event_id, row.voices]));
}

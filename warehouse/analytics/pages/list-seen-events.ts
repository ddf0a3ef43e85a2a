import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

/** Those of the named events that have a document within the filter, and so in its scope. */
export async function listSeenEvents(
  analytics: Analytics,
  filter: PageFilter,
  eventIds: readonly string[],
): Promise<Set<string>> {
  const rows = await runQuery(analytics, {
    name: 'list_seen_events',
    sql: `SELECT DISTINCT event_id FROM memberships FINAL
          WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION} LIMIT 1000`,
    params: { ...pageParams(filter), eventIds },
    settings: PAGE_SETTINGS,
    row: z.object({ event_id: z.string() }),
  });
  return new Set(rows.map((row) => row.event_id));
}

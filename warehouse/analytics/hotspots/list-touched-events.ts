import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

export interface TouchedQuery {
  /** Everything of a higher revision came after the run before. */
  seq: number;
  /** Spans (from, to] that a window has lost or won since, as instants at equal places. */
  edgesFrom: readonly string[];
  edgesTo: readonly string[];
  /** Local day of the run: what is usual at a place is told from the days before. */
  timeZone: string;
  today: string;
}

/**
 * Numbers of the events whose lists may have changed since a run: those that documents joined, left or changed in,
 * those with a document at the edge of a window, and those whose place's days before today have changed.
 */
export async function listTouchedEvents(analytics: Analytics, query: TouchedQuery): Promise<string[]> {
  const days = [...query.edgesFrom, ...query.edgesTo].map((at) => at.slice(0, 10));
  const rows = await runQuery(analytics, {
    name: 'list_touched_events',
    sql: SQL,
    params: {
      ...query,
      days: [...new Set(days)],
      edgesFrom: query.edgesFrom.map((at) => Date.parse(at)),
      edgesTo: query.edgesTo.map((at) => Date.parse(at)),
    },
    row: z.object({ event: z.string() }),
  });
  return rows.map((row) => row.event);
}

// Versions that a later one replaced may be gone; an event that a document left is known by its own new row.
const SQL = `
SELECT DISTINCT toString(event) AS event FROM (
  SELECT subject AS event FROM ranking_rows WHERE is_mention = 0 AND revision > {seq:UInt64}
  UNION ALL
  SELECT event FROM ranking_keys WHERE revision > {seq:UInt64}
  UNION ALL
  SELECT subject AS event FROM ranking_rows
  WHERE is_mention = 0 AND day IN {days:Array(Date)}
    AND arrayExists((low, high) -> toUnixTimestamp64Milli(published_at) > low AND toUnixTimestamp64Milli(published_at) <= high,
      {edgesFrom:Array(Int64)}, {edgesTo:Array(Int64)})
  UNION ALL
  SELECT event FROM ranking_keys
  WHERE background IN (
    SELECT subject FROM ranking_rows
    WHERE is_mention = 1 AND revision > {seq:UInt64} AND toDate(published_at, {timeZone:String}) < toDate({today:String}))
)`;

import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { changedEvents } from './ranking-sql.ts';

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

export interface TouchedEvent {
  /** Its number, as a decimal. */
  event: string;
  /** It is of one document, which has come or changed since and tells of no danger: it has no place in any list. */
  isLone: boolean;
}

/**
 * The events whose lists may have changed since a run: those that documents joined, left or changed in, those with a
 * document at the edge of a window, unless it is their only one, and those whose place's days before today have changed.
 */
export function listTouchedEvents(analytics: Analytics, query: TouchedQuery): Promise<TouchedEvent[]> {
  const days = [...query.edgesFrom, ...query.edgesTo].map((at) => at.slice(0, 10));
  return runBinaryQuery(analytics, {
    name: 'list_touched_events',
    sql: SQL,
    params: {
      ...query,
      days: [...new Set(days)],
      edgesFrom: query.edgesFrom.map((at) => Date.parse(at)),
      edgesTo: query.edgesTo.map((at) => Date.parse(at)),
    },
    read: (row) => ({ event: row.decimal(), isLone: row.uint8() === 1 }),
  });
}

const AT_EDGES = 'day IN {days:Array(Date)}';

// Versions that a later one replaced may be gone; an event that a document left is known by its own new row. Where one
// has gone, or the event has a row of its own without that of its document, more may be left than is told here.
const SQL = `
SELECT event,
  toUInt8(argMax(is_single, revision) = 1 AND uniqExactIf(document, is_row) = 1 AND NOT max(is_gone) AND max(severity) < 2)
FROM (
  SELECT subject AS event, 1 AS is_row, document, is_deleted AS is_gone, severity, 0 AS is_single, 0 AS revision
  FROM ranking_rows WHERE is_mention = 0 AND revision > {seq:UInt64}
  UNION ALL
  SELECT event, 0, 0, is_deleted, 0, is_single, revision FROM ranking_keys WHERE revision > {seq:UInt64}
  UNION ALL
  SELECT subject, 0, 0, 0, 0, 0, 0 FROM (
    SELECT subject, published_at FROM shared_rows PREWHERE ${AT_EDGES}
    UNION ALL
    SELECT subject, published_at FROM ranking_rows PREWHERE is_mention = 0 AND ${AT_EDGES} AND subject IN (${changedEvents('1')}))
  WHERE arrayExists((low, high) -> toUnixTimestamp64Milli(published_at) > low AND toUnixTimestamp64Milli(published_at) <= high,
    {edgesFrom:Array(Int64)}, {edgesTo:Array(Int64)})
  UNION ALL
  SELECT event, 0, 0, 0, 0, 0, 0 FROM ranking_keys
  WHERE background IN (
    SELECT subject FROM ranking_rows
    WHERE is_mention = 1 AND revision > {seq:UInt64} AND toDate(published_at, {timeZone:String}) < toDate({today:String}))
)
GROUP BY event`;

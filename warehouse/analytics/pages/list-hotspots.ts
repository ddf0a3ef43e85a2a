import { z } from 'zod';
import { type Scope, topicPrefixes } from '../../model/scope.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { type BoundaryChange, boundaryParams, CURRENT_WARD } from '../current-ward.ts';
import { RUN_SETTINGS } from './page-filter.ts';

const rowSchema = z.object({
  event_id: z.string(),
  ward_code: z.string(),
  /** The smallest ranked ward that holds all of the event's documents of the window. */
  own_ward: z.string(),
  rank: z.number(),
  heat: z.number(),
  /** What it would be were the counts as low or as high as chance may make them (95 %). */
  heat_low: z.number(),
  heat_high: z.number(),
  formula_version: z.string(),
  volume_points: z.number(),
  burst_points: z.number(),
  severity_points: z.number(),
  overdue_points: z.number(),
  spread_points: z.number(),
  documents: z.number(),
  reporters: z.number(),
  communities: z.number(),
  sources: z.number(),
  open_documents: z.number(),
  overdue_days: z.number(),
  private_documents: z.number(),
  severity: z.number(),
  weighted: z.number(),
  expected: z.number(),
  surprise: z.number(),
  peak_day: z.string(),
  peak_reporters: z.number(),
  trend: z.enum(['new', 'continuing', 'intensifying', 'persistent', 'sporadic']),
  title: z.string(),
  place: z.string(),
  kind: z.enum(['event', 'topic']),
  topic_code: z.string(),
  first_at: z.string(),
  last_at: z.string(),
});
export type RankedHotspot = z.infer<typeof rowSchema>;

export interface HotspotsQuery {
  scope: Scope;
  runId: string;
  windowDays: number;
  /** The ward whose list it is; a ward outside the scope gives an empty list. */
  wardCode: string;
  topic?: string | undefined;
  eventId?: string | undefined;
  /** Former wards whose lists are read as part of today's. */
  changes?: readonly BoundaryChange[];
  limit: number;
}

/**
 * The hot list of one ward, as the run ranked it, with the words that describe each event now. A ward that others were
 * joined into lists theirs too, each event once, where it is hottest.
 */
export function listHotspots(analytics: Analytics, query: HotspotsQuery): Promise<RankedHotspot[]> {
  return runQuery(analytics, {
    name: 'list_hotspots',
    sql: `WITH list AS (
            SELECT *, row_number() OVER (ORDER BY heat DESC, reporters DESC, documents DESC, event_id) AS place_in_list
            FROM (
              SELECT * FROM hotspots FINAL
              WHERE run_id = {runId:String} AND is_out = 0 AND window_days = {windowDays:UInt16} AND {wardCode:String} IN (toString(ward_code), ${CURRENT_WARD})
                AND arrayExists(prefix -> startsWith({wardCode:String}, prefix), {wards:Array(String)})
              ORDER BY heat DESC, reporters DESC, documents DESC LIMIT 1 BY event_id
            ))
          SELECT h.* EXCEPT (run_id, at, window_days, level, event_id, ward_code, rank, is_out, place_in_list), h.event_id AS event_id, {wardCode:String} AS ward_code, h.place_in_list AS rank,
                 e.title AS title, e.place AS place, e.kind AS kind, e.topic_code AS topic_code, e.first_at AS first_at, e.last_at AS last_at
          FROM list AS h
          INNER JOIN (SELECT * FROM events FINAL WHERE event_id IN (SELECT event_id FROM list)) AS e ON e.event_id = h.event_id
          WHERE ({eventId:String} = '' OR h.event_id = {eventId:String})
            AND startsWith(e.topic_code, {topic:String})
            AND arrayExists(prefix -> startsWith(e.topic_code, prefix), {topics:Array(String)})
          ORDER BY rank LIMIT {limit:UInt32}`,
    params: {
      runId: query.runId,
      windowDays: query.windowDays,
      wardCode: query.wardCode,
      ...boundaryParams(query.changes ?? []),
      wards: [...query.scope.wards],
      eventId: query.eventId ?? '',
      topic: query.topic ?? '',
      topics: [...topicPrefixes(query.scope)],
      limit: query.limit,
    },
    settings: RUN_SETTINGS,
    row: rowSchema,
  });
}

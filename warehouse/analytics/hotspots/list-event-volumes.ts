import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  event_id: z.string(),
  ward: z.string(),
  documents: z.number(),
  private_documents: z.number(),
  open_documents: z.number(),
  oldest_open_at: z.string(),
  severity: z.number(),
  communities: z.number(),
  sources: z.number(),
  reporters: z.number(),
  weighted: z.number(),
  /** [day, distinct reporters] of the window, oldest first; copies of one text count once. */
  days: z.array(z.tuple([z.string(), z.number()])),
});
export type EventVolume = z.infer<typeof rowSchema>;

export interface EventVolumesQuery {
  /** Half-open window (from, to], UTC instants. */
  from: string;
  to: string;
  /** Characters of a ward code that name the level: 6, 9 or 12. */
  codeLength: number;
  /** All rows, unlocated ones too, fall to this code at district level. */
  districtCode: string;
  timeZone: string;
  /** After so many hours a report weighs half. */
  halfLifeHours: number;
}

/**
 * For each event and ward of a level: what ranking needs, from the window's memberships.
 * weighted: one person's n items count 1 + 0.25·ln n, at most 1.5, halved with age; accounts that paste one text
 * on one day share 0.5 beyond the first (hotspots.md §9). Praise and plain consultation weigh nothing but are counted.
 * Events with one ordinary document are left out: they are not hotspots.
 */
export function listEventVolumes(analytics: Analytics, query: EventVolumesQuery): Promise<EventVolume[]> {
  return runQuery(analytics, { name: 'list_event_volumes', sql: SQL, params: { ...query }, row: rowSchema });
}

const SQL = `
WITH facts AS (
  SELECT
    event_id,
    if({codeLength:UInt8} = 6, {districtCode:String}, substring(ward_code, 1, {codeLength:UInt8})) AS ward,
    substring(ward_code, 1, 12) AS community,
    source_id,
    if(reporter_key = '', concat(source_id, external_id), reporter_key) AS person,
    published_at,
    toDate(published_at, {timeZone:String}) AS day,
    copy_key,
    nature NOT IN ('praise', 'consult', 'other') OR severity >= 2 AS weighs,
    severity, is_open, visibility
  FROM memberships FINAL
  WHERE published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
    AND ({codeLength:UInt8} = 6 OR length(ward_code) >= {codeLength:UInt8})
),
totals AS (
  SELECT
    event_id, ward,
    count() AS documents,
    countIf(visibility = 'private') AS private_documents,
    countIf(is_open AND weighs) AS open_documents,
    minIf(published_at, is_open AND weighs) AS oldest_open_at,
    maxIf(severity, weighs) AS severity,
    uniqExactIf(community, community != '') AS communities,
    uniqExact(source_id) AS sources
  FROM facts
  GROUP BY event_id, ward
  HAVING documents >= 2 OR severity >= 2
),
person_days AS (
  SELECT event_id, ward, person, day, count() AS items, max(published_at) AS latest, argMax(copy_key, published_at) AS copy
  FROM facts
  WHERE weighs AND (event_id, ward) IN (SELECT event_id, ward FROM totals)
  GROUP BY event_id, ward, person, day
),
persons AS (
  SELECT event_id, ward, person, sum(items) AS items, max(latest) AS last_at, argMax(copy, latest) AS last_copy
  FROM person_days
  GROUP BY event_id, ward, person
),
copies AS (
  SELECT
    event_id, ward, last_copy, toDate(last_at, {timeZone:String}) AS last_day,
    count() AS accounts,
    max(least(1.5, 1 + 0.25 * log(items))
      * exp2(-dateDiff('second', last_at, {to:DateTime64(3, 'UTC')}) / 3600 / {halfLifeHours:Float64})) AS heaviest
  FROM persons
  GROUP BY event_id, ward, last_copy, last_day
),
weights AS (
  SELECT event_id, ward, sum(accounts) AS reporters, sum(heaviest + if(accounts > 1, 0.5, 0)) AS weighted
  FROM copies
  GROUP BY event_id, ward
),
daily AS (
  SELECT event_id, ward, arraySort(groupArray((toString(day), reporters))) AS days
  FROM (
    SELECT event_id, ward, day, least(uniqExact(person), uniqExact(copy)) AS reporters
    FROM person_days
    GROUP BY event_id, ward, day
  )
  GROUP BY event_id, ward
)
SELECT
  totals.event_id AS event_id, totals.ward AS ward,
  documents, private_documents, open_documents, oldest_open_at,
  severity, communities, sources, weights.reporters AS reporters, weighted, days
FROM totals
LEFT JOIN weights ON weights.event_id = totals.event_id AND weights.ward = totals.ward
LEFT JOIN daily ON daily.event_id = totals.event_id AND daily.ward = totals.ward`;

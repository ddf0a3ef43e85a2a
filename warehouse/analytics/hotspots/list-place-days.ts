import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  ward: z.string(),
  place: z.string(),
  category: z.string(),
  days: z.array(z.tuple([z.string(), z.number()])),
});
export type PlaceDays = z.infer<typeof rowSchema>;

export interface PlaceDaysQuery {
  from: string;
  to: string;
  codeLength: number;
  districtCode: string;
  timeZone: string;
  /** Places of events with a report after this instant are looked at. */
  eventsSince: string;
}

/**
 * The background that a burst is held against: distinct reporters per day, for each ward of a level, by
 * place and category. Place '' is the whole category in the ward, for events that have no place.
 */
export function listPlaceDays(analytics: Analytics, query: PlaceDaysQuery): Promise<PlaceDays[]> {
  return runQuery(analytics, { name: 'list_place_days', sql: SQL, params: { ...query }, row: rowSchema });
}

const SQL = `
SELECT ward, place, category, arraySort(groupArray((toString(day), reporters))) AS days
FROM (
  SELECT
    if({codeLength:UInt8} = 6, {districtCode:String}, substring(ward_code, 1, {codeLength:UInt8})) AS ward,
    place,
    substring(topic_code, 1, 2) AS category,
    toDate(published_at, {timeZone:String}) AS day,
    uniqExact(if(reporter_key = '', concat(source_id, external_id), reporter_key)) AS reporters
  FROM memberships FINAL
  ARRAY JOIN arrayConcat([''], places) AS place
  WHERE (place = '' OR place IN (SELECT splitByString('、', place)[1] FROM events FINAL WHERE last_at > {eventsSince:DateTime64(3, 'UTC')}))
    AND published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
    AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
    AND ({codeLength:UInt8} = 6 OR length(ward_code) >= {codeLength:UInt8})
  GROUP BY ward, place, category, day
)
GROUP BY ward, place, category`;

import { z } from 'zod';
import type { WardLevel } from '../../model/ward.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { AGED, inWindow, rankingLevels, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

const rowSchema = z.object({
  /** Ward and event as `ranking_facts` numbers them, decimals. */
  w: z.string(),
  event: z.string(),
  /** The heat that it has at most, whatever is usual at its place. */
  bound: z.number(),
});
export type HotCandidate = z.infer<typeof rowSchema>;

/** The window of a ranking: half-open (from, to], UTC instants, and the local days that it begins and ends on. */
export interface RankingWindow {
  level: WardLevel;
  timeZone: string;
  from: string;
  to: string;
  firstDay: string;
  today: string;
  /** The instant that reports are aged to, and after how many hours one weighs half. */
  agedTo: string;
  halfLifeHours: number;
}

/** The heat's points as far as they follow from counts alone. */
export interface HeatBound {
  prior: number;
  fullRatio: number;
  fullVolume: number;
  ratioPoints: number;
  volumePoints: number;
  spreadPoints: number;
  /** By severity 0 … 3. */
  severityPoints: readonly number[];
  /** Points of a day with 1, 2 … 64 reporters at a place never heard of. */
  burstPoints: readonly number[];
  /** Points for something opened on the window's first day, the next … */
  overduePoints: readonly number[];
}

/**
 * For each ward of a level the events with the highest bounds on their heat, at most `limit` of them; only among
 * `events` (numbers as decimals) when given. One pass over the window's documents with what a bound needs: counting
 * everything for every event would cost three times as much. One ordinary document is no hotspot and left out.
 */
export function listHotCandidates(
  analytics: Analytics,
  query: RankingWindow & { bound: HeatBound; limit: number; events?: readonly string[] | undefined },
): Promise<HotCandidate[]> {
  const { bound, level, events, ...window } = query;
  return runQuery(analytics, {
    name: 'list_hot_candidates',
    sql: sqlOf(level, events !== undefined),
    params: { ...window, ...bound, events: uint64s(events ?? []) },
    row: rowSchema,
    settings: WITHIN_MONTHS,
  });
}

/** Five parts, each rounded to a tenth, exceed their exact sum by at most this. */
const ROUNDING = 0.3;

function sqlOf(level: WardLevel, some: boolean): string {
  const { ward, located } = rankingLevels[level];
  return `
SELECT toString(w) AS w, toString(event) AS event, bound
FROM (
  WITH toDate(published_at, {timeZone:String}) AS date
  SELECT
    ${ward} AS w, event,
    sumIf(${AGED}, weighs) AS aged,
    -- Items on so many days cannot all lie on one.
    countIf(weighs) - bitCount(groupBitOr(bitShiftLeft(toUInt64(weighs), toUInt16(date) % 64))) + 1 AS peak,
    minIf(date, is_open AND weighs) AS oldest,
    maxIf(severity, weighs) AS worst,
    {ratioPoints:Float64} * least(1, log2((aged + {prior:Float64}) / {prior:Float64}) / log2({fullRatio:Float64}))
      + {volumePoints:Float64} * least(1, log2(1 + aged) / log2(1 + {fullVolume:Float64}))
      + {burstPoints:Array(Float64)}[least(64, peak)]
      + {severityPoints:Array(Float64)}[worst + 1]
      + if(oldest < toDate({firstDay:String}), 0, {overduePoints:Array(Float64)}[oldest - toDate({firstDay:String}) + 1])
      + least({spreadPoints:Float64}, 2. * (count() - 1)) + ${ROUNDING} AS bound
  FROM ranking_facts FINAL
  WHERE ${inWindow('from')} AND ${located} ${some ? 'AND event IN {events:Array(UInt64)}' : ''}
  GROUP BY w, event
  HAVING count() >= 2 OR worst >= 2
)
ORDER BY bound DESC, event
LIMIT {limit:UInt32} BY w`;
}

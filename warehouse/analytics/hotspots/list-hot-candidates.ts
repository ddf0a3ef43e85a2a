import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { AGED, inWindow, rankingLevels, WITHIN_MONTHS } from './ranking-sql.ts';

export interface HotCandidate {
  /** Ward as `ranking_facts` numbers it within the level (the district is 0), and the event as a decimal. */
  ward: number;
  event: string;
  /** The heat that it has at most, whatever is usual at its place. */
  bound: number;
}

/** The window of a ranking: half-open (from, to], UTC instants, and the local days that it begins and ends on. */
export interface RankingWindow {
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
 * For each ward of a level the events with the highest bounds on their heat, at most `limit` of them. One pass over the
 * window's documents with what a bound needs: counting everything for every event would cost three times as much. One
 * ordinary document is no hotspot and left out.
 */
export function listHotCandidates(
  analytics: Analytics,
  level: WardLevel,
  query: RankingWindow & { bound: HeatBound; limit: number },
): Promise<HotCandidate[]> {
  const { bound, ...window } = query;
  return runBinaryQuery(analytics, {
    name: 'list_hot_candidates',
    sql: SQL[level],
    params: { ...window, ...bound },
    read: (row) => ({ ward: row.float64(), event: row.decimal(), bound: row.float64() }),
    settings: WITHIN_MONTHS,
  });
}

/** Five parts, each rounded to a tenth, exceed their exact sum by at most this. */
const ROUNDING = 0.3;

const sqlOf = ({ ward, located }: (typeof rankingLevels)[WardLevel]): string => `
SELECT toFloat64(w), event, bound
FROM (
  WITH toDate(published_at, {timeZone:String}) AS date
  SELECT
    ${ward} AS w, event,
    sumIf(${AGED}, weighs) AS aged,
    -- Items on so many days cannot all lie on one.
    countIf(weighs) - bitCount(groupBitOr(bitShiftLeft(toUInt64(weighs != 0), toUInt16(date) % 64))) + 1 AS peak,
    minIf(date, is_open AND weighs) AS oldest,
    maxIf(severity, weighs) AS worst,
    {ratioPoints:Float64} * least(1, log2((aged + {prior:Float64}) / {prior:Float64}) / log2({fullRatio:Float64}))
      + {volumePoints:Float64} * least(1, log2(1 + aged) / log2(1 + {fullVolume:Float64}))
      + {burstPoints:Array(Float64)}[least(64, peak)]
      + {severityPoints:Array(Float64)}[worst + 1]
      + if(oldest < toDate({firstDay:String}), 0, {overduePoints:Array(Float64)}[oldest - toDate({firstDay:String}) + 1])
      + least({spreadPoints:Float64}, 2. * (count() - 1)) + ${ROUNDING} AS bound
  FROM ranking_facts FINAL
  WHERE ${inWindow('from')} AND ${located}
  GROUP BY w, event
  HAVING count() >= 2 OR worst >= 2
)
ORDER BY bound DESC, event
LIMIT {limit:UInt32} BY w`;

const SQL: Record<WardLevel, string> = {
  district: sqlOf(rankingLevels.district),
  street: sqlOf(rankingLevels.street),
  community: sqlOf(rankingLevels.community),
};

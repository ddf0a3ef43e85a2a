import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { AGED, changedEvents, days, instants, rankingLevels, rowsOfEvents, WITHIN_MONTHS } from './ranking-sql.ts';

export interface HotCandidate {
  /** Ward as `ranking_rows` numbers it within the level (the district is 0), and the event as a decimal. */
  ward: number;
  event: string;
  /** The heat and the reporters that it has at most, whatever is usual at its place. */
  bound: number;
  items: number;
  /** It has two documents or more there. */
  isShared: boolean;
  /** The aged volume that it has at most, and the points that severity, overdue and spread earn at most. */
  aged: number;
  otherPoints: number;
  /** Items by the last five bits of a day's number, at least: days that share them add up, a byte holds no more than 255. */
  itemsByDay: Uint8Array;
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
  /** Never falling: what severity 0 … 3 earns at most, and what each unit of aged volume of severity 1 … 3 adds to it. */
  severityPoints: readonly number[];
  severityPerVoice: readonly number[];
  /** Points of a day with 1, 2 … reporters at a place never heard of; more than the last earn what the last do. */
  burstPoints: readonly number[];
  /** Points for something opened on the window's first day, the next … */
  overduePoints: readonly number[];
}

/**
 * For each ward of a level the events with the highest bounds on their heat, then the most items, at most `limit` of
 * them. One pass over the window's documents with the few sums that a bound needs. One ordinary document is no hotspot
 * and left out.
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
    read: (row) => ({
      ward: row.float64(),
      event: row.decimal(),
      bound: row.uint32() / 10,
      items: row.uint32(),
      isShared: row.uint8() === 1,
      aged: row.float64(),
      otherPoints: row.uint32() / 10,
      itemsByDay: row.take(DAYS_TOLD),
    }),
    settings: {
      ...WITHIN_MONTHS,
      // Compiling the expressions costs as much as half a million rows, and each window has expressions of its own.
      compile_expressions: 0,
      compile_aggregate_expressions: 0,
    },
  });
}

/** Tenths of a point, rounded as the parts of a heat are; the warehouse has another exponential, and sums in another order. */
const tenths = (points: string): string => `floor(10 * (${points}) + 0.500001)`;

/** Days that have a byte of their own. */
const DAYS_TOLD = 32;
/**
 * A byte for the items of each day, in four numbers of eight days that the processor adds in one step each: one number of
 * 256 bits takes as long as all other sums. Of longer windows days that are 32 apart share a byte.
 */
const DAY_BYTES = [0, 1, 2, 3].map(
  (i) => `sum(bitShiftLeft(toUInt64(counts AND bitAnd(intDiv(date, 8), 3) = ${i}), 8 * (date % 8))) AS days_${i}`,
);

/** The most items on one day, at least one; more than a byte counts are enough for all points. */
const PEAK = `greatest(1, if(items > 255, 255, arrayMax(reinterpret(concat(${[0, 1, 2, 3]
  .map((i) => `reinterpretAsFixedString(days_${i})`)
  .join(', ')}), 'Array(UInt8)'))))`;

// Most events are of one document, and no hotspots unless it tells of a danger: these rows are those of all others.
const ROWS = rowsOfEvents('subject, published_at, ward, severity, weighs, is_open', {
  settled: `subject NOT IN (${changedEvents(days('from'))})`,
  changed: `subject IN (${changedEvents(days('from'))})`,
  within: days('from'),
});

// Sums of products in place of conditional sums, which take twice the time. `oldest` counts days back from the last.
const sqlOf = ({ ward, located }: (typeof rankingLevels)[WardLevel]): string => `
SELECT toFloat64(w), event,
  toUInt32(other
    + ${tenths(`{ratioPoints:Float64} * least(1, log2((aged + {prior:Float64}) / {prior:Float64}) / log2({fullRatio:Float64}))
      + {volumePoints:Float64} * least(1, log2(1 + aged) / log2(1 + {fullVolume:Float64}))`)}
    + ${tenths(`{burstPoints:Array(Float64)}[least(length({burstPoints:Array(Float64)}), ${PEAK})]`)}
  ) AS bound, items, toUInt8(documents >= 2), aged,
  toUInt32(
    ${tenths('least(grave, {severityPoints:Array(Float64)}[worst + 1])')}
    + ${tenths(`if(oldest = 0, 0, {overduePoints:Array(Float64)}[-oldest])
      + least({spreadPoints:Float64}, 2. * (documents - 1))`)}
  ) AS other, days_0, days_1, days_2, days_3
FROM (
  WITH toUInt16(toDate(published_at, {timeZone:String})) AS date, weighs != 0 AS counts, counts * ${AGED} AS weight
  SELECT
    ${ward} AS w, subject AS event,
    count() AS documents,
    toUInt32(sum(counts)) AS items,
    sum(weight) AS aged,
    sum(weight * if(severity = 0, 0., {severityPerVoice:Array(Float64)}[severity])) AS grave,
    ${DAY_BYTES.join(', ')},
    max(is_open * counts * (toUInt16(toDate({today:String})) - date + 1)) AS oldest,
    max(severity * counts) AS worst
  FROM ${ROWS}
  WHERE ${instants('from')} AND ${located}
  GROUP BY w, event
  HAVING documents >= 2 OR worst >= 2
)
ORDER BY bound DESC, items DESC, event
LIMIT {limit:UInt32} BY w`;

const SQL: Record<WardLevel, string> = {
  district: sqlOf(rankingLevels.district),
  street: sqlOf(rankingLevels.street),
  community: sqlOf(rankingLevels.community),
};

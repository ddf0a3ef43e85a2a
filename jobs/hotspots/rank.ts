import type { EventVolume } from '#warehouse/analytics/hotspots/list-event-volumes.ts';
import type { PlaceDays } from '#warehouse/analytics/hotspots/list-place-days.ts';
import type { Trend } from '#warehouse/model/hotspot.ts';
import { levelOf } from '#warehouse/model/ward.ts';
import { type Baseline, baselineFor, dayIn, dayNumber, MIN_HISTORY_DAYS } from './baseline.ts';
import { FORMULA_VERSION, heatOf } from './heat.ts';
import { trendOf } from './trend.ts';

/** What names an event's background: its place and its category. */
export interface EventKey {
  place: string;
  topicCode: string;
  firstAt: string;
}

/** Everything a ranking of one level and window is computed from. */
export interface RankInput {
  runId: string;
  /** The instant of the run; the window ends here. */
  at: string;
  windowDays: number;
  timeZone: string;
  volumes: readonly EventVolume[];
  /** Reporters per day of the last TREND_DAYS at least, whatever the window: a trend is told over weeks. */
  history: readonly Pick<EventVolume, 'event_id' | 'ward' | 'days'>[];
  events: ReadonlyMap<string, EventKey>;
  placeDays: readonly PlaceDays[];
  /** Number of the first calendar day with any document: before it, silence means nothing. */
  firstDay: number;
  halfLifeHours: number;
  /** Working days between an instant and `at` beyond the duty to resolve; 0 when within. */
  overdueDays: (openedAt: string) => number;
  /** Rows kept per ward. */
  keep: number;
}

/** One row of the `hotspots` table. */
export type HotspotRecord = ReturnType<typeof toRecord>;

/** Ranks the events of every ward of one level: heat first, then reporters, documents and id, so that ties are stable. */
export function rank(input: RankInput): HotspotRecord[] {
  const background = indexPlaceDays(input.placeDays);
  const history = new Map(input.history.map(({ ward, event_id, days }) => [`${ward}|${event_id}`, days]));
  const byWard = new Map<string, EventVolume[]>();
  for (const volume of input.volumes) {
    const ofWard = byWard.get(volume.ward);
    if (ofWard) ofWard.push(volume);
    else byWard.set(volume.ward, [volume]);
  }
  return [...byWard.values()].flatMap((volumes) =>
    volumes
      .flatMap((volume) => {
        const event = input.events.get(volume.event_id);
        const days = history.get(`${volume.ward}|${volume.event_id}`) ?? volume.days;
        return event ? [score(volume, { ...event, days }, background, input)] : [];
      })
      .sort(
        (a, b) =>
          b.heat - a.heat ||
          b.reporters - a.reporters ||
          b.documents - a.documents ||
          (a.event_id < b.event_id ? -1 : 1),
      )
      .slice(0, input.keep)
      .map((record, index) => Object.assign(record, { rank: index + 1 })),
  );
}

type Background = (ward: string, place: string, category: string) => ReadonlyMap<number, number>;
const NO_DAYS: ReadonlyMap<number, number> = new Map();

function indexPlaceDays(rows: readonly PlaceDays[]): Background {
  const index = new Map(
    rows.map((row) => [
      keyOf(row.ward, row.place, row.category),
      new Map(row.days.map(([day, reporters]) => [dayNumber(day), reporters])),
    ]),
  );
  return (ward, place, category) => index.get(keyOf(ward, place, category)) ?? NO_DAYS;
}

const keyOf = (ward: string, place: string, category: string): string => `${ward}|${category}|${place}`;

/** An event with its reporters per day over the weeks. */
type KnownEvent = EventKey & Pick<EventVolume, 'days'>;

function score(volume: EventVolume, event: KnownEvent, background: Background, input: RankInput): HotspotRecord {
  const counts = background(volume.ward, event.place, event.topicCode.slice(0, 2));
  const [peakDay, peakReporters] = peakOf(volume.days);
  const peak = baselineFor(counts, dayNumber(peakDay || dayIn(input.timeZone, input.at)), input.firstDay);
  const expected = expectedVolume(counts, input);
  const overdueDays = volume.open_documents > 0 ? input.overdueDays(volume.oldest_open_at) : 0;
  const scored = heatOf({
    weighted: volume.weighted,
    expected,
    // Without a week of history there is no "usual": a first import must not look like a district on fire.
    peakReporters: peak.days >= MIN_HISTORY_DAYS ? peakReporters : 0,
    expectedOnPeakDay: peak.perDay,
    dispersion: peak.dispersion,
    severity: volume.severity,
    overdueDays,
    communities: volume.communities,
    sources: volume.sources,
  });
  const trend = trendOf(event.days, dayIn(input.timeZone, input.at), dayIn(input.timeZone, event.firstAt));
  return toRecord(volume, { ...scored, expected, overdueDays, peakDay, peakReporters, peak, trend }, input);
}

function peakOf(days: EventVolume['days']): [day: string, reporters: number] {
  // The latest of equal days: what is going on now matters more than what was.
  return days.reduce<[string, number]>((best, day) => (day[1] >= best[1] ? day : best), ['', 0]);
}

/** The volume that the days before the window lead us to expect in it, aged as the window's own reports are. */
function expectedVolume(counts: ReadonlyMap<number, number>, input: RankInput): number {
  const windowStart = new Date(Date.parse(input.at) - input.windowDays * 86_400_000);
  const before = baselineFor(counts, dayNumber(dayIn(input.timeZone, windowStart)), input.firstDay);
  if (before.days < MIN_HISTORY_DAYS) return 0;
  const halfLifeDays = input.halfLifeHours / 24;
  const agedDays = (halfLifeDays / Math.LN2) * (1 - 2 ** (-input.windowDays / halfLifeDays));
  return before.perDay * agedDays;
}

interface Scored extends ReturnType<typeof heatOf> {
  expected: number;
  overdueDays: number;
  peakDay: string;
  peakReporters: number;
  peak: Baseline;
  trend: Trend;
}

function toRecord(volume: EventVolume, scored: Scored, input: RankInput) {
  return {
    run_id: input.runId,
    at: input.at,
    window_days: input.windowDays,
    ward_code: volume.ward,
    level: levelOf(volume.ward) ?? 'district',
    event_id: volume.event_id,
    rank: 0,
    heat: scored.heat,
    volume_points: scored.parts.volume,
    burst_points: scored.parts.burst,
    severity_points: scored.parts.severity,
    overdue_points: scored.parts.overdue,
    spread_points: scored.parts.spread,
    documents: volume.documents,
    reporters: volume.reporters,
    communities: volume.communities,
    sources: volume.sources,
    open_documents: volume.open_documents,
    overdue_days: scored.overdueDays,
    private_documents: volume.private_documents,
    severity: volume.severity,
    weighted: volume.weighted,
    expected: scored.expected,
    surprise: scored.surprise,
    peak_day: scored.peakDay,
    peak_reporters: scored.peakReporters,
    trend: scored.trend,
    formula_version: FORMULA_VERSION,
  };
}

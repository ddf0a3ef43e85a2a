import type { EventKey } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import type { WardEvent } from '#warehouse/analytics/hotspots/list-ward-events.ts';
import { levelOf } from '#warehouse/model/ward.ts';
import { baselineFor, dayIn, dayNumber, MIN_HISTORY_DAYS } from './baseline.ts';
import { heatOf } from './heat.ts';
import type { HeatParameters } from './heat-parameters.ts';
import { trendOf } from './trend.ts';

/** Distinct reporters by day number, in the weeks that an event is held against. */
export type UsualDays = ReadonlyMap<number, number>;

/** Everything that the scores of one level and window rest on beside the counts. */
export interface RankContext {
  runId: string;
  /** The instant of the run; the window ends here. */
  at: string;
  windowDays: number;
  timeZone: string;
  keys: ReadonlyMap<string, EventKey>;
  usual: (event: WardEvent, key: EventKey) => UsualDays;
  /** Number of the first calendar day with any document: before it, silence means nothing. */
  firstDay: number;
  halfLifeHours: number;
  /** Working days that something opened at an instant is past its duty; 0 when within. */
  overdueDays: (openedAt: string) => number;
  parameters: HeatParameters;
  formulaVersion: string;
}

/** One row of the `hotspots` table, and its place in its ward's list. */
export type HotspotRecord = ReturnType<typeof scoreEvent> & { rank: number; is_cut: number };

/** The scored events, unordered; an event that is not described yet is left out. */
export function scoreEvents(events: readonly WardEvent[], context: RankContext) {
  return events.flatMap((event) => {
    const key = context.keys.get(event.event);
    return key ? [scoreEvent(event, key, context)] : [];
  });
}

/** What the order of a ward's list goes by. */
export interface Ranked {
  heat: number;
  reporters: number;
  documents: number;
  event_id: string;
}

/** Heat first, then reporters, documents and id, so that ties are the same every time; the warehouse orders alike. */
export function byHeat(a: Ranked, b: Ranked): number {
  return (
    b.heat - a.heat ||
    b.reporters - a.reporters ||
    b.documents - a.documents ||
    (a.event_id < b.event_id ? -1 : a.event_id > b.event_id ? 1 : 0)
  );
}

function scoreEvent(event: WardEvent, key: EventKey, context: RankContext) {
  const { at, timeZone, firstDay } = context;
  const today = dayIn(timeZone, at);
  const counts = context.usual(event, key);
  const peak = baselineFor(counts, dayNumber(event.peak_day || today), firstDay);
  const expected = expectedVolume(counts, context);
  const overdueDays = event.open_documents > 0 ? context.overdueDays(event.oldest_open_at) : 0;
  const scored = heatOf(
    {
      weighted: event.weighted,
      expected,
      // Without a week of history there is no "usual": a first import must not look like a district on fire.
      peakReporters: peak.days >= MIN_HISTORY_DAYS ? event.peak_reporters : 0,
      expectedOnPeakDay: peak.perDay,
      dispersion: peak.dispersion,
      severity: event.severity,
      overdueDays,
      communities: event.communities,
      sources: event.sources,
    },
    context.parameters,
  );
  return {
    run_id: context.runId,
    at,
    window_days: context.windowDays,
    ward_code: event.ward,
    level: levelOf(event.ward) ?? 'district',
    event_id: key.event_id,
    heat: scored.heat,
    heat_low: scored.low,
    heat_high: scored.high,
    volume_points: scored.parts.volume,
    burst_points: scored.parts.burst,
    severity_points: scored.parts.severity,
    overdue_points: scored.parts.overdue,
    spread_points: scored.parts.spread,
    documents: event.documents,
    reporters: event.reporters,
    communities: event.communities,
    sources: event.sources,
    open_documents: event.open_documents,
    overdue_days: overdueDays,
    private_documents: event.private_documents,
    severity: event.severity,
    weighted: event.weighted,
    expected,
    surprise: scored.surprise,
    peak_day: event.peak_day,
    peak_reporters: event.peak_reporters,
    own_ward: event.own_ward,
    trend: trendOf(event.weeks, today, dayIn(timeZone, key.first_at)),
    formula_version: context.formulaVersion,
  };
}

/** The volume that the days before the window lead us to expect in it, aged as the window's own reports are. */
function expectedVolume(counts: UsualDays, context: RankContext): number {
  const windowStart = new Date(Date.parse(context.at) - context.windowDays * 86_400_000);
  const before = baselineFor(counts, dayNumber(dayIn(context.timeZone, windowStart)), context.firstDay);
  if (before.days < MIN_HISTORY_DAYS) return 0;
  const halfLifeDays = context.halfLifeHours / 24;
  const agedDays = (halfLifeDays / Math.LN2) * (1 - 2 ** (-context.windowDays / halfLifeDays));
  return before.perDay * agedDays;
}

import type { EventKey } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { levelOf } from '#warehouse/model/ward.ts';
import { baselineFor, type DayCounts, dayName, MIN_HISTORY_DAYS } from './baseline.ts';
import type { WardEvent } from './count-event.ts';
import { type Heat, heatInterval, type HeatInput, heatOf } from './heat.ts';
import type { HeatParameters } from './heat-parameters.ts';
import { trendOf } from './trend.ts';

/** Everything that the scores of one level and window rest on beside the counts. */
export interface RankContext {
  runId: string;
  /** The instant of the run; the window ends here. */
  at: string;
  windowDays: number;
  /** Numbers of the calendar days that the window begins and ends on. */
  windowStart: number;
  today: number;
  /** Number of the first calendar day with any document: before it, silence means nothing. */
  firstDay: number;
  halfLifeHours: number;
  /** Working days that something opened at an instant is past its duty; 0 when within. */
  overdueDays: (openedAt: string) => number;
  parameters: HeatParameters;
  formulaVersion: string;
}

/** One row of the `hotspots` table, and its place in its ward's list. */
export type HotspotRecord = ReturnType<typeof toRecord> & { rank: number; is_cut: number };

/** An event with its heat, as far as its order needs it. */
export interface ScoredEvent extends Ranked, Heat {
  event: WardEvent;
  key: EventKey;
  input: HeatInput;
}

/** What an event in a ward is held against. */
export interface Background {
  key: EventKey;
  /** Distinct reporters at its place and in its category, or its own where it names no place. */
  usual: DayCounts;
}

/** What an event ranks at best as, whatever is usual at its place. */
export function bestOf(event: WardEvent, context: Pick<RankContext, 'overdueDays' | 'parameters'>): Ranked {
  const input = inputOf(event, { expected: 0, expectedOnPeakDay: 0, dispersion: 1 }, context);
  const { reporters, documents } = event;
  return { heat: heatOf(input, context.parameters).heat, reporters, documents, event_id: '' };
}

/** The heat that so many documents earn at most, whoever wrote them, wherever and whenever. */
export function heatAtMost(
  documents: number,
  { severity, isOpen }: { severity: number; isOpen: boolean },
  parameters: HeatParameters,
): number {
  const input = {
    expected: 0,
    expectedOnPeakDay: 0,
    dispersion: 1,
    weighted: documents,
    reporters: documents,
    peakReporters: documents,
    severe: [1, 2, 3].map((each) => (severity >= each ? documents : 0)) as [number, number, number],
    overdueDays: isOpen ? Infinity : 0,
    communities: documents,
    sources: documents,
  };
  return heatOf(input, parameters).heat;
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

/** The heat of an event beside what is usual there. */
export function scoreEvent(event: WardEvent, { key, usual }: Background, context: RankContext): ScoredEvent {
  const peak = baselineFor(usual, event.peak_day || context.today, context.firstDay);
  const beside = {
    expected: expectedVolume(usual, context),
    expectedOnPeakDay: peak.perDay,
    dispersion: peak.dispersion,
  };
  // Without a week of history there is no "usual": a first import must not look like a district on fire.
  const known = peak.days >= MIN_HISTORY_DAYS ? event : { ...event, peak_reporters: 0 };
  const input = inputOf(known, beside, context);
  const { reporters, documents } = event;
  const { heat, parts, surprise } = heatOf(input, context.parameters);
  return { event, key, input, heat, parts, surprise, reporters, documents, event_id: key.event_id };
}

function inputOf(
  event: WardEvent,
  beside: Pick<HeatInput, 'expected' | 'expectedOnPeakDay' | 'dispersion'>,
  { overdueDays }: Pick<RankContext, 'overdueDays'>,
): HeatInput {
  // Field by field: a spread behind which fields are added would take longer than the heat itself.
  return {
    expected: beside.expected,
    expectedOnPeakDay: beside.expectedOnPeakDay,
    dispersion: beside.dispersion,
    weighted: event.weighted,
    reporters: event.reporters,
    peakReporters: event.peak_reporters,
    severe: event.severe,
    overdueDays: event.open_documents > 0 ? overdueDays(event.oldest_open_at) : 0,
    communities: event.communities,
    sources: event.sources,
  };
}

/** The row of a scored event that has a place in a list. */
export function toRecord({ event, key, input, heat, parts, surprise }: ScoredEvent, context: RankContext) {
  const interval = heatInterval(input, context.parameters);
  return {
    run_id: context.runId,
    at: context.at,
    window_days: context.windowDays,
    ward_code: event.ward,
    level: levelOf(event.ward) ?? 'district',
    event_id: key.event_id,
    heat,
    heat_low: interval.low,
    heat_high: interval.high,
    volume_points: parts.volume,
    burst_points: parts.burst,
    severity_points: parts.severity,
    overdue_points: parts.overdue,
    spread_points: parts.spread,
    documents: event.documents,
    reporters: event.reporters,
    communities: event.communities,
    sources: event.sources,
    open_documents: event.open_documents,
    overdue_days: input.overdueDays,
    private_documents: event.private_documents,
    severity: event.severity,
    weighted: event.weighted,
    expected: input.expected,
    surprise,
    peak_day: event.peak_day === 0 ? '' : dayName(event.peak_day),
    peak_reporters: event.peak_reporters,
    own_ward: event.own_ward,
    trend: trendOf(event.weeks, context.today - key.first_day),
    formula_version: context.formulaVersion,
  };
}

/** The volume that the days before the window lead us to expect in it, aged as the window's own reports are. */
export function expectedVolume(usual: DayCounts, context: RankContext): number {
  const before = baselineFor(usual, context.windowStart, context.firstDay);
  if (before.days < MIN_HISTORY_DAYS) return 0;
  const halfLifeDays = context.halfLifeHours / 24;
  const agedDays = (halfLifeDays / Math.LN2) * (1 - 2 ** (-context.windowDays / halfLifeDays));
  return before.perDay * agedDays;
}

import type { HeatParts } from '#warehouse/model/hotspot.ts';
import { upperTail } from './negative-binomial.ts';

/** Named in every hotspot row; a change of any constant below needs a new name. */
export const FORMULA_VERSION = 'heat-1';

/** What the heat of one event in one ward and window is computed from. */
export interface HeatInput {
  /** Person-weighted, time-decayed volume V of the window. */
  weighted: number;
  /** Expectation of V from the same place and topic in the weeks before. */
  expected: number;
  /** Most distinct reporters on one calendar day of the window … */
  peakReporters: number;
  /** … and what such a day (same weekday, eight weeks) brings on average at this place and topic. */
  expectedOnPeakDay: number;
  /** Variance/mean of the daily counts, ≥ 1. */
  dispersion: number;
  /** Highest severity among the documents, 0–3. */
  severity: number;
  /** Working days that the oldest open document is past its duty; 0 when none is. */
  overdueDays: number;
  communities: number;
  sources: number;
}

/** Prior strength of the gamma–Poisson shrinkage: 3 against 0.5 becomes 2.0, not 6 (hotspots.md §9). */
const PRIOR = 2;
/** Three times the expectation, after shrinkage, earns all ratio points: story B1 (12 in a week that brings 3.5) comes close. */
const FULL_RATIO_LOG2 = Math.log2(3);
/** Sixteen person-weights earn all volume points: larger numbers say more about the ward's size than about the matter. */
const FULL_VOLUME = 16;
/** p = 1e-6; beyond it the model's own error dominates. */
const SURPRISE_CAP = 6;
/**
 * A place never heard of is still expected to bring a report every fourth day: events are named after the fact, among
 * hundreds of places, so that four neighbours about something new in one day are news (S = 3.9) but no proof.
 */
const EXPECTED_FLOOR = 0.25;
/** Points by severity: a danger weighs as much as a doubling of volume, an urgent one all twenty. */
const SEVERITY_POINTS = [0, 5, 12, 20] as const;
const POINTS = { ratio: 20, volume: 15, burst: 30, overdue: 10, spread: 5 };

/** −log10 P(at least this many reporters on the peak day), 0 … 6. */
export function surpriseOf(input: Pick<HeatInput, 'peakReporters' | 'expectedOnPeakDay' | 'dispersion'>): number {
  const mean = Math.max(input.expectedOnPeakDay, EXPECTED_FLOOR);
  const tail = upperTail(input.peakReporters, mean, input.dispersion);
  return tail <= 0 ? SURPRISE_CAP : Math.min(SURPRISE_CAP, -Math.log10(tail));
}

/**
 * The heat of an event, 0–100, as the sum of five readable parts: 数量 0–35, 突增 0–30, 严重 0–20,
 * 未办结 0–10, 扩散 0–5. A single reporter's burst is no burst. Method: hotspots.md §9.
 */
export function heatOf(input: HeatInput): { heat: number; parts: HeatParts; surprise: number } {
  const surprise = input.peakReporters >= 2 ? surpriseOf(input) : 0;
  const ratio = (input.weighted + PRIOR) / (input.expected + PRIOR);
  const ratioShare = clamp(Math.log2(Math.max(1, ratio)) / FULL_RATIO_LOG2);
  const volumeShare = clamp(Math.log2(1 + input.weighted) / Math.log2(1 + FULL_VOLUME));
  const parts: HeatParts = {
    volume: tenth(POINTS.ratio * ratioShare + POINTS.volume * volumeShare),
    burst: tenth((POINTS.burst * surprise) / SURPRISE_CAP),
    severity: SEVERITY_POINTS[input.severity] ?? 0,
    overdue: Math.min(POINTS.overdue, input.overdueDays),
    spread: Math.min(POINTS.spread, Math.max(0, input.communities - 1) + Math.max(0, input.sources - 1)),
  };
  const heat = tenth(parts.volume + parts.burst + parts.severity + parts.overdue + parts.spread);
  return { heat, parts, surprise };
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
/** Points are shown with one decimal, so they are kept with one: the parts then add up to the heat that is shown. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

import type { HeatBound } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { HeatParts } from '#warehouse/model/hotspot.ts';
import { type HeatParameters, severityPoints, shippedHeat } from './heat-parameters.ts';
import { upperTail } from './negative-binomial.ts';

/** Named in every hotspot row; a change of the formula or of a constant below needs a new name. */
const FORMULA = 'heat-4';

/** The formula's version; with parameters of the district's own, that of the setting is part of it. */
export function formulaVersion(settingVersion: number): string {
  return settingVersion === 0 ? FORMULA : `${FORMULA}.${settingVersion}`;
}

/** What the heat of one event in one ward and window is computed from. */
export interface HeatInput {
  /** Person-weighted, time-decayed volume V of the window. */
  weighted: number;
  /** Distinct reporters of the window. */
  reporters: number;
  /** Expectation of V from the same place and topic in the weeks before. */
  expected: number;
  /** Most distinct reporters on one calendar day of the window … */
  peakReporters: number;
  /** … and what such a day (same weekday, eight weeks) brings on average at this place and topic. */
  expectedOnPeakDay: number;
  /** Variance/mean of the daily counts, ≥ 1. */
  dispersion: number;
  /** Person-weighted, time-decayed volume of what is at least a nuisance to many (1), a danger (2), urgent (3). */
  severe: readonly [number, number, number];
  /** Working days that the oldest open document is past its duty; 0 when none is. */
  overdueDays: number;
  communities: number;
  sources: number;
}

/** A heat with its parts. */
export interface Heat {
  heat: number;
  parts: HeatParts;
  surprise: number;
}

/** Prior strength of the gamma–Poisson shrinkage: 3 against 0.5 becomes 2.0, not 6 (design: heat index). */
const PRIOR = 2;
/** p = 1e-6; beyond it the model's own error dominates. */
const SURPRISE_CAP = 6;
/**
 * A place never heard of is still expected to bring a report every fourth day: events are named after the fact, among
 * hundreds of places, so that four neighbours about something new in one day are news (S = 3.9) but no proof.
 */
const EXPECTED_FLOOR = 0.25;
/**
 * So many persons just now make a severity certain; one alone earns a third of its points, and less as it ages: words of
 * danger in one post are a claim, and what was a danger three weeks ago has passed or was told again. Who must act at
 * once hears by the alert of the emergency itself, not by the ranking.
 */
const CERTAIN_VOICES = 3;
/** So many reporters in a day reach the cap at a place never heard of: P(Poisson(0.25) ≥ 6) = 2.7e-7. */
const CAPPED_REPORTERS = 6;
/** Normal deviate of a 95 % interval. */
const Z = 1.96;

/** At a place never heard of, by the number of reporters: most events are bounded by it. */
const surprisesAnywhere = new Map<number, number>();

/** −log10 P(at least this many reporters on the peak day), 0 … 6; what a single one tells is no surprise. */
export function surpriseOf(input: Pick<HeatInput, 'peakReporters' | 'expectedOnPeakDay' | 'dispersion'>): number {
  const { peakReporters, expectedOnPeakDay, dispersion } = input;
  if (peakReporters < 2) return 0;
  if (expectedOnPeakDay > EXPECTED_FLOOR || dispersion !== 1)
    return unlikeliness(peakReporters, Math.max(expectedOnPeakDay, EXPECTED_FLOOR), dispersion);
  return surpriseAnywhere(peakReporters);
}

/** The most that so many reporters on a day may surprise, whatever is usual. */
export function surpriseAnywhere(peakReporters: number): number {
  const known = surprisesAnywhere.get(peakReporters) ?? unlikeliness(peakReporters, EXPECTED_FLOOR, 1);
  surprisesAnywhere.set(peakReporters, known);
  return known;
}

function unlikeliness(reporters: number, mean: number, dispersion: number): number {
  const tail = upperTail(reporters, mean, dispersion);
  return tail <= 0 ? SURPRISE_CAP : Math.min(SURPRISE_CAP, -Math.log10(tail));
}

/**
 * The heat of an event, 0–100, as the sum of five readable parts: 数量, 突增, 严重, 未办结, 扩散. What a
 * single reporter tells is neither a burst nor a rise above what is usual.
 */
export function heatOf(input: HeatInput, parameters: HeatParameters = shippedHeat): Heat {
  const { parts, surprise } = partsOf(input, parameters);
  return { heat: sumOf(parts), parts, surprise };
}

/** The 95 % interval of a heat: what it would be were volume and peak as low or as high as chance alone may make them. */
export function heatInterval(
  input: HeatInput,
  parameters: HeatParameters = shippedHeat,
): { low: number; high: number } {
  const end = (z: number): number => {
    const [weighted, peakReporters] = [countAt(input.weighted, z), countAt(input.peakReporters, z)];
    return sumOf(partsOf({ ...input, weighted, peakReporters }, parameters).parts);
  };
  return { low: end(-Z), high: end(Z) };
}

function partsOf(input: HeatInput, parameters: HeatParameters): { parts: HeatParts; surprise: number } {
  const surprise = surpriseOf(input);
  const parts = {
    volume: volumePointsOf(input, parameters),
    burst: burstPointsOf(surprise, parameters),
    severity: tenth(severityOf(input.severe, parameters)),
    overdue: tenthBelow(Math.min(parameters.overduePoints, input.overdueDays)),
    spread: tenthBelow(
      Math.min(parameters.spreadPoints, Math.max(0, input.communities - 1) + Math.max(0, input.sources - 1)),
    ),
  };
  return { parts, surprise };
}

/** The points of 数量. */
export function volumePointsOf(
  { weighted, reporters, expected }: Pick<HeatInput, 'weighted' | 'reporters' | 'expected'>,
  parameters: HeatParameters,
): number {
  const ratio = reporters >= 2 ? Math.max(1, (weighted + PRIOR) / (expected + PRIOR)) : 1;
  const ratioShare = Math.min(1, Math.log2(ratio) / Math.log2(parameters.fullRatio));
  const volumeShare = Math.min(1, Math.log2(1 + weighted) / Math.log2(1 + parameters.fullVolume));
  return tenth(parameters.ratioPoints * ratioShare + parameters.volumePoints * volumeShare);
}

/** The points of 突增. */
export function burstPointsOf(surprise: number, parameters: HeatParameters): number {
  return tenth((parameters.burstPoints * surprise) / SURPRISE_CAP);
}

/** The points of the severity that tells most, each by how many have told of it or of worse. */
function severityOf(severe: HeatInput['severe'], parameters: HeatParameters): number {
  const points = severityPoints(parameters);
  return Math.max(...severe.map((volume, i) => points[i + 1]! * certainty(volume)));
}

function certainty(volume: number): number {
  return Math.min(1, volume / CERTAIN_VOICES);
}

/** The parameters in the form in which the warehouse bounds a heat without knowing what is usual. */
export function heatBound(parameters: HeatParameters, overduePoints: readonly number[]): HeatBound {
  const { fullRatio, fullVolume, ratioPoints, volumePoints, spreadPoints } = parameters;
  const burst = (reporters: number): number =>
    reporters < 2 ? 0 : (parameters.burstPoints * surpriseAnywhere(reporters)) / SURPRISE_CAP;
  const points = severityPoints(parameters);
  // An office may value a danger less than a nuisance; what is a danger counts as a nuisance too.
  const severity = points.map((_, s) => Math.max(...points.slice(0, s + 1)));
  return {
    prior: PRIOR,
    fullRatio,
    fullVolume,
    ratioPoints,
    volumePoints,
    spreadPoints,
    severityPoints: severity,
    severityPerVoice: severity.slice(1).map((each) => each / CERTAIN_VOICES),
    burstPoints: Array.from({ length: CAPPED_REPORTERS }, (_, i) => burst(i + 1)),
    overduePoints: overduePoints.map((days) => Math.min(parameters.overduePoints, days)),
  };
}

/** The count that the mean behind `count` lies at, at that normal deviate: quantile of gamma(count + ½) after Wilson and Hilferty. */
function countAt(count: number, z: number): number {
  if (count <= 0) return 0;
  const shape = count + 0.5;
  return Math.max(0, shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3);
}

function sumOf(parts: HeatParts): number {
  return tenth(parts.volume + parts.burst + parts.severity + parts.overdue + parts.spread);
}

/** Points are shown with one decimal, so they are kept with one: the parts then add up to the heat that is shown. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;
/** Where a maximum has hundredths; never above it, since lists are found by what a part may be at most. */
const tenthBelow = (value: number): number => Math.floor(value * 10 + 1e-6) / 10;

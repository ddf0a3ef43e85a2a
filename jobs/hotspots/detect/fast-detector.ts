import { upperTail } from '../negative-binomial.ts';
import type { Expectations } from './expectations.ts';
import { discoveryLimit } from './false-discovery.ts';
import type { DetectionParameters } from './parameters.ts';
import { cellOf, COMMUNITY, DISTRICT, type Level, LEVELS, type Report, type Space, STREET, wardsOf } from './space.ts';
import { type Look, type RhythmClock, TrailingLooks } from './trailing-looks.ts';

/** A burst that was called, with what it rests on. */
export interface Burst {
  level: Level;
  ward: number;
  topic: number;
  /** When it was called: the instant of the report that tipped it. */
  at: number;
  windowHours: number;
  /** Distinct reporters in the window, and what such a window usually brings. */
  observed: number;
  expected: number;
  dispersion: number;
  /** P(at least so many), times the windows looked at. */
  p: number;
  /** The latest report at which it still held; grows while the detector goes on. */
  lastAt: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** p-values above this can never be discoveries among tens of thousands of cells; they are not kept. */
const WORTH_KEEPING = 1e-3;
/** Reports that "as usual" weighs in the topic's present level across the district. */
const SURGE_PRIOR = 2;

/**
 * Calls bursts the moment they show: each report is a look at its community, street and district, over several trailing
 * windows, against a same-weekday expectation by the negative binomial; Benjamini–Hochberg over all cells; a parent ward
 * is judged without what its wards already explain, and a ward against what its topic does everywhere else just now.
 */
export class FastDetector {
  private readonly space: Space;
  private readonly parameters: DetectionParameters;
  private readonly expectations: Expectations;
  private readonly looks: TrailingLooks;
  /** Small p-values of the last day by level and cell. */
  private readonly active = new Map<string, { p: number; at: number }>();
  /** Cells in a burst: until when. */
  private readonly raised = new Map<string, Look & { until: number; burst: Burst }>();
  private readonly tests: number;
  /** The topic's look across the district, once per report. */
  private district: Look | undefined;

  constructor(space: Space, parameters: DetectionParameters, expectations: Expectations, clock: RhythmClock) {
    this.space = space;
    this.parameters = parameters;
    this.expectations = expectations;
    this.looks = new TrailingLooks(space, parameters.windowHours, expectations, clock);
    this.tests = LEVELS.reduce((all: number, level) => all + wardsOf(space, level) * space.topics, 0);
  }

  /** Looks at one report, which must not be older than the one before; gives the burst it tips, innermost ward first. */
  observe(report: Report): Burst | undefined {
    this.looks.add(report);
    if (!this.expectations.ready) return undefined;
    this.forget(report.at);
    this.district = undefined;
    let burst: Burst | undefined;
    for (const level of [COMMUNITY, STREET, DISTRICT] as const) burst ??= this.look(level, report);
    return burst;
  }

  private look(level: Level, report: Report): Burst | undefined {
    const { windowHours, minReporters, exitP } = this.parameters;
    const { topic, at } = report;
    const cell = cellOf(report, level, this.space.topics);
    if (cell < 0) return undefined;
    const look = this.looks.measure(level, cell, at);
    if (look.counts.at(-1)! < minReporters) return undefined;
    const judged = this.leaveOutKnown(look, at);
    const dispersion = this.expectations.dispersion(level, topic);
    const surges = this.surges(judged, topic, at);
    let best = { p: 1, window: 0 };
    for (const [window, count] of judged.counts.entries()) {
      if (count < minReporters) continue;
      const p = windowHours.length * upperTail(count, judged.means[window]! * surges[window]!, dispersion);
      if (p < best.p) best = { p, window };
    }
    const key = `${level}|${cell}`;
    if (best.p < WORTH_KEEPING) this.active.set(key, { p: best.p, at });
    const known = this.raised.get(key);
    if (known) {
      if (best.p <= exitP) Object.assign(known, { until: at + DAY_MS }).burst.lastAt = at;
      return undefined;
    }
    const limit = discoveryLimit(
      Array.from(this.active.values(), ({ p }) => p),
      this.tests,
      this.parameters.falseDiscoveryRate,
    );
    if (best.p > limit) return undefined;
    const burst: Burst = {
      level,
      ward: (cell - topic) / this.space.topics,
      topic,
      at,
      windowHours: windowHours[best.window]!,
      observed: judged.counts[best.window]!,
      expected: judged.means[best.window]! * surges[best.window]!,
      dispersion,
      p: best.p,
      lastAt: at,
    };
    this.raised.set(key, { ...look, until: at + DAY_MS, burst });
    return burst;
  }

  /** The look of a parent ward without the reports of its own wards that are already in a burst. */
  private leaveOutKnown(look: Look, at: number): Look {
    if (look.level === COMMUNITY) return look;
    const left = { ...look, counts: [...look.counts], means: [...look.means] };
    for (const raised of this.raisedWithin(look)) {
      const known = this.looks.measure(raised.level, raised.cell, at);
      for (let i = 0; i < left.counts.length; i++) {
        left.counts[i] = Math.max(0, left.counts[i]! - known.counts[i]!);
        left.means[i] = Math.max(0, left.means[i]! - known.means[i]!);
      }
    }
    return left;
  }

  private raisedWithin(look: Look): Look[] {
    const { topics, streetOf } = this.space;
    const topic = look.cell % topics;
    const ward = (look.cell - topic) / topics;
    return [...this.raised.values()].filter((raised) => {
      if (raised.cell % topics !== topic || raised.level <= look.level) return false;
      if (look.level === STREET) return streetOf[(raised.cell - topic) / topics] === ward;
      // A community of a street that is in a burst itself is left out with its street.
      return raised.level === STREET || !this.raised.has(streetKey(raised, this.space));
    });
  }

  /**
   * By window, how much more than usual the topic brings around the ward just now, at least 1: in the rest of the district, and
   * in the rest of a street that has been called. What is called locally says nothing of the rest, unless all of it has been.
   */
  private surges(look: Look, topic: number, at: number): number[] {
    if (look.level === DISTRICT) return look.counts.map(() => 1);
    this.district ??= this.around(DISTRICT, topic, at);
    const wide = this.beside(this.district, look);
    if (look.level === STREET) return wide;
    const street = this.space.streetOf[(look.cell - topic) / this.space.topics]!;
    const cell = street * this.space.topics + topic;
    if (!this.raised.has(`${STREET}|${cell}`)) return wide;
    const near = this.beside(this.looks.measure(STREET, cell, at), look);
    return wide.map((surge, i) => Math.max(surge, near[i]!));
  }

  private around(level: Level, cell: number, at: number): Look {
    const look = this.looks.measure(level, cell, at);
    return this.raised.has(`${level}|${cell}`) ? look : this.leaveOutKnown(look, at);
  }

  private beside(all: Look, own: Look): number[] {
    return all.counts.map((count, i) =>
      Math.max(1, (count - own.counts[i]! + SURGE_PRIOR) / (Math.max(0, all.means[i]! - own.means[i]!) + SURGE_PRIOR)),
    );
  }

  private forget(now: number): void {
    for (const [key, { at }] of this.active) if (at < now - DAY_MS) this.active.delete(key);
    for (const [key, { until }] of this.raised) if (until < now) this.raised.delete(key);
  }
}

function streetKey(look: Look, { topics, streetOf }: Space): string {
  const topic = look.cell % topics;
  const street = streetOf[(look.cell - topic) / topics]!;
  return `${STREET}|${street * topics + topic}`;
}

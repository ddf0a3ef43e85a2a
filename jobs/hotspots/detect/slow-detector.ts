import { nextCusum } from './cusum.ts';
import { type DayCounts, Expectations } from './expectations.ts';
import type { DetectionParameters } from './parameters.ts';
import { DISTRICT, type Level, type Space, STREET, wardsOf } from './space.ts';

/** A slow rise that was called at the end of a day. */
export interface Rise {
  level: Level;
  ward: number;
  topic: number;
  /** Number of the day after which it was called. */
  day: number;
  /** Reporters of that day, what such a day usually brings, and the value of the chart. */
  observed: number;
  expected: number;
  dispersion: number;
  cusum: number;
}

/** The chart is cut off here, so that a rise that ended is seen to have ended. */
const CEILING = 1.5;

/**
 * Calls slow rises: a negative-binomial CUSUM per topic of each street and of the district, at the end of each day, against
 * a baseline that stays two weeks behind. A street is not called for what its district is called for already.
 */
export class SlowDetector {
  private readonly space: Space;
  private readonly parameters: DetectionParameters;
  private readonly expectations: Expectations;
  private readonly charts: Float64Array[];
  private readonly raised = new Set<string>();

  constructor(space: Space, parameters: DetectionParameters) {
    this.space = { ...space, communities: 0 };
    this.parameters = parameters;
    const { riseHistoryDays: historyDays, riseGuardDays: guardDays, priorDays } = parameters;
    this.expectations = new Expectations(this.space, { historyDays, guardDays, priorDays });
    this.charts = [DISTRICT, STREET].map((level) => new Float64Array(wardsOf(space, level as Level) * space.topics));
  }

  /** Takes the counts of a finished day and gives the rises that show now, the district's first. */
  close(day: number, dayClass: number, counts: DayCounts): Rise[] {
    const rises: Rise[] = [];
    if (this.expectations.ready)
      for (const level of [DISTRICT, STREET] as const)
        for (let cell = 0; cell < this.charts[level]!.length; cell++) {
          const rise = this.look(level, cell, { day, dayClass, count: counts.cells[level]!.get(cell) ?? 0 });
          if (rise) rises.push(rise);
        }
    this.expectations.close(dayClass, { cells: [counts.cells[DISTRICT]!, counts.cells[STREET]!, NONE], hours: [] });
    return rises;
  }

  private look(level: Level, cell: number, look: { day: number; dayClass: number; count: number }): Rise | undefined {
    const { riseRatio, riseEnter, riseExit, riseMinPerDay } = this.parameters;
    const { topics } = this.space;
    const topic = cell % topics;
    const rate = this.expectations.rate(level, cell);
    const charts = this.charts[level]!;
    const key = `${level}|${cell}`;
    if (rate < riseMinPerDay) {
      charts[cell] = 0;
      this.raised.delete(key);
      return undefined;
    }
    const expected = rate * this.expectations.factor(topic, look.dayClass);
    const dispersion = this.expectations.dispersion(level, topic);
    const value = nextCusum(charts[cell]!, { count: look.count, mean: expected, dispersion }, riseRatio);
    charts[cell] = Math.min(value, CEILING * riseEnter);
    if (value < riseExit) this.raised.delete(key);
    if (value < riseEnter || this.raised.has(key)) return undefined;
    this.raised.add(key);
    if (level === STREET && this.raised.has(`${DISTRICT}|${topic}`)) return undefined;
    return {
      level,
      ward: (cell - topic) / topics,
      topic,
      day: look.day,
      observed: look.count,
      expected,
      dispersion,
      cusum: value,
    };
  }
}

const NONE: ReadonlyMap<number, number> = new Map();

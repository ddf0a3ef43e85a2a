import { ratesOf } from './cell-rates.ts';
import { ordinaryPart } from './ordinary-part.ts';
import { DISTRICT, type Level, LEVELS, type Space, wardsOf } from './space.ts';

/** Monday 0 … Sunday 6; a public holiday is a Sunday, a make-up day a Wednesday (`day-class.ts`). */
export const DAY_CLASSES = 7;

/** Distinct reporters of one day by cell, for each level; and reports by hour of that day. */
export interface DayCounts {
  cells: readonly ReadonlyMap<number, number>[];
  hours: ArrayLike<number>;
}

export interface BaselineOptions {
  historyDays: number;
  guardDays: number;
  priorDays: number;
}

/** Below a week of history nothing is called unusual (baseline.ts). */
const MIN_HISTORY_DAYS = 7;
/** Reports that the common weekday rhythm weighs in a topic's own. */
const RHYTHM_PRIOR = 50;
/** Reports that a level's dispersion weighs in a topic's own. */
const DISPERSION_PRIOR = 300;
/** Reports that an even day weighs in the rhythm of the hours; it matters where a few weeks bring fewer than hundreds. */
const HOUR_PRIOR = 5;
interface Day {
  dayClass: number;
  counts: DayCounts;
  /** For each level and topic, the squared distance from the expectation and the expectation. */
  squares: Float64Array[];
  means: Float64Array[];
}

/**
 * What each cell usually brings: a rate per ordinary day, drawn toward what its ward and its topic suggest, the rhythm of
 * the week by topic, and the dispersion by topic, all from the last weeks. Days come in order through `close`.
 */
export class Expectations {
  private readonly space: Space;
  private readonly options: BaselineOptions;
  private readonly days: Day[] = [];
  private inHistory = 0;
  private readonly sums: Float64Array[];
  private rates: Float64Array[];
  private readonly squares: Float64Array[];
  private readonly means: Float64Array[];
  private readonly classCounts: Float64Array;
  private readonly classDays = new Float64Array(DAY_CLASSES);
  private readonly factors: Float64Array;
  private readonly hours = new Float64Array(24);
  private readonly elapsedByHour = new Float64Array(25);

  constructor(space: Space, options: BaselineOptions) {
    this.space = space;
    this.options = options;
    const cells = LEVELS.map((level) => wardsOf(space, level) * space.topics);
    this.sums = cells.map((count) => new Float64Array(count));
    this.rates = cells.map((count) => new Float64Array(count));
    this.squares = LEVELS.map(() => new Float64Array(space.topics));
    this.means = LEVELS.map(() => new Float64Array(space.topics));
    this.classCounts = new Float64Array(space.topics * DAY_CLASSES);
    this.factors = new Float64Array(space.topics * DAY_CLASSES).fill(1);
    this.refresh();
  }

  /** Whether there is enough history to call anything unusual. */
  get ready(): boolean {
    return this.inHistory >= MIN_HISTORY_DAYS;
  }

  /** Reporters of a cell on an ordinary day; times `factor` for a day of a class. */
  rate(level: Level, cell: number): number {
    return this.rates[level]![cell]!;
  }

  factor(topic: number, dayClass: number): number {
    return this.factors[topic * DAY_CLASSES + dayClass]!;
  }

  /** Share of a day's reports that have come by that time of day (hours, with fraction). */
  elapsed(hour: number): number {
    const whole = Math.min(23, Math.floor(hour));
    const from = this.elapsedByHour[whole]!;
    return from + (this.elapsedByHour[whole + 1]! - from) * (hour - whole);
  }

  /** Variance/mean of the daily counts of a topic at a level, at least 1. */
  dispersion(level: Level, topic: number): number {
    const squares = sum(this.squares[level]!);
    const means = sum(this.means[level]!);
    const common = means > 0 ? squares / means : 1;
    const own = this.squares[level]![topic]! + DISPERSION_PRIOR * common;
    return Math.max(1, own / (this.means[level]![topic]! + DISPERSION_PRIOR));
  }

  /** Ends a day: after the guard it becomes history. A day on which data were missing is left out by not closing it. */
  close(dayClass: number, counts: DayCounts): void {
    this.days.push(this.judge(dayClass, counts));
    const { guardDays, historyDays } = this.options;
    if (this.days.length > guardDays) {
      this.add(this.days[this.days.length - 1 - guardDays]!, 1);
      this.inHistory += 1;
    }
    if (this.inHistory > historyDays) {
      this.add(this.days.shift()!, -1);
      this.inHistory -= 1;
    }
    this.refresh();
  }

  /** The day with its extraordinary counts cut to what was still ordinary, and how far it lay from the expectation. */
  private judge(dayClass: number, counts: DayCounts): Day {
    const { topics } = this.space;
    const squares = LEVELS.map(() => new Float64Array(topics));
    const means = LEVELS.map(() => new Float64Array(topics));
    const cells = LEVELS.map((level) => {
      if (!this.ready) return counts.cells[level]!;
      const rates = this.rates[level]!;
      for (let cell = 0; cell < rates.length; cell++) {
        const mean = rates[cell]! * this.factor(cell % topics, dayClass);
        squares[level]![cell % topics]! += mean * mean;
        means[level]![cell % topics]! += mean;
      }
      const dispersion = Float64Array.from({ length: topics }, (_, topic) => this.dispersion(level, topic));
      return new Map(
        [...counts.cells[level]!].map(([cell, count]) => {
          const topic = cell % topics;
          const mean = rates[cell]! * this.factor(topic, dayClass);
          const kept = ordinaryPart(count, mean, dispersion[topic]!);
          squares[level]![topic]! += kept * kept - 2 * kept * mean;
          return [cell, kept] as const;
        }),
      );
    });
    return { dayClass, counts: { cells, hours: counts.hours }, squares, means };
  }

  private add(day: Day, sign: 1 | -1): void {
    const { topics } = this.space;
    for (const level of LEVELS) {
      for (const [cell, count] of day.counts.cells[level]!) this.sums[level]![cell]! += sign * count;
      for (let topic = 0; topic < topics; topic++) {
        this.squares[level]![topic]! += sign * day.squares[level]![topic]!;
        this.means[level]![topic]! += sign * day.means[level]![topic]!;
      }
    }
    for (const [topic, count] of day.counts.cells[DISTRICT]!)
      this.classCounts[topic * DAY_CLASSES + day.dayClass]! += sign * count;
    this.classDays[day.dayClass]! += sign;
    for (let hour = 0; hour < 24; hour++) this.hours[hour]! += sign * (day.counts.hours[hour] ?? 0);
  }

  private refresh(): void {
    this.refreshRhythm();
    this.refreshRates();
    const hours = Array.from(this.hours, (count) => count + HOUR_PRIOR);
    const total = hours.reduce((all, count) => all + count, 0);
    for (const [hour, count] of hours.entries())
      this.elapsedByHour[hour + 1] = this.elapsedByHour[hour]! + count / total;
  }

  /** Factor of a weekday = what its days brought over what as many ordinary days bring; the topic's drawn toward that of all. */
  private refreshRhythm(): void {
    const days = this.inHistory;
    if (days === 0) return;
    const { topics } = this.space;
    const all = new Float64Array(DAY_CLASSES);
    for (let i = 0; i < this.classCounts.length; i++) all[i % DAY_CLASSES]! += this.classCounts[i]!;
    const total = sum(all);
    for (let dayClass = 0; dayClass < DAY_CLASSES; dayClass++) {
      const usual = (total / days) * this.classDays[dayClass]!;
      const common = (all[dayClass]! + RHYTHM_PRIOR) / (usual + RHYTHM_PRIOR);
      for (let topic = 0; topic < topics; topic++) {
        const expected = (common * this.sums[DISTRICT]![topic]! * this.classDays[dayClass]!) / days;
        const own = this.classCounts[topic * DAY_CLASSES + dayClass]!;
        this.factors[topic * DAY_CLASSES + dayClass] = (common * (own + RHYTHM_PRIOR)) / (expected + RHYTHM_PRIOR);
      }
    }
  }

  private refreshRates(): void {
    const exposure = Float64Array.from({ length: this.space.topics }, (_, topic) => {
      let days = 0;
      for (let c = 0; c < DAY_CLASSES; c++) days += this.classDays[c]! * this.factor(topic, c);
      return days;
    });
    this.rates = ratesOf(this.space, this.sums, { exposure, priorDays: this.options.priorDays });
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

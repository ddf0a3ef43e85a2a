import type { Expectations } from './expectations.ts';
import { cellOf, type Level, LEVELS, type Report, type Space } from './space.ts';
import { TrailingReports } from './trailing-reports.ts';

/** What a cell shows at an instant: by window, distinct reporters and what such a window usually brings. */
export interface Look {
  level: Level;
  cell: number;
  counts: number[];
  means: number[];
}

/** The local time, and the class of a local day's rhythm. */
export interface RhythmClock {
  zoneOffsetMs: number;
  dayClassOf: (day: number) => number;
}

const DAY_MS = 86_400_000;

/** The reports of the last hours of every cell, beside what is expected of it. */
export class TrailingLooks {
  private readonly space: Space;
  /** Shortest first. */
  private readonly windowHours: readonly number[];
  private readonly expectations: Expectations;
  private readonly clock: RhythmClock;
  private readonly trailing = LEVELS.map(() => new Map<number, TrailingReports>());

  constructor(space: Space, windowHours: readonly number[], expectations: Expectations, clock: RhythmClock) {
    this.space = space;
    this.windowHours = windowHours;
    this.expectations = expectations;
    this.clock = clock;
  }

  /** Takes a report into its community, street and district. Reports come in order of time. */
  add(report: Report): void {
    const keep = this.windowHours.at(-1)!;
    for (const level of LEVELS) {
      const cell = cellOf(report, level, this.space.topics);
      if (cell < 0) continue;
      let trailing = this.trailing[level]!.get(cell);
      if (!trailing) this.trailing[level]!.set(cell, (trailing = new TrailingReports()));
      trailing.add(report, keep);
    }
  }

  /** The look at a cell over the windows that end at an instant. */
  measure(level: Level, cell: number, at: number): Look {
    const windows = this.windowHours;
    const topic = cell % this.space.topics;
    const counts = this.trailing[level]!.get(cell)?.count(windows, at) ?? windows.map(() => 0);
    const rate = this.expectations.rate(level, cell);
    return { level, cell, counts, means: windows.map((hours) => rate * this.exposure(topic, hours, at)) };
  }

  /** Ordinary days that a trailing window is worth, by the rhythm of the day and the week. */
  private exposure(topic: number, hours: number, at: number): number {
    const { zoneOffsetMs, dayClassOf } = this.clock;
    const end = (at + zoneOffsetMs) / DAY_MS;
    const start = end - hours / 24;
    let days = 0;
    for (let day = Math.floor(start); day <= Math.floor(end); day++) {
      const from = this.expectations.elapsed(24 * Math.max(0, start - day));
      const to = end - day >= 1 ? 1 : this.expectations.elapsed(24 * (end - day));
      days += (to - from) * this.expectations.factor(topic, dayClassOf(day));
    }
    return days;
  }
}

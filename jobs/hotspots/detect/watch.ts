import { type ClusterOptions, ClusterWatch, type SpaceTimeCluster } from './cluster-watch.ts';
import { countDay } from './count-day.ts';
import { type DayCounts, Expectations } from './expectations.ts';
import { type Burst, FastDetector } from './fast-detector.ts';
import type { DetectionParameters } from './parameters.ts';
import { type Rise, SlowDetector } from './slow-detector.ts';
import type { Report, Space } from './space.ts';

export interface WatchOptions {
  space: Space;
  parameters: DetectionParameters;
  zoneOffsetMs: number;
  dayClassOf: (day: number) => number;
  /** Without it no space–time scan is made. */
  scan?: Pick<ClusterOptions, 'neighbours' | 'seed' | 'nullNights'> | undefined;
}

/** What the end of a day brought to light. */
export interface DayFindings {
  rises: Rise[];
  clusters: SpaceTimeCluster[];
}

const DAY_MS = 86_400_000;

/**
 * Both detectors over one stream of days. The same code watches the present, replays the past and runs in the bench, so
 * that what a replay says is what would have been raised.
 */
export class Watch {
  private readonly options: WatchOptions;
  private readonly expectations: Expectations;
  private readonly fast: FastDetector;
  private readonly slow: SlowDetector;
  private readonly clusters: ClusterWatch | undefined;

  constructor(options: WatchOptions) {
    this.options = options;
    this.expectations = new Expectations(options.space, options.parameters);
    this.fast = new FastDetector(options.space, options.parameters, this.expectations, options);
    this.slow = new SlowDetector(options.space, options.parameters);
    this.clusters = options.scan && new ClusterWatch({ ...options, ...options.scan });
  }

  /** Number of the calendar day of an instant. */
  dayOf(at: number): number {
    return Math.floor((at + this.options.zoneOffsetMs) / DAY_MS);
  }

  /** Looks at reports of the day that is going on, in order of time. */
  observe(reports: readonly Report[]): Burst[] {
    return reports.flatMap((report) => this.fast.observe(report) ?? []);
  }

  /** Ends a day whose counts are known; `counts` null says that its data are missing, which is not the same as silence. */
  close(day: number, counts: DayCounts | null, { scan = true } = {}): DayFindings {
    if (!counts) return { rises: [], clusters: [] };
    const dayClass = this.options.dayClassOf(day);
    // The scan is held against what was expected before this day was known.
    const clusters = this.clusters?.close(day, dayClass, counts, scan ? this.expectations : undefined) ?? [];
    this.expectations.close(dayClass, counts);
    return { rises: this.slow.close(day, dayClass, counts), clusters };
  }

  /** A whole day of reports: looks at each, then ends the day. */
  day(day: number, reports: readonly Report[]): DayFindings & { bursts: Burst[] } {
    const { space, zoneOffsetMs } = this.options;
    const bursts = this.observe(reports);
    return { bursts, ...this.close(day, countDay(reports, space.topics, zoneOffsetMs)) };
  }
}

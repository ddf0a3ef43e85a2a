/** Thresholds of the detectors. Chosen on the tuning seeds of `npm run bench -- detection`; docs/benchmarks.md has the figures. */
export interface DetectionParameters {
  /** Days that a baseline is taken of: eight of each weekday, as in the heat (baseline.ts). */
  historyDays: number;
  /** Days before today that are left out, so that a burst does not hide its own second day (EARS C2 does the same). */
  guardDays: number;
  /** Days of history that the independence of ward and topic weighs in a cell's own rate. */
  priorDays: number;
  /**
   * Trailing hours that the fast detector looks over: three hours, and an evening with the next morning, since nobody writes
   * at night and half a day (12) lost what had begun after supper.
   */
  windowHours: readonly number[];
  /** Distinct reporters below which nothing is a burst; two households that know each other are four. */
  minReporters: number;
  /**
   * Share of false ones among what is called, of all cells at one moment (Benjamini–Hochberg). It is that large because the
   * minimum already keeps out most of what chance brings: on the tuning seeds .4 false alarms a week came with it.
   */
  falseDiscoveryRate: number;
  /** A burst goes on while its p stays below this, and ends a day after. */
  exitP: number;
  /** The rise that the slow detector is made for. */
  riseRatio: number;
  /** Value of the CUSUM at which a rise is called, and below which it has ended. */
  riseEnter: number;
  riseExit: number;
  /** Days that the slow detector's baseline stays behind, so that it does not learn the rise … */
  riseGuardDays: number;
  /** … and days that it is taken of: fewer, so that a season turning is not a rise. */
  riseHistoryDays: number;
  /** A slow rise is told of series that bring at least so many reports a day; below that a week says nothing. */
  riseMinPerDay: number;
  /** Communities in a cluster at most: a third of a street's. */
  clusterMaxWards: number;
  /** Replicates of the scan's null distribution. */
  clusterReplicates: number;
  /**
   * A cluster is told when chance brings one like it less often than every so many days, by the model. The model is too
   * sure: at 365 days the simulated years had one a week and a half, at ten years one a quarter.
   */
  clusterMinRecurrenceDays: number;
}

/** What a district starts with. */
export const initialDetection: DetectionParameters = {
  historyDays: 56,
  guardDays: 2,
  priorDays: 28,
  windowHours: [3, 16],
  minReporters: 5,
  falseDiscoveryRate: 0.2,
  exitP: 0.01,
  riseRatio: 2,
  riseEnter: 7,
  riseExit: 3,
  riseGuardDays: 7,
  riseHistoryDays: 28,
  riseMinPerDay: 4,
  clusterMaxWards: 15,
  clusterReplicates: 999,
  clusterMinRecurrenceDays: 3650,
};

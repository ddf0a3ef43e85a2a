import type { Session } from '#api/contract/session.ts';

/** Where the district's clock stood, read at a moment of this machine's monotonic clock. */
export interface ClockReading {
  at: number;
  districtMs: number;
  speed: number;
  untilMs: number;
}

/**
 * The district's time for a reading: the wall clock in service, the replayed clock on the demo.
 * `monotonicMs` is performance.now().
 */
export function districtTime(reading: ClockReading, monotonicMs: number): number {
  return Math.min(reading.districtMs + (monotonicMs - reading.at) * reading.speed, reading.untilMs);
}

/** Takes the server's clock as the truth: office machines are minutes off, and deadlines are counted by it. */
export function readClock(clock: Session['clock'], monotonicMs: number): ClockReading {
  const { replay } = clock;
  return {
    at: monotonicMs,
    districtMs: Date.parse(clock.now),
    speed: replay?.speed ?? 1,
    untilMs: replay ? Date.parse(replay.until) : Infinity,
  };
}

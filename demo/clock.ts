/** What a replay runs over; all instants in ms. */
export interface ReplayPlan {
  /** Where replayed time stands until the replay starts. */
  from: number;
  /** Replayed seconds per real second until `until`; from there on time passes as it does outside. */
  speed: number;
  until: number;
}

export interface ReplayClock {
  /** The replayed instant, in ms. Never goes back. */
  now(): number;
  /** Lets time run; a second call changes nothing. */
  start(): void;
  /** What a page shows of it: `replaying` at `speed`, `live` once `until` has passed. */
  state(): { phase: 'waiting' | 'replaying' | 'live'; now: number; speed: number };
}

/**
 * The demo's weekend: Saturday 2020-12-12 07:00, before the first post of story B1, to Sunday 22:00, when the water
 * of story E1 has stopped. At 240 × the twelve posts arrive within 3½ minutes, eight of them in the first 70 seconds.
 */
export const demoWeekend: ReplayPlan = {
  from: Date.parse('2020-12-12T07:00:00+08:00'),
  speed: 240,
  until: Date.parse('2020-12-13T22:00:00+08:00'),
};

/**
 * A clock that waits at `from` until somebody looks, then races to `until` and from there runs as a clock does.
 * `realNow` is the real time in ms; it must not go back (give a monotonic one).
 */
export function createReplayClock(plan: ReplayPlan, realNow: () => number = () => performance.now()): ReplayClock {
  const raceMs = (plan.until - plan.from) / plan.speed;
  let startedAt: number | undefined;
  const elapsed = (): number => (startedAt === undefined ? 0 : realNow() - startedAt);
  const now = (): number => {
    const real = elapsed();
    return Math.floor(real < raceMs ? plan.from + real * plan.speed : plan.until + (real - raceMs));
  };
  return {
    now,
    start() {
      startedAt ??= realNow();
    },
    state() {
      if (startedAt === undefined) return { phase: 'waiting', now: plan.from, speed: 0 };
      const racing = elapsed() < raceMs;
      return { phase: racing ? 'replaying' : 'live', now: now(), speed: racing ? plan.speed : 1 };
    },
  };
}

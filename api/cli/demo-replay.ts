import { createReplayClock, demoWeekend } from '#demo/clock.ts';
import type { Replay } from '../context.ts';

/** The replay of a demo; its clock stands still until the history is in and a page was opened, in whatever order. */
export interface DemoReplay extends Replay {
  /** The history is in. */
  allow(): void;
}

/**
 * The demo's weekend from an instant (ms) on. A page may be opened, or come back by itself from an earlier demo, while the
 * history is still taken in: what happened from then on would come so fast that the history never seemed to end.
 */
export function replayFrom(from: number, speed: number, realNow?: () => number): DemoReplay {
  const until = Math.max(from, demoWeekend.until);
  const clock = createReplayClock({ from, speed, until }, realNow);
  let [isAllowed, isOpened] = [false, false];
  const startWhenBoth = (): void => {
    if (isAllowed && isOpened) clock.start();
  };
  return {
    now: () => clock.now(),
    start: () => {
      isOpened = true;
      startWhenBoth();
    },
    allow: () => {
      isAllowed = true;
      startWhenBoth();
    },
    speed: () => clock.state().speed,
    until: new Date(until).toISOString(),
  };
}

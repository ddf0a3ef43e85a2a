import { describe, expect, it } from 'vitest';
import { createReplayClock, demoWeekend, type ReplayClock } from './clock.ts';

/** A replay over a real clock that the test moves. */
function replay(): { clock: ReplayClock; wait(seconds: number): void } {
  let real = 5_000;
  const clock = createReplayClock(demoWeekend, () => real);
  return {
    clock,
    wait(seconds) {
      real += seconds * 1000;
    },
  };
}
const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

describe('the replay clock', () => {
  it('waits at Saturday 07:00 until it is started', () => {
    const { clock, wait } = replay();
    wait(3600);
    expect(local(clock.now())).toBe('2020-12-12T07:00:00');
    expect(clock.state().phase).toBe('waiting');
  });

  it('reaches the eighth post of the burst (11:40) in 70 real seconds', () => {
    const { clock, wait } = replay();
    clock.start();
    wait(70);
    expect(local(clock.now())).toBe('2020-12-12T11:40:00');
    expect(clock.state()).toEqual({ phase: 'replaying', now: clock.now(), speed: 240 });
  });

  it('passes Sunday 22:00 without a jump and runs at real speed from there', () => {
    const { clock, wait } = replay();
    clock.start();
    wait((39 * 3600) / 240 - 1);
    expect(local(clock.now())).toBe('2020-12-13T21:56:00');
    wait(1);
    expect(local(clock.now())).toBe('2020-12-13T22:00:00');
    wait(60);
    expect(local(clock.now())).toBe('2020-12-13T22:01:00');
    expect(clock.state()).toEqual({ phase: 'live', now: clock.now(), speed: 1 });
  });

  it('is not set back by a second start', () => {
    const { clock, wait } = replay();
    clock.start();
    wait(100);
    const before = clock.now();
    clock.start();
    expect(clock.now()).toBe(before);
  });
});

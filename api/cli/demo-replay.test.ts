import { expect, test } from 'vitest';
import { demoWeekend } from '#demo/clock.ts';
import { replayFrom } from './demo-replay.ts';

const SPEED = 240;

function replayAt(): { replay: ReturnType<typeof replayFrom>; wait: (ms: number) => void } {
  let real = 0;
  return { replay: replayFrom(demoWeekend.from, SPEED, () => real), wait: (ms) => void (real += ms) };
}

test('a page opened while the history is still taken in starts the clock when it is in, from its beginning', () => {
  const { replay, wait } = replayAt();
  replay.start();
  wait(60_000);
  expect(replay.now()).toBe(demoWeekend.from);
  replay.allow();
  wait(1_000);
  expect(replay.now()).toBe(demoWeekend.from + SPEED * 1_000);
});

test('without a page the clock stands, and the first one starts it', () => {
  const { replay, wait } = replayAt();
  replay.allow();
  wait(60_000);
  expect(replay.now()).toBe(demoWeekend.from);
  replay.start();
  wait(1_000);
  replay.start();
  expect(replay.now()).toBe(demoWeekend.from + SPEED * 1_000);
});

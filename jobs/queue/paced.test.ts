import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { paced } from './paced.ts';

it('work begins at once after a pause, and otherwise after a rest that grows with what it took', async () => {
  const starts: number[] = [];
  const work = async (): Promise<void> => {
    starts.push(performance.now());
    await sleep(60);
  };
  const run = paced(work, { share: 2, atLeastMs: 10, atMostMs: 5_000 }, new AbortController().signal);
  const asked = performance.now();
  await run();
  await run();
  expect(starts[0]! - asked).toBeLessThan(60);
  // 60 ms of work and twice as long a rest, less what a timer may be early.
  expect(starts[1]! - starts[0]!).toBeGreaterThan(170);
});

it('a stop ends the rest, and nothing is begun after it', async () => {
  const stop = new AbortController();
  let runs = 0;
  const run = paced(async () => void runs++, { share: 1, atLeastMs: 60_000, atMostMs: 60_000 }, stop.signal);
  await run();
  const waiting = run();
  stop.abort();
  await waiting;
  expect(runs).toBe(1);
});

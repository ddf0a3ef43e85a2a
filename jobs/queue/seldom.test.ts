import { expect, it } from 'vitest';
import { seldom } from './seldom.ts';

it('what is called many times a second is done once a minute, with what the call of that moment says', () => {
  let now = 0;
  const done: string[] = [];
  const tell = seldom(
    (word: string) => done.push(`${now} ${word}`),
    60_000,
    () => now,
  );
  for (; now <= 120_000; now += 250) tell(now === 60_000 ? 'again' : 'away');
  expect(done).toEqual(['0 away', '60000 again', '120000 away']);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GatherIntake } from './gather-intake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('news of one source within a second are one line with their sum and the latest time', () => {
  const told: unknown[] = [];
  const gather = new GatherIntake((news) =>
    told.push(news.map(({ sourceId, accepted, at }) => [sourceId, accepted, at])),
  );
  gather.add({ event: 'intake', sourceId: 'posts', accepted: 2, at: '2020-12-12T01:00:00.000Z' });
  gather.add({ event: 'intake', sourceId: 'hotline', accepted: 1, at: '2020-12-12T01:00:00.100Z' });
  gather.add({ event: 'intake', sourceId: 'posts', accepted: 3, at: '2020-12-12T01:00:00.200Z' });
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([
    [
      ['posts', 5, '2020-12-12T01:00:00.200Z'],
      ['hotline', 1, '2020-12-12T01:00:00.100Z'],
    ],
  ]);
  gather.add({ event: 'intake', sourceId: 'posts', accepted: 4, at: '2020-12-12T01:00:02.000Z' });
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(2);
});

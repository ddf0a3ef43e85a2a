import { describe, expect, test } from 'vitest';
import { BASELINE_DAYS, baselineFor, type DayCounts, dayIn, dayName, dayNumber } from './baseline.ts';

const end = dayNumber('2020-12-12');
const days = (entries: readonly (readonly [string, number])[]): DayCounts => ({
  days: entries.map(([day]) => dayNumber(day)),
  counts: entries.map(([, count]) => count),
});
const everyDay = (count: (day: number) => number): DayCounts => {
  const before = Array.from({ length: BASELINE_DAYS }, (_, i) => end - 1 - i);
  return { days: before, counts: before.map(count) };
};
const none = days([]);

describe('the baseline of a day', () => {
  test('of a constant rate is that rate, without overdispersion', () => {
    expect(
      baselineFor(
        everyDay(() => 3),
        end,
        0,
      ),
    ).toEqual({ perDay: 3, dispersion: 1, days: 56 });
  });

  test('is the mean of eight equal weekdays, drawn toward that of all days by one day’s weight', () => {
    const saturdays = everyDay((day) => ((end - day) % 7 === 0 ? 7 : 0));
    // Eight Saturdays with 7, and one day with the mean of all days, 1.
    expect(baselineFor(saturdays, end, 0).perDay).toBeCloseTo((8 * 7 + 1) / 9, 12);
    expect(baselineFor(saturdays, end - 1, 0).perDay).toBeLessThan(0.2);
  });

  test('neither the day itself nor anything older than eight weeks counts', () => {
    const outside = days([
      ['2020-12-12', 500],
      [dayName(end - BASELINE_DAYS - 1), 500],
    ]);
    expect(baselineFor(outside, end, 0)).toEqual({ perDay: 0, dispersion: 1, days: 56 });
  });

  test('a quiet day counts as 0, a day before the first data not at all', () => {
    const one = days([['2020-12-11', 6]]);
    expect(baselineFor(one, end, end - 2)).toMatchObject({ days: 2, perDay: 3 });
    expect(baselineFor(one, end, 0).perDay).toBeLessThan(0.02);
  });

  test('reports in clumps show as variance over mean, never beyond 5', () => {
    // Counts 0 and 4 in turn: mean 2, variance 4.
    expect(
      baselineFor(
        everyDay((day) => (day % 2) * 4),
        end,
        0,
      ).dispersion,
    ).toBeCloseTo(2, 12);
    expect(baselineFor(days([['2020-12-01', 900]]), end, 0).dispersion).toBe(5);
  });

  test('without a day of history there is none', () => {
    expect(baselineFor(none, end, end)).toEqual({ perDay: 0, dispersion: 1, days: 0 });
    expect(baselineFor(none, end, end + 3)).toEqual({ perDay: 0, dispersion: 1, days: 0 });
  });
});

describe('calendar days', () => {
  test('a number and its name lead back to each other', () => {
    expect(dayName(dayNumber('2020-02-29'))).toBe('2020-02-29');
    expect(dayNumber('2021-03-01') - dayNumber('2021-02-28')).toBe(1);
  });

  test('an instant belongs to the day of the asked time zone', () => {
    const lateUtc = '2020-12-11T16:00:00.000Z';
    expect(dayIn('Asia/Shanghai', lateUtc)).toBe('2020-12-12');
    expect(dayIn('UTC', lateUtc)).toBe('2020-12-11');
    expect(dayIn('Asia/Shanghai', '2020-12-11T15:59:59.999Z')).toBe('2020-12-11');
  });
});

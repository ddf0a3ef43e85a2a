import { describe, expect, test } from 'vitest';
import { firstDaysOf, parsePeriod, periodAt, periodBefore, yearBefore } from './period.ts';

describe('a period', () => {
  test('of a month begins and ends at midnight in Shanghai', () => {
    expect(parsePeriod('2020-12')).toMatchObject({
      label: '2020年12月',
      from: '2020-11-30T16:00:00.000Z',
      to: '2020-12-31T16:00:00.000Z',
      days: 31,
    });
    expect(parsePeriod('2020-02')?.days).toBe(29);
  });

  test('of a week is the ISO week, also over a year’s end', () => {
    expect(parsePeriod('2020-W53')).toMatchObject({ firstDay: '2020-12-28', lastDay: '2021-01-03', days: 7 });
    expect(parsePeriod('2021-W53')).toBeNull();
    expect(periodAt('week', '2021-01-03T15:59:59.000Z').key).toBe('2020-W53');
    expect(periodAt('week', '2021-01-03T16:00:00.000Z').key).toBe('2021-W01');
  });

  test.each(['2020-13', '2020-00', '2020', '2020-W00', '2020-02-30', '2020-1', ''])('is not named by %j', (key) => {
    expect(parsePeriod(key)).toBeNull();
  });

  test('has one before it and one a year earlier', () => {
    expect(periodBefore(parsePeriod('2020-01')!).key).toBe('2019-12');
    expect(yearBefore(parsePeriod('2020-12')!)?.key).toBe('2019-12');
    expect(yearBefore(parsePeriod('2020-W53')!)).toBeNull();
    expect(yearBefore(parsePeriod('2020-02-29')!)).toBeNull();
  });

  test('in part is its first days', () => {
    expect(firstDaysOf(parsePeriod('2020-12')!, 12)).toMatchObject({
      lastDay: '2020-12-12',
      days: 12,
      to: '2020-12-12T16:00:00.000Z',
    });
  });
});

import { describe, expect, test } from 'vitest';
import { dayName, dayNumber } from '../baseline.ts';
import { effectOf } from './effect-of.ts';
import { effectOfDays } from './matter-days.ts';

const quiet = { elsewhereBefore: 0, elsewhereAfter: 0, days: 60, dispersion: 1 };

describe('the effect of something that was done', () => {
  test('is a fall when the whole interval lies below 1', () => {
    // Python: r = ln(10.5/40.5), se = sqrt(1/10.5 + 1/40.5); exp(r ± 1.959963984540054·se).
    const effect = effectOf({ ...quiet, before: 40, after: 10 });
    expect(effect.verdict).toBe('fell');
    expect(effect.ratio).toBeCloseTo(0.259259259259, 9);
    expect(effect.low).toBeCloseTo(0.131509188688, 9);
    expect(effect.high).toBeCloseTo(0.511107734617, 9);
  });
  test('is unclear when as much fell everywhere else', () => {
    const effect = effectOf({ ...quiet, before: 40, after: 20, elsewhereBefore: 400, elsewhereAfter: 200 });
    expect(effect.verdict).toBe('unclear');
    expect(effect.ratio).toBeCloseTo(1.01, 1);
  });
  test('is unclear when reports come in clumps that could explain it', () => {
    expect(effectOf({ ...quiet, before: 40, after: 20 }).verdict).toBe('fell');
    expect(effectOf({ ...quiet, before: 40, after: 20, dispersion: 4 }).verdict).toBe('unclear');
  });
  test('is a rise when it got worse, and is not told of a handful or after a few days', () => {
    expect(effectOf({ ...quiet, before: 10, after: 40 }).verdict).toBe('rose');
    expect(effectOf({ ...quiet, before: 5, after: 0 })).toMatchObject({ verdict: 'tooFew', ratio: null });
    expect(effectOf({ ...quiet, before: 50, after: 0, days: 3 })).toMatchObject({ verdict: 'tooEarly', ratio: null });
  });
});

describe('windows', () => {
  const from = dayNumber('2016-03-01');
  // Story D2: two a day before the first of May, one every second day after it.
  const days = Array.from({ length: 100 }, (_, i) => ({
    day: dayName(from + i),
    matter: from + i <= dayNumber('2016-05-01') ? 2 : i % 2,
    elsewhere: 5,
  }));

  test('are of equal length on both sides of the day, which belongs to neither', () => {
    expect(effectOfDays(days, '2016-05-01', '2016-05-31')).toMatchObject({
      days: 30,
      before: 60,
      after: 15,
      elsewhereBefore: 150,
      elsewhereAfter: 150,
      verdict: 'fell',
    });
  });
  test('are not longer than 90 days', () => {
    expect(effectOfDays(days, '2016-05-01', '2016-12-31').days).toBe(90);
  });
});

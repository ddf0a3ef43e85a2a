import { describe, expect, it } from 'vitest';
import { changeOf, formatDay, formatNumber, formatRatio, formatTime, spanOf } from './format.ts';

describe('numbers', () => {
  it('prints a rate without denominator as a dash and never as 0 %', () => {
    expect(formatRatio(null)).toBe('—');
    expect(formatNumber(null)).toBe('—');
  });
  it('prints 75 of 86 as 87.2 %', () => {
    expect(formatRatio(75 / 86)).toBe('87.2%');
  });
});

describe('what is written by hand', () => {
  it('writes numbers as Intl does, in both languages', () => {
    const values = [0, 0.05, 0.4, 0.5, 1.005, 2.5, 4.05, 12.345, 999.95, 1000, 1234.5, 99_999.5, 1_234_567.25, 1e-9];
    for (const digits of [0, 1, 2])
      for (const locale of ['zh-CN', 'en']) {
        const intl = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
        expect(values.map((value) => formatNumber(value, digits))).toEqual(values.map((value) => intl.format(value)));
      }
    expect(formatNumber(-1234.5, 1)).toBe('-1,234.5');
    expect(formatNumber(-0.01)).toBe('0');
  });
  it('tells Beijing time as Intl does', () => {
    const intl = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    for (let at = Date.UTC(2018, 11, 30, 15, 30); at < Date.UTC(2021, 0, 3); at += 7 * 3_600_000 + 60_000)
      expect(formatDay(at, 'Asia/Shanghai')).toBe(intl.format(at));
  });
});

describe('times', () => {
  it('stand on the wall clock of the district, not of the machine', () => {
    expect(formatTime('2020-12-11T16:30:00.000Z', 'Asia/Shanghai')).toBe('12-12 00:30');
    expect(formatDay('2020-12-11T16:30:00.000Z', 'Asia/Shanghai')).toBe('2020-12-12');
  });
  it('name the year when it is another one', () => {
    const now = Date.parse('2020-12-12T00:00:00.000Z');
    expect(formatTime('2019-06-03T09:00:00.000Z', 'Asia/Shanghai', now)).toBe('2019-06-03 17:00');
  });
  it('print an unreadable instant as a dash', () => {
    expect(formatTime('', 'Asia/Shanghai')).toBe('—');
  });
});

describe('spans', () => {
  it.each([
    { ms: 12_000, unit: 'second', count: 12, rest: 0, sign: 1 },
    { ms: 83 * 60_000, unit: 'hour', count: 1, rest: 23, sign: 1 },
    { ms: -26 * 3_600_000, unit: 'day', count: 1, rest: 2, sign: -1 },
    { ms: 0, unit: 'second', count: 0, rest: 0, sign: 1 },
  ])('$ms ms are $count $unit and $rest', ({ ms, ...span }) => {
    expect(spanOf(ms)).toEqual(span);
  });
});

describe('环比', () => {
  it('has no percentage when the earlier window is empty', () => {
    expect(changeOf(5, 0)).toEqual({ direction: 'up', difference: 5, relative: null });
  });
  it('is absent when a value is missing', () => {
    expect(changeOf(null, 3)).toBeNull();
  });
  it('falls by a quarter from 4 to 3', () => {
    expect(changeOf(3, 4)).toEqual({ direction: 'down', difference: -1, relative: -0.25 });
  });
});

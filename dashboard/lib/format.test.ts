import { describe, expect, it } from 'vitest';
import { changeOf, formatDay, formatNumber, formatRatio, formatTime, spanOf } from './format.ts';

describe('numbers', () => {
  it('prints a rate without denominator as a dash and never as 0 %', () => {
    expect(formatRatio(null, 'zh-CN')).toBe('—');
    expect(formatNumber(null, 'zh-CN')).toBe('—');
  });
  it('prints 75 of 86 as 87.2 %', () => {
    expect(formatRatio(75 / 86, 'zh-CN')).toBe('87.2%');
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

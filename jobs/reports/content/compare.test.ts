import { describe, expect, test } from 'vitest';
import { compareCount, compareShare } from './compare.ts';
import { checkFigure, FigureError, formatShare, shareFigure, wrongShares } from './figures.ts';
import type { Inline } from './model.ts';

const say = (inlines: Inline[]): string =>
  inlines.map((each) => (typeof each === 'string' ? each : each.text)).join('');

describe('a comparison of counts', () => {
  test('says which comparison it is, which way, and from what', () => {
    expect(say(compareCount('x', 'mom', { now: 1232, before: 1170, unit: '件' }))).toBe('环比上升5.3%（上期1170件）');
    expect(say(compareCount('x', 'yoy', { now: 900, before: 1000, unit: '件' }))).toBe('同比下降10%（上年同期1000件）');
    expect(say(compareCount('x', 'mom', { now: 40, before: 40, unit: '件' }))).toBe('环比持平（上期40件）');
  });

  test('of a small base is told in items, and of none not at all', () => {
    expect(say(compareCount('x', 'mom', { now: 3, before: 1, unit: '件' }))).toBe('环比增加2件（上期1件）');
    expect(say(compareCount('x', 'mom', { now: 3, before: 0, unit: '件' }))).toBe('环比增加3件（上期0件）');
    expect(say(compareCount('x', 'yoy', { now: 3, before: null, unit: '件' }))).toBe('上年同期无数据，不作同比');
  });
});

describe('a share', () => {
  test('prints what it is of, whole ones without decimals', () => {
    expect(shareFigure('f', 'feedbackRate', { numerator: 86, denominator: 86 }).text).toBe('100%（86/86）');
    expect(shareFigure('f', 'closeRate', { numerator: 75, denominator: 86 }).text).toBe('87.2%（75/86）');
  });

  test('of nothing is a dash', () => {
    expect(shareFigure('f', 'closeRate', { numerator: 0, denominator: 0 })).toMatchObject({ text: '—', value: null });
    expect(formatShare(1, 0)).toBe('—');
  });

  test('compares in points', () => {
    const of = { now: { numerator: 75, denominator: 86 }, before: { numerator: 60, denominator: 70 } };
    expect(say(compareShare('x', 'mom', of))).toBe('，环比提高1.5个百分点');
    expect(compareShare('x', 'mom', { ...of, before: { numerator: 0, denominator: 0 } })).toEqual([]);
  });

  test('that does not recompute is refused', () => {
    const right = shareFigure('f', 'x', { numerator: 207, denominator: 3942 });
    expect(right.text).toBe('5.3%（207/3942）');
    expect(() => checkFigure(right)).not.toThrow();
    expect(() => checkFigure({ ...right, text: '4.1%（207/3942）' })).toThrow(FigureError);
    expect(() => checkFigure({ ...right, text: '5.3%（208/3942）' })).toThrow(FigureError);
    expect(() => checkFigure({ ...right, value: 0.0411 })).toThrow(FigureError);
  });

  test('typed by hand is checked as well, at the decimals that were typed', () => {
    expect(wrongShares('占4.11%（207/3942），办结率87.2%（75/86），反馈率100％(86／86)')).toEqual([
      { stated: '4.11%（207/3942）', right: '5.3%' },
    ]);
    expect(wrongShares('占5.25%（207/3942）')).toEqual([]);
    expect(wrongShares('办结率0%（0/0）')).toHaveLength(1);
  });
});

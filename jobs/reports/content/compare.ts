import { changeFigure, countFigure, trimmed } from './figures.ts';
import type { Inline } from './model.ts';

/** 环比 (mom, against the period before) or 同比 (yoy, against the same period a year earlier). */
export type Basis = 'mom' | 'yoy';

const BASIS: Record<Basis, { word: string; earlier: string; none: string }> = {
  mom: { word: '环比', earlier: '上期', none: '上期数据不全，不作环比' },
  yoy: { word: '同比', earlier: '上年同期', none: '上年同期无数据，不作同比' },
};
/** Below this base a percentage says more than it knows: 1 → 3 is no 上升200%. */
const LEAST_BASE = 30;

/** How a count compares: 环比上升5.3%（上期1170件）; in items where the base is small; said so where there is none. */
export function compareCount(
  key: string,
  basis: Basis,
  of: { now: number; before: number | null; unit: string },
): Inline[] {
  const { word, earlier, none } = BASIS[basis];
  const { now, before, unit } = of;
  if (before === null) return [none];
  const base = countFigure(`${key}.${basis}Base`, 'documents', before);
  const from: Inline[] = [`（${earlier}`, base, `${unit}）`];
  if (now === before) return [`${word}持平`, ...from];
  const direction = now > before ? '上升' : '下降';
  if (before >= LEAST_BASE)
    return [`${word}${direction}`, changeFigure(`${key}.${basis}`, 'change', { now, before }), ...from];
  const difference = countFigure(`${key}.${basis}Difference`, 'difference', Math.abs(now - before));
  return [`${word}${now > before ? '增加' : '减少'}`, difference, unit, ...from];
}

/** How a share compares: 环比提高1.2个百分点; nothing where one of both has no denominator. */
export function compareShare(key: string, basis: Basis, of: { now: Share; before: Share | null }): Inline[] {
  const { now, before } = of;
  if (!before || now.denominator === 0 || before.denominator === 0) return [];
  const points = 100 * (now.numerator / now.denominator - before.numerator / before.denominator);
  const text = trimmed(Math.abs(points));
  const word = BASIS[basis].word;
  if (text === '0') return [`，${word}持平`];
  return [
    `，${word}${points > 0 ? '提高' : '降低'}`,
    { key: `${key}.${basis}Points`, metric: 'points', value: Number(text), text },
    '个百分点',
  ];
}

export interface Share {
  numerator: number;
  denominator: number;
}

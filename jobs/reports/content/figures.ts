import type { Figure } from './model.ts';

/** A figure that does not follow from its parts: a fault of the generator, or numbers that somebody changed. */
export class FigureError extends Error {
  override readonly name = 'FigureError';
}

/** A share as printed: one decimal, none where it is whole; — where there is nothing to count. 0.8720 is 87.2%. */
export function formatShare(numerator: number, denominator: number): string {
  return denominator === 0 ? '—' : `${trimmed((100 * numerator) / denominator)}%`;
}

/** One decimal, without a trailing zero. Rounded half away from zero, as people recompute it. */
export function trimmed(value: number): string {
  const tenths = Math.round(Math.abs(value) * 10 + 1e-9) / 10;
  return `${value < 0 && tenths !== 0 ? '-' : ''}${tenths}`;
}

/** A count. */
export function countFigure(key: string, metric: string, value: number): Figure {
  return { key, metric, value, text: String(value) };
}

/** A mean or a duration, with one decimal; — where there is none. */
export function meanFigure(key: string, metric: string, value: number | null): Figure {
  return { key, metric, value, text: value === null ? '—' : trimmed(value) };
}

/** A share with what it is of: 87.2%（75/86）; — with a zero denominator. */
export function shareFigure(key: string, metric: string, part: { numerator: number; denominator: number }): Figure {
  const { numerator, denominator } = part;
  const share = formatShare(numerator, denominator);
  const text = denominator === 0 ? share : `${share}（${numerator}/${denominator}）`;
  return { key, metric, value: denominator === 0 ? null : numerator / denominator, text, numerator, denominator };
}

/** How much a count changed, as a share of what it was: 5.3%. Needs a base that is not zero. */
export function changeFigure(key: string, metric: string, of: { now: number; before: number }): Figure {
  const [numerator, denominator] = [Math.abs(of.now - of.before), of.before];
  if (denominator === 0) throw new FigureError(`${key}: no change in percent from zero`);
  return {
    key,
    metric,
    value: numerator / denominator,
    text: formatShare(numerator, denominator),
    numerator,
    denominator,
  };
}

/** Throws FigureError when a ratio's text or value does not recompute from its numerator and denominator. */
export function checkFigure(figure: Figure): void {
  const { key, text, value, numerator, denominator } = figure;
  if (numerator === undefined || denominator === undefined) {
    if (value !== null && text !== String(value) && text !== trimmed(value))
      throw new FigureError(`${key}: ${text} is not ${value}`);
    return;
  }
  const recomputed = formatShare(numerator, denominator);
  const stated = text.split('（')[0];
  const isSame = denominator === 0 ? value === null : Math.abs((value ?? Number.NaN) - numerator / denominator) < 1e-9;
  const parts = /（(\d+)\/(\d+)）$/.exec(text);
  const isOfParts = !parts || (Number(parts[1]) === numerator && Number(parts[2]) === denominator);
  if (stated !== recomputed || !isSame || !isOfParts)
    throw new FigureError(`${key}: ${text} does not recompute from ${numerator}/${denominator}`);
}

/** Shares that somebody typed with their parts, e.g. 4.11%（207/3942）: the wrong ones, with what they should be. */
export function wrongShares(text: string): { stated: string; right: string }[] {
  return [...text.matchAll(/(\d+(?:\.\d+)?)\s*[%％]\s*[（(]\s*(\d+)\s*[/／]\s*(\d+)\s*[）)]/g)].flatMap(
    ([whole, stated = '', numerator = '', denominator = '']) => {
      const share = (100 * Number(numerator)) / Number(denominator);
      const decimals = stated.split('.')[1]?.length ?? 0;
      const isRight = Number(denominator) > 0 && Math.abs(share - Number(stated)) <= 0.5 * 10 ** -decimals + 1e-9;
      return isRight ? [] : [{ stated: whole, right: formatShare(Number(numerator), Number(denominator)) }];
    },
  );
}

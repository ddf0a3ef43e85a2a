import { expect, test } from 'vitest';
import { markedParts } from './marked-parts.ts';

const told = (...args: Parameters<typeof markedParts>): string =>
  markedParts(...args)
    .map(({ text, isMarked }) => (isMarked ? `[${text}]` : text))
    .join('');

test('a text is cut at its marks and loses nothing', () => {
  expect(told('夜间噪音扰民', [[2, 4]])).toBe('夜间[噪音]扰民');
  expect(told('噪音', [[0, 2]])).toBe('[噪音]');
  expect(told('没有', [])).toBe('没有');
});

test('a long text begins shortly before its first mark where it is to be cut', () => {
  const text = `${'前'.repeat(300)}噪音${'后'.repeat(9)}`;
  expect(told(text, [[300, 302]], true)).toBe(`…${'前'.repeat(30)}[噪音]${'后'.repeat(9)}`);
  expect(told(text, [[300, 302]])).toHaveLength(text.length + 2);
});

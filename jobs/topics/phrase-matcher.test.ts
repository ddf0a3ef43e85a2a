import { expect, test } from 'vitest';
import { PhraseMatcher } from './phrase-matcher.ts';

function found(phrases: string[], text: string): [string, number][] {
  const matcher = new PhraseMatcher(phrases);
  const hits = matcher.scan(text);
  return hits.flatMap((id, at) => (at % 2 === 0 ? [[matcher.phrases[id]!, hits[at + 1]!] as [string, number]] : []));
}

test('the longest phrase at a position wins and is not counted again inside', () => {
  expect(found(['停车', '停车位', '车位'], '小区停车位太少，停车难')).toEqual([
    ['停车位', 2],
    ['停车', 8],
  ]);
});

test('two characters found by accident do not hide the word behind them', () => {
  expect(found(['大火', '火车站'], '最大火车站')).toEqual([
    ['大火', 1],
    ['火车站', 2],
  ]);
});

test('phrases at the very start and end of a text are found', () => {
  expect(found(['路灯', '不亮'], '路灯全部不亮')).toEqual([
    ['路灯', 0],
    ['不亮', 4],
  ]);
});

test('two phrases whose first characters fall into one bucket do not shadow each other', () => {
  const many = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(0x4e00 + index, 0x4e00 + index * 3));
  const matcher = new PhraseMatcher(many);
  expect(many.map((phrase) => matcher.phrases[matcher.scan(phrase)[0]!])).toEqual(many);
});

test('a phrase of one character is refused', () => {
  expect(() => new PhraseMatcher(['火'])).toThrow(RangeError);
});

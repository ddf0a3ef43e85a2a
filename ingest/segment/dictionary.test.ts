import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';

const word = (text: string, tag = 'n', frequency = 50) => ({ word: text, frequency, tag });
const has = (dictionary: Dictionary, text: string): boolean => dictionary.find(text, 0, text.length) !== 0;
const tagOf = (dictionary: Dictionary, text: string) =>
  dictionary.tagNames[dictionary.tags[dictionary.find(text, 0, text.length)]!];

test('a dictionary finds its words and nothing else', () => {
  const dictionary = Dictionary.of([word('停车'), word('停车场'), word('车')]);
  expect(['停车', '停车场', '车'].every((text) => has(dictionary, text))).toBe(true);
  expect(['停', '停车场地', '场'].some((text) => has(dictionary, text))).toBe(false);
});

test('words added go into a copy and replace their entries there', () => {
  const base = Dictionary.of([word('停车'), word('车')]);
  const wider = base.with([word('停车', 'v', 20), word('停车难')]);
  expect(has(base, '停车难')).toBe(false);
  expect(has(wider, '停车难')).toBe(true);
  expect([tagOf(base, '停车'), tagOf(wider, '停车')]).toEqual(['n', 'v']);
  expect(wider.weights[wider.find('停车', 0, 2)]).toBeCloseTo(Math.log(20 / 100));
});

test('it grows with its words', () => {
  const words = Array.from({ length: 20_000 }, (_, i) => word(String.fromCharCode(0x4e00 + (i % 200), 0x4e00 + i)));
  const dictionary = Dictionary.of(words);
  expect(words.every((entry) => has(dictionary, entry.word))).toBe(true);
});

import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from './break-lines.ts';

const measure = (text: string): number => [...text].reduce((sum, each) => sum + (/[ -~]/.test(each) ? 0.5 : 1), 0);
const lines = (text: string, indent = 0): string[] => breakLines(text, { width: 10, indent, measure });

test('a line holds as many characters as fit, the first two fewer', () => {
  expect(lines('一二三四五六七八九十一二三四五六七八九十一二三', 2)).toEqual([
    '一二三四五六七八',
    '九十一二三四五六七八',
    '九十一二三',
  ]);
});

test('no line begins with a closing mark or ends with an opening one', () => {
  expect(lines('一二三四五六七八九十。一二')).toEqual(['一二三四五六七八九', '十。一二']);
  expect(lines('一二三四五六七八九（十一）')).toEqual(['一二三四五六七八九', '（十一）']);
});

test('a number stays whole, a word longer than a line does not', () => {
  expect(lines('一二三四五六七八1234.5%二')).toEqual(['一二三四五六七八', '1234.5%二']);
  expect(lines('a'.repeat(45)).map((line) => line.length)).toEqual([20, 20, 5]);
});

test('nothing is lost and nothing is too wide', () => {
  assert(
    property(string({ maxLength: 80 }), (text) => {
      const broken = lines(text, 2);
      return broken.join('') === text && broken.every((line) => measure(line) <= 10.01);
    }),
  );
});

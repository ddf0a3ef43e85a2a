import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

const cases: { name: string; weeks: number[]; age?: number; is: string }[] = [
  { name: 'first heard of six days ago', weeks: [9, 0, 0, 0, 0], age: 6, is: 'new' },
  { name: 'first heard of a week ago', weeks: [9, 0, 0, 0, 0], age: 7, is: 'sporadic' },
  { name: 'half as much again as last week', weeks: [6, 4, 0, 0, 0], is: 'intensifying' },
  { name: 'a little less than half as much again', weeks: [5, 4, 0, 0, 0], is: 'continuing' },
  { name: 'twice as much, but only by one', weeks: [2, 1, 0, 0, 0], is: 'continuing' },
  { name: 'three times as much, from one', weeks: [3, 1, 0, 0, 0], is: 'intensifying' },
  { name: 'this week after a silent one', weeks: [9, 0, 3, 0, 0], is: 'sporadic' },
  { name: 'four of the last five weeks, silent this week', weeks: [0, 1, 1, 1, 1], is: 'persistent' },
  { name: 'each week, and growing', weeks: [9, 4, 4, 4, 4], is: 'intensifying' },
  { name: 'this week and last', weeks: [3, 3, 0, 0, 0], is: 'continuing' },
  { name: 'last week only', weeks: [0, 3, 0, 0, 0], is: 'sporadic' },
  { name: 'nothing in five weeks', weeks: [0, 0, 0, 0, 0], is: 'sporadic' },
];

test.each(cases)('$name: $is', ({ weeks, age = 60, is }) => {
  expect(trendOf(weeks, age)).toBe(is);
});

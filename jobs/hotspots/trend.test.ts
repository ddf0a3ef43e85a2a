import { expect, test } from 'vitest';
import { dayName, dayNumber } from './baseline.ts';
import { trendOf } from './trend.ts';

const today = '2020-12-12';
const ago = (days: number): string => dayName(dayNumber(today) - days);
/** Reporters per week, this week first; each week's fall on its most recent day. */
const weekly = (...reporters: number[]): [string, number][] => reporters.map((count, week) => [ago(week * 7), count]);

const cases: { name: string; days: [string, number][]; firstDay?: string; is: string }[] = [
  { name: 'first heard of six days ago', days: weekly(9), firstDay: ago(6), is: 'new' },
  { name: 'first heard of a week ago', days: weekly(9), firstDay: ago(7), is: 'sporadic' },
  { name: 'half as much again as last week', days: weekly(6, 4), is: 'intensifying' },
  { name: 'a little less than half as much again', days: weekly(5, 4), is: 'continuing' },
  { name: 'twice as much, but only by one', days: weekly(2, 1), is: 'continuing' },
  { name: 'three times as much, from one', days: weekly(3, 1), is: 'intensifying' },
  { name: 'this week after a silent one', days: weekly(9, 0, 3), is: 'sporadic' },
  { name: 'four of the last five weeks, silent this week', days: weekly(0, 1, 1, 1, 1), is: 'persistent' },
  { name: 'each week, and growing', days: weekly(9, 4, 4, 4, 4), is: 'intensifying' },
  { name: 'this week and last', days: weekly(3, 3), is: 'continuing' },
  { name: 'last week only', days: weekly(0, 3), is: 'sporadic' },
  {
    name: 'six and seven days ago are this week and last',
    days: [
      [ago(6), 2],
      [ago(7), 2],
    ],
    is: 'continuing',
  },
  { name: 'five weeks ago is too long ago', days: [[ago(35), 9]], is: 'sporadic' },
  { name: 'a day that has not come yet', days: [[ago(-1), 9]], is: 'sporadic' },
];

test.each(cases)('$name: $is', ({ days, firstDay = ago(60), is }) => {
  expect(trendOf(days, today, firstDay)).toBe(is);
});

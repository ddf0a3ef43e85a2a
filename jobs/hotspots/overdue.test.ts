import { expect, test } from 'vitest';
import { shippedCalendar } from '../alerts/calendar/working-calendar.ts';
import { overdueCounter } from './overdue.ts';

const counter = (at: string) => overdueCounter(shippedCalendar(), { at, dutyDays: 5 });

test('within five working days nothing is overdue: a Saturday’s post has until the next Friday', () => {
  expect(counter('2020-12-18T09:00:00.000Z')('2020-12-12T02:00:00.000Z')).toBe(0);
});
test('each working day beyond the duty counts one, a weekend none', () => {
  const monday = '2020-12-21T09:00:00.000Z';
  expect(counter(monday)('2020-12-12T02:00:00.000Z')).toBe(1);
  expect(counter('2020-12-20T09:00:00.000Z')('2020-12-12T02:00:00.000Z')).toBe(0);
});
test('no more than ten days are counted', () => {
  expect(counter('2020-12-21T09:00:00.000Z')('2020-06-01T02:00:00.000Z')).toBe(10);
});
test('a year whose calendar is not published counts nothing', () => {
  expect(counter('2027-11-01T02:00:00.000Z')('2027-10-01T02:00:00.000Z')).toBe(0);
});

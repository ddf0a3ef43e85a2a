import { expect, it } from 'vitest';
import { instantOn, shippedCalendar } from '../alerts/calendar/working-calendar.ts';
import { monthToFreeze } from './freeze-due-month.ts';

const calendar = shippedCalendar();

it.each([
  ['the third working day of a month that begins on a Tuesday', '2020-12-03', 3, '2020-11'],
  ['not the day before', '2020-12-02', 3, undefined],
  ['a later day, should the server have been off', '2020-12-20', 3, '2020-11'],
  ['after eight days off in October 2025, the third working day is the 11th, a Saturday', '2025-10-11', 3, '2025-09'],
  ['and not the 10th', '2025-10-10', 3, undefined],
  ['over the year', '2021-01-06', 3, '2020-12'],
  ['never, where it is set so', '2020-12-20', 0, undefined],
  ['never by guessing: 2027 is not published', '2027-01-20', 3, undefined],
])('the month before is frozen on %s', (_name, day, nth, month) => {
  expect(monthToFreeze(calendar, instantOn(day, 8 * 60), nth)).toBe(month);
});

import { expect, it } from 'vitest';
import { instantOn } from '../calendar/working-calendar.ts';
import { afterQuietHours, defaultQuietHours } from './quiet-hours.ts';

it.each([
  ['21:59', 21 * 60 + 59, '2020-12-12', 21 * 60 + 59],
  ['22:00', 22 * 60, '2020-12-13', 7 * 60],
  ['midnight', 0, '2020-12-12', 7 * 60],
  ['06:59', 6 * 60 + 59, '2020-12-12', 7 * 60],
  ['07:00', 7 * 60, '2020-12-12', 7 * 60],
])('a message of %s goes out then or in the morning', (_name, minute, day, until) => {
  expect(afterQuietHours(instantOn('2020-12-12', minute), defaultQuietHours)).toBe(instantOn(day, until));
});

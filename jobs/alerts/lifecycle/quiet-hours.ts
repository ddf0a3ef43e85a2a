import { dayOf, instantOn, shiftDay } from '../calendar/working-calendar.ts';

// No messages from 22:00 to 07:00 in Asia/Shanghai, except 红. Minutes after midnight.
const from = 22 * 60;
const until = 7 * 60;

/** `now` itself by day; in the quiet hours the next 07:00. */
export function afterQuietHours(now: string): string {
  const day = dayOf(now);
  const morning = instantOn(day, until);
  if (now < morning) return morning;
  return now < instantOn(day, from) ? now : instantOn(shiftDay(day, 1), until);
}

/** The next 07:00: of today before it, else of tomorrow. */
export function nextMorning(now: string): string {
  const day = dayOf(now);
  const morning = instantOn(day, until);
  return now < morning ? morning : instantOn(shiftDay(day, 1), until);
}

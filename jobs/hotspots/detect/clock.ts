import { dayIn, dayNumber } from '../baseline.ts';

const DAY_MS = 86_400_000;

/** Days of a time zone around an instant. */
export interface Clock {
  /** Number of the calendar day of `at`. */
  today: number;
  zoneOffsetMs: number;
  /** The instant that a day begins at. */
  startOf: (day: number) => string;
}

/** The clock of a zone at an instant; its offset is taken as the same on the days around, as in China. */
export function clockOf(timeZone: string, at: string): Clock {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? ['', '+', '0', '0'];
  const zoneOffsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return {
    today: dayNumber(dayIn(timeZone, at)),
    zoneOffsetMs,
    startOf: (day) => new Date(day * DAY_MS - zoneOffsetMs).toISOString(),
  };
}

import published from './cn-holidays.json' with { type: 'json' };

const msPerMinute = 60_000;
const msPerDay = 86_400_000;
// Asia/Shanghai has had no summer time since 1991, so one offset is right for every instant we meet.
const shanghaiOffsetMs = 8 * 60 * msPerMinute;

/** The next year's calendar is published each autumn (日历未发布 until then): never guessed. */
export interface Uncovered {
  kind: 'uncovered';
  year: number;
}

/** Month and day (MM-DD) of days off, of weekends that are worked, and of days that end at noon. */
interface CalendarYear {
  off: ReadonlySet<string>;
  work: ReadonlySet<string>;
  half?: ReadonlySet<string>;
}

/** Working days by State Council notice, and the hours of a working day in Asia/Shanghai. */
export interface WorkingCalendar {
  /** Stored with every deadline that was computed by it. */
  readonly version: string;
  readonly years: ReadonlyMap<number, CalendarYear>;
  /** Minutes after midnight; the lunch break counts, as a resident would count. */
  readonly opensAt: number;
  readonly closesAt: number;
}

/**
 * The calendar shipped with the product, 2018–2026, from the npm package chinese-days 1.5.7 (MIT), which
 * compiles the State Council's notices; its test regenerates the file. 09:00–17:30 unless told otherwise.
 */
export function shippedCalendar(hours: { opensAt?: number; closesAt?: number } = {}): WorkingCalendar {
  const { opensAt = 9 * 60, closesAt = 17 * 60 + 30 } = hours;
  if (closesAt <= opensAt) throw new RangeError('a working day closes after it opens');
  const years = new Map(
    Object.entries(published.years).map(([year, days]) => [
      Number(year),
      { off: new Set(days.off.split(' ')), work: new Set(days.work.split(' ')) },
    ]),
  );
  return { version: published.version, years, opensAt, closesAt };
}

/** A calendar with some years put in the place of its own, under a version of its own. */
export function withYears(
  calendar: WorkingCalendar,
  years: readonly { year: number; off: readonly string[]; work: readonly string[]; half: readonly string[] }[],
  version: string,
): WorkingCalendar {
  const all = new Map(calendar.years);
  for (const { year, off, work, half } of years)
    all.set(year, { off: new Set(off), work: new Set(work), half: new Set(half) });
  return { ...calendar, version, years: all };
}

// 女职工节、五四 and local orders give half a day: the morning is worked.
const noon = 12 * 60;

/** When a working day ends, in minutes after midnight. */
export function closeOf(calendar: WorkingCalendar, day: string): number {
  const half = calendar.years.get(Number(day.slice(0, 4)))?.half?.has(day.slice(5)) ?? false;
  return half ? Math.min(noon, calendar.closesAt) : calendar.closesAt;
}

/** The calendar day in Asia/Shanghai, YYYY-MM-DD, that an instant falls on. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** The instant of `minutes` after midnight in Asia/Shanghai on `day`. */
export function instantOn(day: string, minutes: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs + minutes * msPerMinute).toISOString();
}

/** The day `count` calendar days after `day`. */
export function shiftDay(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * msPerDay).toISOString().slice(0, 10);
}

/** Whether people work on `day`: holidays and make-up days as published, else Monday to Friday. */
export function dayKind(calendar: WorkingCalendar, day: string): 'working' | 'off' | 'uncovered' {
  const year = calendar.years.get(Number(day.slice(0, 4)));
  if (!year) return 'uncovered';
  const monthDay = day.slice(5);
  if (year.work.has(monthDay)) return 'working';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return year.off.has(monthDay) || weekday === 0 || weekday === 6 ? 'off' : 'working';
}

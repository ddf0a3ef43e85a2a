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

/** Working days by State Council notice, and the hours of a working day in Asia/Shanghai. */
export interface WorkingCalendar {
  /** Stored with every deadline that was computed by it. */
  readonly version: string;
  readonly years: ReadonlyMap<number, { off: ReadonlySet<string>; work: ReadonlySet<string> }>;
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

import { dayOf, instantOn, shiftDay } from '../alerts/calendar/working-calendar.ts';

export const periodKinds = ['month', 'week', 'day'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A calendar period in Asia/Shanghai; from and to are UTC instants, half-open. */
export interface Period {
  kind: PeriodKind;
  /** 2020-11, 2020-W46 (ISO week) or 2020-11-09. */
  key: string;
  /** 2020年11月, 2020年第46周（11月9日至15日）, 2020年11月9日. */
  label: string;
  firstDay: string;
  lastDay: string;
  from: string;
  to: string;
  days: number;
}

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;

/** The period that a key names; null when it is no key of a period. */
export function parsePeriod(key: string): Period | null {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(key)) return month(Number(key.slice(0, 4)), Number(key.slice(5)));
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(key) && !Number.isNaN(Date.parse(key));
  return isDay && shiftDay(key, 0) === key ? day(key) : null;
}

/** The period of a kind that an instant falls into. */
export function periodAt(kind: PeriodKind, instant: string): Period {
  const today = dayOf(instant);
  if (kind === 'day') return day(today);
  if (kind === 'month') return month(Number(today.slice(0, 4)), Number(today.slice(5, 7)));
  return weekOf(today);
}

/** The period before: 环比. */
export function periodBefore(period: Period): Period {
  return periodAt(period.kind, instantOn(shiftDay(period.firstDay, -1), 0));
}

/** The same month, week or day a year earlier: 同比. Weeks go by their number, so that weekdays agree. */
export function yearBefore(period: Period): Period | null {
  const year = Number(period.key.slice(0, 4)) - 1;
  return parsePeriod(`${year}${period.key.slice(4)}`);
}

/** The first `days` days of a period: what a part of a period is compared with. */
export function firstDaysOf(period: Period, days: number): Period {
  if (days >= period.days) return period;
  const lastDay = shiftDay(period.firstDay, days - 1);
  return { ...period, ...span(period.firstDay, lastDay) };
}

/** 11月9日 of 2020-11-09. */
export function monthDay(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

/** 2020年11月9日 of 2020-11-09. */
export function fullDay(date: string): string {
  return `${date.slice(0, 4)}年${monthDay(date)}`;
}

function month(year: number, number: number): Period {
  const key = `${year}-${String(number).padStart(2, '0')}`;
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
  return { kind: 'month', key, label: `${year}年${number}月`, ...span(`${key}-01`, shiftDay(next, -1)) };
}

function day(date: string): Period {
  return { kind: 'day', key: date, label: fullDay(date), ...span(date, date) };
}

/** ISO 8601: week 1 holds the year's first Thursday; weeks begin on Monday. */
function isoWeek(year: number, number: number): Period | null {
  const monday = shiftDay(mondayOf(`${year}-01-04`), (number - 1) * DAYS_IN_WEEK);
  const found = weekOf(monday);
  return found.key === `${year}-W${String(number).padStart(2, '0')}` ? found : null;
}

function weekOf(date: string): Period {
  const monday = mondayOf(date);
  const sunday = shiftDay(monday, DAYS_IN_WEEK - 1);
  const year = Number(shiftDay(monday, 3).slice(0, 4));
  const number = 1 + (Date.parse(monday) - Date.parse(mondayOf(`${year}-01-04`))) / (DAYS_IN_WEEK * DAY_MS);
  const key = `${year}-W${String(number).padStart(2, '0')}`;
  return {
    kind: 'week',
    key,
    label: `${year}年第${number}周（${monthDay(monday)}至${monthDay(sunday)}）`,
    ...span(monday, sunday),
  };
}

function mondayOf(date: string): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % DAYS_IN_WEEK;
  return shiftDay(date, -weekday);
}

function span(firstDay: string, lastDay: string): Pick<Period, 'firstDay' | 'lastDay' | 'from' | 'to' | 'days'> {
  const [from, to] = [instantOn(firstDay, 0), instantOn(shiftDay(lastDay, 1), 0)];
  return { firstDay, lastDay, from, to, days: Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) };
}

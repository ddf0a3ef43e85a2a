/** What a day of the working calendar is: by the weekday alone, or as the office has entered it. */
type DayMark = 'off' | 'work' | 'half' | 'plain';

/** One year as the setting of the working calendar holds it: days as MM-DD. */
export interface CalendarYear {
  year: number;
  off: string[];
  work: string[];
  half: string[];
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The days of a month in weeks that begin on Monday, as MM-DD; '' before the first and after the last. */
export function weeksOf(year: number, month: number): string[][] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = [
    ...Array.from({ length: first }, () => ''),
    ...Array.from({ length: count }, (_, n) => `${two(month)}-${two(n + 1)}`),
  ];
  while (days.length % 7 > 0) days.push('');
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

export const isWeekend = (year: number, monthDay: string): boolean =>
  [0, 6].includes(new Date(`${year}-${monthDay}T00:00:00Z`).getUTCDay());

export function markOf(entry: CalendarYear | undefined, monthDay: string): DayMark {
  if (entry?.off.includes(monthDay)) return 'off';
  if (entry?.half.includes(monthDay)) return 'half';
  return entry?.work.includes(monthDay) ? 'work' : 'plain';
}

/** The next mark of a day by a press: a working day 放假 → 半天 → plain, a weekend 上班 → 放假 → plain. */
export function nextMark(current: DayMark, weekend: boolean): DayMark {
  const order: readonly DayMark[] = weekend ? ['plain', 'work', 'off'] : ['plain', 'off', 'half'];
  return order[(order.indexOf(current) + 1) % order.length] ?? 'plain';
}

/** The year with one day marked. */
export function withMark(entry: CalendarYear, monthDay: string, mark: DayMark): CalendarYear {
  const list = (kind: 'off' | 'work' | 'half'): string[] => {
    const rest = entry[kind].filter((day) => day !== monthDay);
    return mark === kind ? [...rest, monthDay].sort() : rest;
  };
  return { year: entry.year, off: list('off'), work: list('work'), half: list('half') };
}

/** What a pasted notice says, and the words of it that name a day but were not understood. */
interface ReadNotice {
  off: string[];
  work: string[];
}

const span =
  /(\d{1,2})月(\d{1,2})日(?:[（(][^）)]*[）)])?(?:\s*(?:至|—|–|－|-|到)\s*(?:(\d{1,2})月)?(\d{1,2})日(?:[（(][^）)]*[）)])?)?/g;

/**
 * Days off and weekends worked in the words of the State Council’s yearly notice: "五、国庆节：10月1日（周四）至7日（周三）放假调休，
 * 共7天。9月20日（周日）、10月10日（周六）上班。" A clause is worked or off by the verb that ends it.
 */
export function readNotice(year: number, text: string): ReadNotice {
  const off = new Set<string>();
  const work = new Set<string>();
  for (const clause of text.split(/[。；;\n]/)) {
    const isWork = clause.includes('上班');
    if (!isWork && !clause.includes('放假')) continue;
    for (const day of daysIn(year, clause)) (isWork ? work : off).add(day);
  }
  return { off: [...off].filter((day) => !work.has(day)).sort(), work: [...work].sort() };
}

/** Midnight UTC of a day; undefined where the year has no such day. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : undefined;
}

/** Every day that a clause names, ranges filled in; what is no day of the year is left out. */
function daysIn(year: number, clause: string): string[] {
  return [...clause.matchAll(span)].flatMap(([, month, day, toMonth, toDay]) => {
    const from = dayNumber(year, Number(month), Number(day));
    const to = toDay === undefined ? from : dayNumber(year, Number(toMonth ?? month), Number(toDay));
    if (from === undefined || to === undefined) return [];
    const count = Math.min(Math.round((to - from) / 86_400_000), LONGEST_HOLIDAY);
    return Array.from({ length: Math.max(0, count + 1) }, (_, n) => new Date(from + n * 86_400_000).toISOString()).map(
      (instant) => instant.slice(5, 10),
    );
  });
}
/** 2020, the longest so far, had ten days; a misread range must not take a month. */
const LONGEST_HOLIDAY = 15;

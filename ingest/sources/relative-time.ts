import { instantToWall, wallToInstant } from './zone-time.ts';

const DAY_MS = 86_400_000;

/** Words for a day, as far before the day on which they were written. */
const DAY_WORD = /^(大前|前|昨|今)(?:[天日]|(?=[早晚晨]))\s*/;
const DAYS_BACK: Record<string, number> = { 大前: 3, 前: 2, 昨: 1, 今: 0 };
/** 今早9点, 昨晚 21:05: the half of the day in one syllable. */
const HALVES: Record<string, string> = { 早: '早上', 晨: '早上', 晚: '晚上' };

const AGO = /^(?:大?约)?\s*(\d{1,5}|半|[一二两三四五六七八九十])\s*个?(秒|分|小时|钟头|天|日|周|星期)钟?(?:之|以)?前$/;
const UNIT_MS: Record<string, number> = {
  秒: 1000,
  分: 60_000,
  小时: 3_600_000,
  钟头: 3_600_000,
  天: DAY_MS,
  日: DAY_MS,
  周: 7 * DAY_MS,
  星期: 7 * DAY_MS,
};
const NUMERALS = '一二三四五六七八九十';
const JUST_NOW = /^(?:刚刚|刚才)$/;
const WEEKDAY = /^(?:星期|周|礼拜)([日天一二三四五六])\s*(?=\D*\d)/;
/** Days from Monday to a day that counts from Sunday. */
const fromMonday = (day: number): number => (day + 6) % 7;
/** 上周五 10:30, 本周一: weeks begin on Monday. */
const WEEK_DAY = /^(上|本|这)个?(?:周|星期|礼拜)([日天一二三四五六])\s*/;
const WEEKDAYS = '日一二三四五六';
const MONTH_DAY = /^(\d{1,2})(?:[-/](\d{1,2})|月(\d{1,2})日?)(?=\s|$)/;

/** True for words that mean a time only together with the instant at which they were written. */
export const isRelativeTime = (text: string): boolean =>
  [DAY_WORD, AGO, JUST_NOW, WEEKDAY, WEEK_DAY, MONTH_DAY].some((pattern) => pattern.test(text));

const numberOf = (word: string): number =>
  word === '半' ? 0.5 : word === '两' ? 2 : NUMERALS.includes(word) ? NUMERALS.indexOf(word) + 1 : Number(word);

const dayOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/**
 * 昨天 12:30, 星期三 9:05, 12-11 09:30 with the day written out (a local time still), 3分钟前 as an instant; `undefined`
 * for what is no such time. `at` is when the words were written. Days count by the calendar of `zone`; 3天前 is a day,
 * and so its midnight. A month and day are the last such day that is not after `at`.
 */
export function writtenOut(text: string, zone: string, at: Date): string | undefined {
  const now = at.getTime();
  const wall = instantToWall(now, zone);
  const word = DAY_WORD.exec(text);
  if (word) {
    const rest = text.slice(word[0].length).replace(/^[早晨晚](?!上)/, (half) => HALVES[half] ?? half);
    return `${dayOf(wall - DAYS_BACK[word[1]!]! * DAY_MS)} ${rest}`.trimEnd();
  }
  if (JUST_NOW.test(text)) return new Date(now).toISOString();
  const ago = AGO.exec(text);
  if (ago) return beforeNow(numberOf(ago[1]!), UNIT_MS[ago[2]!]!, { now, zone });
  const weekday = WEEKDAY.exec(text);
  if (weekday) {
    const name = WEEKDAYS.indexOf(weekday[1]!.replace('天', '日'));
    // A chat shows the name of a day for the six days before yesterday; today's own name is last week's day.
    const back = (new Date(wall).getUTCDay() - name + 7) % 7 || 7;
    return `${dayOf(wall - back * DAY_MS)} ${text.slice(weekday[0].length)}`;
  }
  const ofWeek = WEEK_DAY.exec(text);
  if (ofWeek) {
    const since = fromMonday(new Date(wall).getUTCDay()) - fromMonday(WEEKDAYS.indexOf(ofWeek[2]!.replace('天', '日')));
    const back = since + (ofWeek[1] === '上' ? 7 : 0);
    // A day of this week that is still to come was not written about yet.
    return back < 0 ? undefined : `${dayOf(wall - back * DAY_MS)} ${text.slice(ofWeek[0].length)}`.trimEnd();
  }
  const day = MONTH_DAY.exec(text);
  return day ? inYear(day, text, wall) : undefined;
}

function beforeNow(count: number, unit: number, { now, zone }: { now: number; zone: string }): string {
  const then = now - count * unit;
  if (unit >= DAY_MS) {
    const midnight = Math.floor(instantToWall(then, zone) / DAY_MS) * DAY_MS;
    return new Date(wallToInstant(midnight, zone)).toISOString();
  }
  // As exact as the words are, so that asking again within the minute gives the same.
  return new Date(Math.floor(then / 60_000) * 60_000).toISOString();
}

function inYear(day: RegExpExecArray, text: string, wall: number): string {
  const [whole, month = '', byMark, byWord] = day;
  const monthDay = `${month.padStart(2, '0')}-${(byMark ?? byWord ?? '').padStart(2, '0')}`;
  const year = new Date(wall).getUTCFullYear();
  return `${monthDay > dayOf(wall).slice(5) ? year - 1 : year}-${monthDay}${text.slice(whole.length)}`;
}

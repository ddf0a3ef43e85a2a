import { type DateVotes, type DecidedDates, inOrder, readingsOf } from './date-order.ts';
import { plainTime } from './plain-time.ts';
import { isRelativeTime, writtenOut } from './relative-time.ts';
import { timeValue } from './time-value.ts';
import { instantToWall, offsetMinutes, wallToInstant } from './zone-time.ts';

/** How a platform writes an instant. `auto` knows ISO 8601, local date-times and epochs by their size. */
export const timeFormats = ['auto', 'epochSeconds', 'epochMillis'] as const;
export type TimeFormat = (typeof timeFormats)[number];

/** Epochs above this are milliseconds: as seconds it would be the year 5138. */
const MILLIS_FROM = 1e11;
/** And above this microseconds, as logs and databases count. */
const MICROS_FROM = 1e15;
/** Days of a spreadsheet for 2000-01-01 … 2100-01-01; other numbers of five digits are numbers. */
const SERIALS = { from: 36_526, to: 73_051, epochDays: 25_569 };
const SERIAL = /^\d{5}(?:\.\d{1,12})?$/;
/** 2000-01-01 … 2100-01-01: outside it a number is no time of these platforms (an id, a duration). */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Where a time was written: its zone, and what the text alone leaves open. */
export interface TimePlace extends DecidedDates {
  zone: string;
  /** When the words were written: 昨天, 3分钟前 and a day without its year count from it. Without it they are no time. */
  at?: Date | undefined;
  /** Is told the dates whose order has to be found out. Without `leads` and `order` such a day is not guessed. */
  votes?: DateVotes | undefined;
}

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间)?\s*(\d{1,2})(?:[:时点](\d{1,2})|[时点])(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?秒?)?分?)?\s*([AP]M)?\s*(Z|UTC|GMT|CST|北京时间|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?$/iu;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
/** ASP.NET’s JSON: /Date(1606788000000+0800)/; the offset says how to show it, not when it was. */
const ASP_DATE = /^\/Date\((\d{9,13})(?:[+-]\d{4})?\)\/$/;
/** RFC 1123, JavaScript and US forms: [Tue,] 01 Dec 2020 | [Tue] Dec 1[,] 2020, then a clock and an offset or a half. */
const WORDED =
  /^(?:[a-z]{3,9},? )?(?:(\d{1,2}) ([a-z]{3})[a-z]*|([a-z]{3})[a-z]* (\d{1,2})),? (\d{4}),?(?: (?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)? ?(?:(Z|UTC|GMT|CST)?([+-]\d{2}:?\d{2})?)(?: \(.{1,40}\))?)?$/i;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** The day or the month in front, the year at the end. */
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=\D|$)/;
/** Three parts of which none is a year by its length. */
const SHORT = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})(?=[ T]|$)/;

/** The longest form is JavaScript's own, with the name of the zone in brackets. */
const LONGEST = 70;

/** The hour of 24 that a clock of twelve shows; NaN where the two contradict each other. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  const isMorning = /^(?:凌晨|清晨|早上|早晨|上午|AM)$/i.test(half);
  if (hour === 12) return isMorning ? 0 : half.startsWith('晚') ? Number.NaN : 12;
  // 中午11:30 is before noon.
  return isMorning || (half === '中午' && hour > 9) ? hour : hour + 12;
}

function fromFields(fields: (string | undefined)[], zone: string): number | undefined {
  const [year, month, day, part, clock = '0', minute = '0', second = '0', fraction = '', half, offset] = fields;
  const hour = hourOf(Number(clock), part ?? half);
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const [minutes, seconds] = [Number(minute), Number(second)];
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const back = new Date(midnight);
  // Date.UTC rolls 30 February over to March: such a date is a mistake, not another day.
  if (back.getUTCMonth() !== Number(month) - 1 || back.getUTCDate() !== Number(day)) return undefined;
  // 24:00:00 is how some systems write the end of a day.
  const isEndOfDay = hour === 24 && minutes === 0 && seconds === 0;
  if (!(hour <= 23 || isEndOfDay) || minutes > 59 || seconds > 59) return undefined;
  const wall = midnight + ((hour * 60 + minutes) * 60 + seconds) * 1000 + ms;
  return offset ? wall - offsetMinutes(offset, zone) * 60_000 : wallToInstant(wall, zone);
}

function fromWords(text: string, zone: string): number | undefined {
  const asp = ASP_DATE.exec(text);
  if (asp) return Number(asp[1]);
  const found = WORDED.exec(text);
  if (!found) return undefined;
  const [, day, month, monthFirst, dayBehind, year, hour, minute, second, half, named, offset] = found;
  const at = MONTHS.indexOf((month ?? monthFirst ?? '').toLowerCase()) + 1;
  const clock = [hour, minute, second, undefined, half, offset ?? named];
  return at === 0 ? undefined : fromFields([year, String(at), day ?? dayBehind, undefined, ...clock], zone);
}

/** 12/01/2020 and 12/01/20 with the year in front, where the day tells itself from the rest or the place says the order. */
function yearFirst(text: string, place: TimePlace): string {
  const short = SHORT.exec(text);
  if (short) return shortYearFirst(text, short, place);
  const found = YEAR_LAST.exec(text);
  if (!found) return text;
  const { leads, votes } = place;
  const [whole, first = '', mark, second = '', year = ''] = found;
  if (mark !== '.') votes?.addLong(Number(first), Number(second));
  const dayLeads = Number(first) > 12 || first === second || mark === '.' || leads === 'day';
  if (!dayLeads && Number(second) <= 12 && leads !== 'month') return text;
  const isDayFirst = Number(second) > 12 ? false : dayLeads;
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return `${year}-${month}-${day}${text.slice(whole.length)}`;
}

function shortYearFirst(text: string, found: RegExpExecArray, { at, order, votes }: TimePlace): string {
  const [whole, first = '', , second = '', third = ''] = found;
  const parts = [first, second, third] as const;
  const readings = readingsOf(parts, at);
  votes?.addShort(parts, readings);
  const read = order ? readings.find((each) => each === order) : readings.length === 1 ? readings[0] : undefined;
  return read ? `${inOrder(parts, read)}${text.slice(whole.length)}` : text;
}

/** What is said of a date that is one as soon as somebody says what leads in it. */
export const UNTOLD_ORDER =
  '日和月的先后无法判断，请写成 2020-12-31 这样的日期，或导入时加 --date-order dmy（日月年）、mdy 或 ymd';

/** Why a text is no time, where that can be said; in words for whoever made the file. */
export function whyNoTime(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (YEAR_LAST.test(text) || SHORT.test(text)) return UNTOLD_ORDER;
  if (isRelativeTime(text)) return '只写了相对时间，不知道是哪一天写的，请写成 2020-12-31 10:00';
  return text === '' ? '没有时间' : '读不出时间，请写成 2020-12-31 10:00';
}

function epochOf(text: string, format: TimeFormat): number {
  const number = Number(text);
  if (format === 'auto' && number > MICROS_FROM) return Math.round(number / 1000);
  const millis = format === 'epochMillis' || (format === 'auto' && number > MILLIS_FROM);
  return Math.round(millis ? number : number * 1000);
}

function toMillis(value: unknown, place: TimePlace, format: TimeFormat): number | undefined {
  const written = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (written === '' || written.length > LONGEST) return undefined;
  if (/^\d{9,13}(\.\d+)?$|^\d{16}$/.test(written)) return epochOf(written, format);
  if (format !== 'auto') return undefined;
  if (SERIAL.test(written)) return fromSerial(Number(written), place.zone);
  const text = yearFirst(plainTime(written), place);
  return fromText(text, place.zone) ?? fromRelative(text, place);
}

function fromText(text: string, zone: string): number | undefined {
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, ...clock] = compact;
    return fromFields([year, month, day, undefined, ...clock], zone);
  }
  const local = LOCAL.exec(text);
  return local ? fromFields(local.slice(1), zone) : fromWords(text, zone);
}

function fromRelative(text: string, { zone, at }: TimePlace): number | undefined {
  const out = at && writtenOut(text, zone, at);
  return out === undefined ? undefined : fromText(out, zone);
}

/** A day of a spreadsheet that was saved as the number behind it: days since 1899-12-30, as clocks in `zone` show it. */
function fromSerial(serial: number, zone: string): number | undefined {
  if (serial < SERIALS.from || serial >= SERIALS.to) return undefined;
  return wallToInstant(Math.round((serial - SERIALS.epochDays) * 86_400) * 1000, zone);
}

/**
 * The UTC instant (ISO with ms) that a platform's time means; a time without an offset is in the zone of its place.
 * Gives `undefined` for anything that is no time between 2000 and 2100.
 */
export function parseTime(value: unknown, place: TimePlace | string, format: TimeFormat = 'auto'): string | undefined {
  const ms = toMillis(timeValue(value), typeof place === 'string' ? { zone: place } : place, format);
  return ms !== undefined && ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : undefined;
}

/** How a platform wants an instant written in a query. `local` is `YYYY-MM-DD HH:mm:ss` in the zone. */
export const timeStyles = ['epochSeconds', 'epochMillis', 'iso', 'local'] as const;
export type TimeStyle = (typeof timeStyles)[number];

/** Writes an instant for a query, never later than the instant itself (parts below the unit are dropped). */
export function writeTime(instant: string, zone: string, style: TimeStyle): string {
  const ms = Date.parse(instant);
  if (style === 'epochMillis') return String(ms);
  if (style === 'epochSeconds') return String(Math.floor(ms / 1000));
  const second = Math.floor(ms / 1000) * 1000;
  if (style === 'iso') return new Date(second).toISOString().replace('.000Z', 'Z');
  return new Date(instantToWall(second, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

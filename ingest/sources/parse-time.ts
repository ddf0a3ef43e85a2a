/** How a platform writes an instant. `auto` knows ISO 8601, local date-times and epochs by their size. */
export const timeFormats = ['auto', 'epochSeconds', 'epochMillis'] as const;
export type TimeFormat = (typeof timeFormats)[number];

const SHANGHAI = 'Asia/Shanghai';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** Epochs above this are milliseconds: as seconds it would be the year 5138. */
const MILLIS_FROM = 1e11;
/** 2000-01-01 … 2100-01-01: outside it a number is no time of these platforms (an id, a duration). */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(凌晨|早上|上午|中午|下午|晚上)?\s*(\d{1,2})(?:[:时点](\d{1,2})|[时点])(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?秒?)?分?)?\s*([AP]M)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/iu;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
/** ASP.NET’s JSON: /Date(1606788000000+0800)/; the offset says how to show it, not when it was. */
const ASP_DATE = /^\/Date\((\d{9,13})(?:[+-]\d{4})?\)\/$/;
/** RFC 1123, JavaScript and US forms: [Tue,] 01 Dec 2020 | [Tue] Dec 1[,] 2020, then a clock and an offset or a half. */
const WORDED =
  /^(?:[a-z]{3,9},? )?(?:(\d{1,2}) ([a-z]{3})[a-z]*|([a-z]{3})[a-z]* (\d{1,2})),? (\d{4}),?(?: (?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)? ?(?:(Z|UTC|GMT)?([+-]\d{2}:?\d{2})?)(?: \(.{1,40}\))?)?$/i;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** 星期二 and (周二) between day and clock say nothing new. */
const WEEKDAY = /\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*/;

/** The longest form is JavaScript's own, with the name of the zone in brackets. */
const LONGEST = 70;

const formatters = new Map<string, Intl.DateTimeFormat>();

function zoneOffsetMs(instant: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', second: 'numeric', ...fields });
    formatters.set(zone, formatter);
  }
  const part = Object.fromEntries(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** The instant at which clocks in `zone` show this wall time (given as if it were UTC), in ms. */
function wallToInstant(wall: number, zone: string): number {
  // Since 1992 Shanghai has had one offset; the fast way matters for files of millions of rows.
  if (zone === SHANGHAI) return wall - SHANGHAI_OFFSET_MS;
  const guess = wall - zoneOffsetMs(wall, zone);
  return wall - zoneOffsetMs(guess, zone);
}

/** The hour of 24 that a clock of twelve shows; NaN where the two contradict each other. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  const isMorning = /^(?:凌晨|早上|上午|AM)$/i.test(half);
  if (hour === 12) return isMorning ? 0 : half === '晚上' ? Number.NaN : 12;
  // 中午11:30 is before noon.
  return isMorning || (half === '中午' && hour > 9) ? hour : hour + 12;
}

function fromFields(fields: (string | undefined)[], zone: string): number | undefined {
  const [year, month, day, part, clock = '0', minute = '0', second = '0', fraction = '', half, offset] = fields;
  const hour = hourOf(Number(clock), part ?? half);
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const numbers = [Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  const wall = Date.UTC(Number(year), ...numbers, ms);
  const back = new Date(wall);
  // Date.UTC rolls 30 February over to March: such a date is a mistake, not another day.
  if (back.getUTCMonth() !== numbers[0] || back.getUTCDate() !== numbers[1] || numbers[2] > 23) return undefined;
  if (numbers[3] > 59 || numbers[4] > 59) return undefined;
  if (!offset) return wallToInstant(wall, zone);
  if (/^z$/i.test(offset)) return wall;
  const sign = offset.startsWith('-') ? 1 : -1;
  const minutes = offset.length > 3 ? Number(offset.slice(-2)) : 0;
  return wall + sign * (Number(offset.slice(1, 3)) * 60 + minutes) * 60_000;
}

function fromWords(text: string, zone: string): number | undefined {
  const asp = ASP_DATE.exec(text);
  if (asp) return Number(asp[1]);
  const found = WORDED.exec(text);
  if (!found) return undefined;
  const [, day, month, monthFirst, dayBehind, year, hour, minute, second, half, universal, offset] = found;
  const at = MONTHS.indexOf((month ?? monthFirst ?? '').toLowerCase()) + 1;
  const clock = [hour, minute, second, undefined, half, offset ?? (universal && 'Z')];
  return at === 0 ? undefined : fromFields([year, String(at), day ?? dayBehind, undefined, ...clock], zone);
}

function toMillis(value: unknown, zone: string, format: TimeFormat): number | undefined {
  const written = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (written === '' || written.length > LONGEST) return undefined;
  // Full-width digits and marks.
  const text = /[\uff00-\uff5e\u3000]/.test(written) ? written.normalize('NFKC') : written;
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    const millis = format === 'epochMillis' || (format === 'auto' && number > MILLIS_FROM);
    return Math.round(millis ? number : number * 1000);
  }
  if (format !== 'auto') return undefined;
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, ...clock] = compact;
    return fromFields([year, month, day, undefined, ...clock], zone);
  }
  const local = LOCAL.exec(text.replace(WEEKDAY, ' '));
  return local ? fromFields(local.slice(1), zone) : fromWords(text, zone);
}

/**
 * The UTC instant (ISO with ms) that a platform's time means; a time without an offset is in `zone`.
 * Gives `undefined` for anything that is no time between 2000 and 2100.
 */
export function parseTime(value: unknown, zone: string, format: TimeFormat = 'auto'): string | undefined {
  const ms = toMillis(value, zone, format);
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
  const offset = zone === SHANGHAI ? SHANGHAI_OFFSET_MS : zoneOffsetMs(second, zone);
  return new Date(second + offset).toISOString().slice(0, 19).replace('T', ' ');
}

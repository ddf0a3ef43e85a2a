const SHANGHAI = 'Asia/Shanghai';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in `zone` are ahead of UTC at an instant, in ms. */
export function zoneOffsetMs(instant: number, zone: string): number {
  // Since 1992 Shanghai has had one offset; the fast way matters for files of millions of rows.
  if (zone === SHANGHAI) return SHANGHAI_OFFSET_MS;
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
export function wallToInstant(wall: number, zone: string): number {
  const guess = wall - zoneOffsetMs(wall, zone);
  return wall - zoneOffsetMs(guess, zone);
}

/** The wall time that clocks in `zone` show at an instant, as if it were UTC, in ms. */
export const instantToWall = (instant: number, zone: string): number => instant + zoneOffsetMs(instant, zone);

const NAMED = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;
/** Where CST is China Standard Time; elsewhere it may be Chicago's, six hours behind UTC. */
const CHINESE_ZONE = /^(?:Asia\/(?:Shanghai|Chongqing|Urumqi|Harbin|Hong_Kong|Macau|Taipei)|PRC|Hongkong)$/;

/** The minutes that a written offset is ahead of UTC (`Z`, `+08`, `GMT+8`, `CST`); NaN where `zone` leaves it open. */
export function offsetMinutes(written: string, zone: string): number {
  const named = NAMED.exec(written);
  if (named) return (named[1] === '-' ? -1 : 1) * (Number(named[2]) * 60 + Number(named[3] ?? 0));
  if (/^(?:Z|UTC|GMT)$/i.test(written)) return 0;
  if (/^CST$/i.test(written)) return CHINESE_ZONE.test(zone) ? 480 : Number.NaN;
  return written === '北京时间' ? 480 : Number.NaN;
}

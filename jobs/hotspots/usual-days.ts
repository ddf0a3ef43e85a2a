import { listBackgroundDays } from '#warehouse/analytics/hotspots/list-background-days.ts';
import type { EventKey } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import type { RankingWindow } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { WardEvent } from '#warehouse/analytics/hotspots/list-ward-events.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, dayName, dayNumber } from './baseline.ts';
import type { UsualDays } from './rank.ts';

/** The weeks before of each event: at its place and in its category, or its own where it names no place. */
export async function usualDays(
  run: { analytics: Analytics; timeZone: string },
  counted: {
    level: WardLevel;
    window: RankingWindow;
    events: readonly WardEvent[];
    keys: ReadonlyMap<string, EventKey>;
  },
): Promise<(event: WardEvent, key: EventKey) => UsualDays> {
  const { level, window, events, keys } = counted;
  const from = dayStart(dayNumber(window.firstDay) - BASELINE_DAYS - 1);
  const pairs = events.flatMap(({ ward, event }) => {
    const key = keys.get(event);
    return key ? [{ w: wardNumber(ward), event, background: key.background }] : [];
  });
  const ask = async (of: 'background' | 'event', asked: typeof pairs): Promise<[string, UsualDays][]> => {
    const query = { level, timeZone: run.timeZone, from, to: window.to };
    const rows = await listBackgroundDays(run.analytics, of, {
      ...query,
      pairs: asked.map((pair) => ({ w: pair.w, key: pair[of] })),
    });
    return rows.map(({ w, key, days }) => [`${w}|${of}|${key}`, new Map(days)]);
  };
  const found = await Promise.all([
    ask(
      'background',
      pairs.filter(({ background }) => background !== NO_PLACE),
    ),
    ask(
      'event',
      pairs.filter(({ background }) => background === NO_PLACE),
    ),
  ]);
  const index = new Map(found.flat());
  return ({ ward, event }, { background }) => {
    const rest = background === NO_PLACE ? `event|${event}` : `background|${background}`;
    return index.get(`${wardNumber(ward)}|${rest}`) ?? NO_DAYS;
  };
}

const NO_PLACE = '0';
const NO_DAYS: UsualDays = new Map();

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
export function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

/** A ward as `ranking_facts` numbers it within its level: the district is 0. */
function wardNumber(code: string): string {
  return code.length === 6 ? '0' : String(Number(code));
}

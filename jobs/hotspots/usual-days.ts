import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { listMentionDays, type MentionDay } from '#warehouse/analytics/hotspots/list-mention-days.ts';
import { levelOf, wardLevels } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, dayName, dayNumber } from './baseline.ts';
import type { WardEvent } from './count-event.ts';
import type { UsualDays } from './rank.ts';

/** What events are held against. */
export interface Usual {
  keys: ReadonlyMap<string, EventKey>;
  usual: (event: WardEvent, key: EventKey) => UsualDays;
}

/** The weeks before a window of each event: at its place and in its category, or its own where it names no place. */
export async function learnUsual(
  run: { analytics: Analytics; timeZone: string; at: string },
  windowStart: string,
  events: readonly WardEvent[],
): Promise<Usual> {
  const { analytics, timeZone, at: to } = run;
  const keys = await listEventKeys(analytics, [...new Set(events.map(({ event }) => event))], timeZone);
  const subjects = [...new Set(Array.from(keys.values(), ({ subject }) => subject))];
  const since = dayStart(dayNumber(windowStart) - BASELINE_DAYS - 1);
  const levels = wardLevels.filter((level) => events.some(({ ward }) => levelOf(ward) === level));
  const known = bySubject(await listMentionDays(analytics, subjects, { since, to, timeZone, levels }));
  return {
    keys,
    usual: ({ ward }, { subject }) => known.get(subject)?.get(levelOf(ward) === 'district' ? 0 : Number(ward)) ?? NONE,
  };
}

const NONE: UsualDays = new Map();

export const NOTHING_USUAL: Usual = { keys: new Map(), usual: () => NONE };

/** The rows come subject by subject. */
function bySubject(rows: readonly MentionDay[]): Map<string, Map<number, Map<number, number>>> {
  const known = new Map<string, Map<number, Map<number, number>>>();
  let subject: string | undefined;
  let wards = new Map<number, Map<number, number>>();
  for (const row of rows) {
    if (row.subject !== subject) known.set((subject = row.subject), (wards = known.get(row.subject) ?? new Map()));
    const days = wards.get(row.ward);
    if (days) days.set(row.day, row.persons);
    else wards.set(row.ward, new Map([[row.day, row.persons]]));
  }
  return known;
}

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
export function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

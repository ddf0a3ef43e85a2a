import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { listMentions, type Mention } from '#warehouse/analytics/hotspots/list-mentions.ts';
import { BASELINE_DAYS, dayName, dayNumber } from './baseline.ts';
import type { WardEvent } from './count-event.ts';
import { groupBy } from './group-by.ts';
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
  const mentions = groupBy(await listMentions(analytics, subjects, { since, to, timeZone }), ({ subject }) => subject);
  const known = new Map<string, UsualDays>();
  const usual: Usual['usual'] = ({ ward }, { subject }) => {
    const pair = `${ward}|${subject}`;
    let days = known.get(pair);
    if (!days) known.set(pair, (days = countDays(mentions.get(subject) ?? [], ward)));
    return days;
  };
  return { keys, usual };
}

function countDays(mentions: readonly Mention[], ward: string): UsualDays {
  // Communities have twelve digits, streets nine; the district hears all.
  const divisor = ward.length === 12 ? 1 : 1000;
  const code = ward.length === 6 ? null : Number(ward);
  const persons = new Map<number, Set<number>>();
  for (const mention of mentions) {
    if (code !== null && Math.floor(mention.ward / divisor) !== code) continue;
    const day = persons.get(mention.day);
    if (day) day.add(mention.person);
    else persons.set(mention.day, new Set([mention.person]));
  }
  return new Map(Array.from(persons, ([day, { size }]) => [day, size]));
}

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
export function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

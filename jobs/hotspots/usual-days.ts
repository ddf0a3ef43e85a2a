import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { listMentionDays, type MentionDays } from '#warehouse/analytics/hotspots/list-mention-days.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, dayName, dayNumber } from './baseline.ts';
import type { Background, UsualDays } from './rank.ts';

/** What an event in a ward (as `ranking_rows` numbers it) is held against; undefined where it is not described yet. */
export type Usual = (event: string, ward: number) => Background | undefined;

/** Numbers of events, as decimals, and whether they are known to have two documents or more. */
interface AskedEvents {
  events: readonly { event: string; isShared: boolean }[];
  levels: readonly WardLevel[];
}

/** The weeks before a window of each event: at its place and in its category, or its own where it names no place. */
export async function learnUsual(
  run: { analytics: Analytics; timeZone: string; at: string },
  windowStart: string,
  { events, levels }: AskedEvents,
): Promise<Usual> {
  const { analytics, timeZone, at: to } = run;
  const keys = await listEventKeys(analytics, bySize(events), timeZone);
  const since = dayStart(dayNumber(windowStart) - BASELINE_DAYS - 1);
  const asked = { places: subjectsOf(keys, true), events: subjectsOf(keys, false) };
  const found = bySubject(await listMentionDays(analytics, asked, { since, to, timeZone, levels }));
  return (event, ward) => {
    const key = keys.get(event);
    if (!key) return undefined;
    const own = found.get(key.subject);
    return { key, counts: own ? daysIn(own, ward) : NONE };
  };
}

function bySize(events: AskedEvents['events']): { shared: string[]; others: string[] } {
  const shared = new Set(events.flatMap(({ event, isShared }) => (isShared ? [event] : [])));
  const others = new Set(events.flatMap(({ event }) => (shared.has(event) ? [] : [event])));
  return { shared: [...shared], others: [...others] };
}

function subjectsOf(keys: ReadonlyMap<string, EventKey>, places: boolean): string[] {
  return [...new Set(Array.from(keys.values()).flatMap((key) => (key.isPlace === places ? [key.subject] : [])))];
}

const NONE: UsualDays = new Map();

/** Rows [start, end) of some columns. */
interface Stretch {
  known: MentionDays;
  start: number;
  end: number;
}

function bySubject(found: readonly MentionDays[]): Map<string, Stretch> {
  const stretches = new Map<string, Stretch>();
  for (const known of found) {
    const { subject } = known;
    let start = 0;
    for (let row = 0; row < subject.length; row++) {
      if (subject[row] === subject[row + 1]) continue;
      stretches.set(subject[row]!.toString(), { known, start, end: row + 1 });
      start = row + 1;
    }
  }
  return stretches;
}

function daysIn({ known, start, end }: Stretch, ward: number): UsualDays {
  const days = new Map<number, number>();
  for (let row = start; row < end; row++) if (known.ward[row] === ward) days.set(known.day[row]!, known.persons[row]!);
  return days;
}

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
export function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type AskedEvents, type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { listMentionDays, type MentionDays } from '#warehouse/analytics/hotspots/list-mention-days.ts';
import { levelOf, type WardLevel } from '#warehouse/model/ward.ts';
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
  { events, levels }: { events: readonly WardEvent[]; levels: readonly WardLevel[] },
): Promise<Usual> {
  const { analytics, timeZone, at: to } = run;
  const keys = await listEventKeys(analytics, bySize(events), timeZone);
  const since = dayStart(dayNumber(windowStart) - BASELINE_DAYS - 1);
  const asked = { places: subjectsOf(keys, true), events: subjectsOf(keys, false) };
  const found = bySubject(await listMentionDays(analytics, asked, { since, to, timeZone, levels }));
  return {
    keys,
    usual: ({ ward }, { subject }) => {
      const own = found.get(subject);
      return own ? daysIn(own, levelOf(ward) === 'district' ? 0 : Number(ward)) : NONE;
    },
  };
}

/** Those that have two documents in some ward, and the others. */
function bySize(events: readonly WardEvent[]): AskedEvents {
  const shared = new Set(events.flatMap(({ event, documents }) => (documents >= 2 ? [event] : [])));
  const others = new Set(events.flatMap(({ event }) => (shared.has(event) ? [] : [event])));
  return { shared: [...shared], others: [...others] };
}

function subjectsOf(keys: ReadonlyMap<string, EventKey>, places: boolean): string[] {
  return [...new Set(Array.from(keys.values()).flatMap((key) => (key.isPlace === places ? [key.subject] : [])))];
}

const NONE: UsualDays = new Map();

export const NOTHING_USUAL: Usual = { keys: new Map(), usual: () => NONE };

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

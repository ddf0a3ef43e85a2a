import { type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { listMentionDays, type MentionDays } from '#warehouse/analytics/hotspots/list-mention-days.ts';
import { listUsualDays } from '#warehouse/analytics/hotspots/list-usual-days.ts';
import { inStretches } from '#warehouse/analytics/hotspots/ranking-sql.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, type DayCounts, dayName } from './baseline.ts';
import { groupBy } from './group-by.ts';
import type { LevelRun } from './level-run.ts';
import type { Background } from './rank.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** What an event in a ward (as `ranking_rows` numbers it) is held against; undefined where it is not described yet. */
export type Usual = (event: string, ward: number) => Background | undefined;

/** Numbers of events, as decimals, and whether they are known to have two documents or more. */
interface AskedEvents {
  events: readonly { event: string; isShared: boolean }[];
  levels: readonly WardLevel[];
}

type UsualRun = Pick<LevelRun, 'analytics' | 'timeZone' | 'at' | 'history'>;

/** The weeks before a window (by the number of its first day) of each event. */
export async function learnUsual(run: UsualRun, windowStart: number, asked: AskedEvents): Promise<Usual> {
  const parts: Usual[] = [];
  for await (const usual of askUsual(run, windowStart, asked)) parts.push(usual);
  return (event, ward) => {
    for (const usual of parts) {
      const found = usual(event, ward);
      if (found) return found;
    }
    return undefined;
  };
}

/** The same in parts, each of events of its own, to be looked at while the others are read. */
export async function* askUsual(
  run: UsualRun,
  windowStart: number,
  { events, levels }: AskedEvents,
): AsyncGenerator<Usual> {
  const { analytics, timeZone, at: to } = run;
  const keys = await listEventKeys(analytics, bySize(events), timeZone);
  const { unsettled } = await run.history;
  const span = { since: dayStart(windowStart - BASELINE_DAYS - 1), to, timeZone, levels };
  // The days of an event of one document are not kept: of those that name no place there are too many.
  const isSettled = (key: EventKey): boolean =>
    unsettled?.days.has(key.subject) === false && (key.isPlace || !key.isSingle);
  const [settled, places, own] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const key of keys.values()) (isSettled(key) ? settled : key.isPlace ? places : own).add(key.subject);
  const changed = listMentionDays(analytics, { places: [...places], events: [...own] }, span);
  // A fault is thrown where it is waited for.
  changed.catch(() => {});
  const kept = inStretches([...settled], async (some) => ({ some, told: await listUsualDays(analytics, some, span) }));
  for await (const { some, told } of kept) yield usualOf(keys, some, [told]);
  yield usualOf(keys, [...places, ...own], await changed);
}

function usualOf(
  keys: ReadonlyMap<string, EventKey>,
  subjects: readonly string[],
  told: readonly MentionDays[],
): Usual {
  const [asked, known] = [new Set(subjects), bySubject(told)];
  return (event, ward) => {
    const key = keys.get(event);
    return key && asked.has(key.subject) ? { key, usual: daysIn(known.get(key.subject) ?? [], ward) } : undefined;
  };
}

function bySize(events: AskedEvents['events']): { shared: string[]; others: string[] } {
  const shared = new Set(events.flatMap(({ event, isShared }) => (isShared ? [event] : [])));
  const others = new Set(events.flatMap(({ event }) => (shared.has(event) ? [] : [event])));
  return { shared: [...shared], others: [...others] };
}

/** Some rows of some columns. */
interface Told {
  told: MentionDays;
  stretch: Stretch;
}

function bySubject(found: readonly MentionDays[]): Map<string, Told[]> {
  const stretches = found.flatMap((told) => stretchesOf(told.subject).map((stretch) => ({ told, stretch })));
  return groupBy(stretches, ({ stretch }) => stretch.key);
}

function daysIn(stretches: readonly Told[], ward: number): DayCounts {
  const [days, counts]: [number[], number[]] = [[], []];
  for (const { told, stretch } of stretches) {
    const { ward: wards, day, persons } = told;
    for (let row = stretch.start; row < stretch.end; row++) {
      if (wards[row] !== ward) continue;
      days.push(day[row]!);
      counts.push(persons[row]!);
    }
  }
  return { days, counts };
}

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
export function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

import { dayKind, shiftDay, type WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { topicName } from '../../topics/taxonomy.ts';
import type { Period } from '../period.ts';
import type { Release } from './collect-release.ts';
import type { Snapshot } from './snapshot.ts';

/** Days off by the State Council's notice that are not mere weekends; make-up days are working days already. */
export function holidaysIn(calendar: WorkingCalendar, period: Period): string[] {
  const days = Array.from({ length: period.days }, (_, at) => shiftDay(period.firstDay, at));
  return days.filter(
    (day) =>
      dayKind(calendar, day) === 'off' && (calendar.years.get(Number(day.slice(0, 4)))?.off.has(day.slice(5)) ?? false),
  );
}

/** A year ago the category grew by a quarter or more into the next period: worth a warning. */
const SEASONAL_GROWTH = 1.25;
/** Below this many a growth is chance. */
const SEASONAL_LEAST = 20;

/** What rose by that much a year ago, the most first. */
export function seasonalFacts({ seasonal }: Release): Snapshot['seasonal'] {
  if (!seasonal) return [];
  const now = new Map(seasonal.now.map(({ topic, documents }) => [topic, documents]));
  return seasonal.next
    .map(({ topic, documents }) => ({ name: topicName(topic), now: now.get(topic) ?? 0, next: documents }))
    .filter(({ now: was, next }) => next >= SEASONAL_LEAST && next >= SEASONAL_GROWTH * was)
    .toSorted((a, b) => b.next - b.now - (a.next - a.now));
}

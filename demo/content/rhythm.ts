import { DAY_MS, dayOf, hourOf, MINUTE_MS, weekdayOf } from './calendar.ts';
import type { Random } from './random.ts';

/**
 * Share of each hour of the day, 0 … 23. Posts peak after breakfast, at noon and after supper; calls to the hotline
 * keep office hours; the chat wakes early; what keeps people awake (noise, barking, parking) is written at night.
 */
const hours = {
  post: [1, 0.5, 0.2, 0.2, 0.3, 1, 3, 6, 8, 8, 7, 6, 6, 5, 5, 5, 5, 6, 7, 9, 10, 9, 6, 3],
  call: [0.5, 0.3, 0.2, 0.2, 0.3, 0.6, 2, 5, 10, 12, 11, 8, 5, 7, 10, 10, 9, 6, 4, 4, 4, 3, 2, 1],
  chat: [0.5, 0.2, 0.1, 0.1, 0.3, 2, 6, 9, 7, 6, 5, 6, 6, 4, 4, 4, 5, 7, 8, 9, 10, 8, 5, 2],
  night: [6, 3, 1, 0.5, 0.5, 0.5, 1, 2, 3, 2, 2, 2, 2, 2, 2, 2, 2, 3, 5, 8, 11, 14, 14, 10],
} as const;
export type RhythmKind = keyof typeof hours;

/** Sunday … Saturday. People post when they are at home; the hotline is quieter on the weekend. */
const weekdays: Record<RhythmKind, readonly number[]> = {
  post: [1.12, 0.98, 0.95, 0.94, 0.95, 0.98, 1.08],
  call: [0.6, 1.25, 1.15, 1.1, 1.1, 1.1, 0.7],
  chat: [1.15, 0.95, 0.95, 0.95, 0.95, 1, 1.05],
  night: [1.05, 0.95, 0.95, 0.95, 0.95, 1.1, 1.05],
};

/** 1–8 October 2020: National Day and Mid-Autumn; many are away. */
const isHoliday = (day: string): boolean => day >= '2020-10-01' && day <= '2020-10-08';

/** How busy a day is against an average one; `midnight` is its start in Shanghai. */
export function dayFactor(kind: RhythmKind, midnight: number): number {
  return (weekdays[kind][weekdayOf(midnight)] ?? 1) * (isHoliday(dayOf(midnight)) ? 0.7 : 1);
}

/** An instant of the day that starts at `midnight`, drawn from the hours of that kind. */
export function timeOfDay(kind: RhythmKind, midnight: number, random: Random): number {
  const hour = random.weigh([...hours[kind].keys()], (h) => hours[kind][h] ?? 0);
  return midnight + hour * 60 * MINUTE_MS + random.int(0, 3_599_999);
}

/**
 * The instant at which someone on duty answers: `at` plus about `medianHours`, moved into 08:00–20:00 (property and
 * police stations staff the day), but never more than a day later for that.
 */
export function answerTime(at: number, medianHours: number, random: Random): number {
  const raw = at + Math.max(2 * MINUTE_MS, random.logNormal(medianHours, 0.9) * 60 * MINUTE_MS);
  const hour = hourOf(raw);
  if (hour >= 8 && hour < 20) return Math.round(raw);
  const hoursUntilMorning = hour < 8 ? 8 - hour : 32 - hour;
  return Math.round(Math.min(raw + hoursUntilMorning * 60 * MINUTE_MS + random.int(0, 90) * MINUTE_MS, raw + DAY_MS));
}

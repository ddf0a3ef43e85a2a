import { dayOf, instantOn, shiftDay } from '../calendar/working-calendar.ts';

/** When no messages go out, except 红: minutes after midnight in Asia/Shanghai, over midnight where `until` is earlier. */
export interface QuietHours {
  from: number;
  until: number;
}

/** Nobody is woken for what can wait until the morning. */
export const defaultQuietHours: QuietHours = { from: 22 * 60, until: 7 * 60 };

/** `now` itself by day; in the quiet hours their end. Equal ends are no quiet hours. */
export function afterQuietHours(now: string, { from, until }: QuietHours): string {
  const day = dayOf(now);
  const begins = instantOn(day, from);
  const ends = instantOn(day, until);
  if (from < until) return now >= begins && now < ends ? ends : now;
  if (from === until) return now;
  if (now < ends) return ends;
  return now < begins ? now : instantOn(shiftDay(day, 1), until);
}

/** The next end of the quiet hours: of today before it, else of tomorrow. */
export function nextMorning(now: string, { until }: QuietHours): string {
  const day = dayOf(now);
  const morning = instantOn(day, until);
  return now < morning ? morning : instantOn(shiftDay(day, 1), until);
}

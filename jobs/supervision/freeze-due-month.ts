import { listFrozenVersions } from '#warehouse/ledger/supervision/frozen-months.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { addWorkingDays } from '../alerts/calendar/deadlines.ts';
import { dayOf, shiftDay, type WorkingCalendar } from '../alerts/calendar/working-calendar.ts';
import { freezeMonth } from './freeze-month.ts';
import { monthBounds, monthOf, shiftMonth } from './month.ts';
import { superviseMonth, type SupervisionDeps } from './supervise-month.ts';

/**
 * The month that is to be frozen by itself at an instant: the last one, from the `nth` working day of this month on, so
 * that a server which was off that day does it on the next. None with 0, or where this month's calendar is not published:
 * then a person freezes.
 */
export function monthToFreeze(calendar: WorkingCalendar, at: string, nth: number): string | undefined {
  if (nth === 0) return undefined;
  const month = monthOf(at);
  const from = addWorkingDays(calendar, shiftDay(`${month}-01`, -1), nth);
  return from.kind === 'day' && dayOf(at) >= from.day ? shiftMonth(month, -1) : undefined;
}

/** What freezing by itself works with, beside what figures are computed with. */
export interface FreezeDeps {
  supervision: () => SupervisionDeps;
  /** The working day of the month on which the last one is frozen; 0 for never. */
  onWorkingDay: () => number;
  now: () => Date;
}

/** Freezes the month that is due, once: what a person froze before stays as it is, and what changes later is a 更正. */
export async function freezeDueMonth(deps: FreezeDeps): Promise<string | undefined> {
  const at = deps.now().toISOString();
  const supervision = deps.supervision();
  const month = monthToFreeze(supervision.calendar, at, deps.onWorkingDay());
  if (month === undefined || (await listFrozenVersions(supervision.ledger, month)).length > 0) return undefined;
  const { figures } = await superviseMonth(supervision, { month, scope: systemScope, at });
  const by = { name: '系统', note: '按设置自动封账', at, monthEnds: monthBounds(month).to };
  const frozen = await freezeMonth(supervision.ledger, figures, by);
  return frozen.kind === 'frozen' ? month : undefined;
}

import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { existsWithin } from '#warehouse/model/ward.ts';
import { randomUUID } from 'node:crypto';
import { requestReport } from '#warehouse/ledger/reports/save-report.ts';
import { dayKind, dayOf, instantOn, shiftDay, type WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { KINDS, type ReportKind } from '../content/report-kinds.ts';
import { parsePeriod, periodAt } from '../period.ts';
import type { ReportSettings } from '../settings/report-setting.ts';
import { subjectsOf } from '../snapshot/assemble-snapshot.ts';
import type { Subject } from '../snapshot/snapshot.ts';
import type { ReportDesk } from './report-desk.ts';

/** A report that is due. */
export interface DueReport {
  kind: ReportKind;
  periodKey: string;
}

/**
 * What is due on a day: the daily bulletin of the days since the last working day, the weekly of last week on the week's
 * first working day, the monthly of last month on its n-th. Nothing on a day off or in a year without a calendar.
 */
export function reportsDue(today: string, settings: ReportSettings, calendar: WorkingCalendar): DueReport[] {
  if (dayKind(calendar, today) !== 'working') return [];
  const midnight = instantOn(today, 0);
  const due: DueReport[] = [];
  if (settings.daily)
    for (let day = shiftDay(today, -1); ; day = shiftDay(day, -1)) {
      due.push({ kind: 'daily', periodKey: day });
      if (dayKind(calendar, day) !== 'off') break;
    }
  const week = periodAt('week', midnight);
  if (settings.weekly && workingDaysUpTo(calendar, week.firstDay, today) === 1)
    due.push({ kind: 'weekly', periodKey: periodAt('week', instantOn(shiftDay(week.firstDay, -1), 0)).key });
  const month = periodAt('month', midnight);
  if (workingDaysUpTo(calendar, month.firstDay, today) === settings.monthlyOnWorkingDay)
    due.push({ kind: 'monthly', periodKey: periodAt('month', instantOn(shiftDay(month.firstDay, -1), 0)).key });
  return due;
}

/** An office that has no monthly report drafted opens its data on the third working day. */
const OPENED_ON = 3;

/** Whether last month's numbers are due, or were, by this day of the month. */
export function monthIsDue(today: string, settings: ReportSettings, calendar: WorkingCalendar): boolean {
  const month = periodAt('month', instantOn(today, 0));
  return workingDaysUpTo(calendar, month.firstDay, today) >= (settings.monthlyOnWorkingDay || OPENED_ON);
}

function workingDaysUpTo(calendar: WorkingCalendar, first: string, last: string): number {
  let count = 0;
  for (let day = first; day <= last; day = shiftDay(day, 1)) if (dayKind(calendar, day) === 'working') count++;
  return count;
}

export interface PlanDeps {
  desk: ReportDesk;
  settings: () => ReportSettings;
  /** Puts the counting on the queue, in the same transaction. */
  enqueue: (tx: Transaction, reportIds: string[]) => Promise<void>;
}

/** Puts today's drafts on the list and has them counted; drafts that exist are left alone. Gives how many are new. */
export async function planReports({ desk, settings, enqueue }: PlanDeps): Promise<number> {
  const today = dayOf(desk.now().toISOString());
  const wanted = settings();
  let planned = 0;
  for (const due of reportsDue(today, wanted, desk.calendar))
    planned += await inTransaction(desk.ledger, async (tx) => {
      const ids: string[] = [];
      for (const subject of subjectsOfTime(desk, due.periodKey, wanted)) {
        const made = await request(desk, tx, { ...due, subject, by: '定时任务', onlyNew: true });
        if (made) ids.push(made);
      }
      if (ids.length > 0) await enqueue(tx, ids);
      return ids.length;
    });
  return planned;
}

/** The district and, where wanted, the streets that existed in a period. */
function subjectsOfTime(desk: ReportDesk, periodKey: string, wanted: ReportSettings): Subject[] {
  const { firstDay, lastDay } = parsePeriod(periodKey)!;
  const wards = desk.wards.filter((ward) => existsWithin(ward, firstDay, lastDay));
  return subjectsOf(desk.district, wards).filter(
    ({ level }) => level === 'district' || (wanted.streets && level === 'street'),
  );
}

export interface ReportRequest extends DueReport {
  subject: Subject;
  eventId?: string | undefined;
  by: string;
  /** Leaves a report alone that exists, instead of counting it anew. */
  onlyNew?: boolean;
}

/** Puts a report on the list; its id, or undefined when it is issued already, or exists and only new ones are wanted. */
export async function request(desk: ReportDesk, tx: Transaction, asked: ReportRequest): Promise<string | undefined> {
  const { kind, periodKey, subject, eventId = '', by, onlyNew = false } = asked;
  const reportId = randomUUID();
  return requestReport(tx, {
    reportId,
    kind,
    periodKey,
    subjectKind: subject.kind,
    subjectCode: subject.code,
    eventId,
    name: `${subject.name}${parsePeriod(periodKey)?.label ?? periodKey}民情${KINDS[kind].name}`,
    at: desk.now().toISOString(),
    by,
    onlyNew,
  });
}

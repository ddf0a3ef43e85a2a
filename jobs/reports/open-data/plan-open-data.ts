import { listOpenDataMonths } from '#warehouse/ledger/reports/open-data-months.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { type Period, periodAt, periodBefore } from '../period.ts';
import type { ReportSettings } from '../settings/report-setting.ts';
import { monthIsDue } from '../workflow/plan-reports.ts';
import type { ReportDesk } from '../workflow/report-desk.ts';
import { publishOpenData } from './open-feeds.ts';

/** Months back from now that are published when a district begins to open its data. */
const BACK = 12;

/**
 * Publishes the open data of the months that are over, where the district opens them: last month's from the working day on
 * that its monthly report is drafted, so that late arrivals are in. What is published stays. Gives the months that are new.
 */
export async function planOpenData(desk: ReportDesk, settings: ReportSettings): Promise<string[]> {
  if (!settings.openData) return [];
  const now = desk.now().toISOString();
  const known = new Set((await listOpenDataMonths(desk.ledger)).map(({ period_key }) => period_key));
  const last = periodBefore(periodAt('month', now));
  const from = monthIsDue(dayOf(now), settings, desk.calendar) ? last : periodBefore(last);
  const made: string[] = [];
  let month: Period = from;
  for (let back = 0; back < BACK; back++, month = periodBefore(month))
    if (!known.has(month.key) && (await publishOpenData(desk, month))) made.push(month.key);
  return made;
}

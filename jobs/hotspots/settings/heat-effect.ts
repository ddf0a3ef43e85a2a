import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import type { WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { alertingSetting } from '../../alerts/settings/alerting-setting.ts';
import { savedCalendar } from '../../alerts/settings/calendar-setting.ts';
import type { EffectContext, SettingEffect } from '../../settings/define-setting.ts';
import { savedSetting } from '../../settings/saved-setting.ts';
import type { HeatParameters } from '../heat-parameters.ts';
import { hourEnd } from '../hour-end.ts';
import { overdueCounter } from '../overdue.ts';
import type { HotspotRecord } from '../rank.ts';
import { KEPT } from '../rank-level.ts';
import { computeRanking } from '../run-ranking.ts';

const TOP = 10;
/** The month is looked at as a list of thirty days, its alerts as the week that each of these days ended. */
const MONTH_DAYS = 30;
const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * What other parameters would have made of the last month: who would have stood in the district's top ten, and which
 * hotspots would have reached the threshold in one of its weeks. Nothing is written.
 */
export async function heatEffect(
  context: EffectContext,
  { before, after }: { before: HeatParameters; after: HeatParameters },
): Promise<SettingEffect> {
  const at = (await getLatestRun(context.reader))?.at ?? context.now.toISOString();
  const calendar = await savedCalendar(context);
  const old = await pastMonth(context, { at, calendar, parameters: before });
  const next = await pastMonth(context, { at, calendar, parameters: after });
  const names = await listEventTitles(context.reader, [...new Set([...ids(old), ...ids(next)])]);
  const rows = [
    ...compare(old.top, next.top, (row) => `第 ${row.rank} 名（${row.heat}）`, '未进前十'),
    ...compare(old.raised, next.raised, (row) => `发预警（${row.heat}）`, '不发预警'),
  ];
  const [entered, left] = differences(old.top, next.top);
  const [more, fewer] = differences(old.raised, next.raised);
  return {
    summary: `按最近三十天的数据：前十名换入 ${entered} 个、换出 ${left} 个；会多发 ${more} 个、少发 ${fewer} 个预警。`,
    rows: rows.map(({ eventId, ...row }) => ({ label: names.get(eventId)?.title ?? eventId, ...row })),
  };
}

interface Past {
  top: Map<string, HotspotRecord>;
  raised: Map<string, HotspotRecord>;
}

interface Asked {
  at: string;
  calendar: WorkingCalendar;
  parameters: HeatParameters;
}

async function pastMonth(context: EffectContext, asked: Asked): Promise<Past> {
  const { value: alerting } = await savedSetting(context, alertingSetting);
  const month = await rankAt(context, { ...asked, days: MONTH_DAYS });
  const raised = new Map<string, HotspotRecord>();
  for (let back = 0; back < MONTH_DAYS; back += WEEK_DAYS) {
    const end = new Date(Date.parse(asked.at) - back * DAY_MS).toISOString();
    for (const row of await rankAt(context, { ...asked, at: end, days: WEEK_DAYS }))
      if (row.heat >= alerting.enterHeat && row.reporters >= alerting.minReporters && !raised.has(row.event_id))
        raised.set(row.event_id, row);
  }
  const top = month.filter((row) => row.rank <= TOP);
  return { top: new Map(top.map((row) => [row.event_id, row])), raised };
}

function rankAt(
  { reader, district }: EffectContext,
  { at, calendar, days, parameters }: Asked & { days: number },
): Promise<HotspotRecord[]> {
  return computeRanking({
    analytics: reader,
    districtCode: district.code,
    timeZone: district.timeZone,
    at,
    runId: at,
    overdueDays: overdueCounter(calendar, { at: hourEnd(at), dutyDays: district.clocks.resolveWorkingDays }),
    windows: [days],
    levels: ['district'],
    // Alerts are raised from all rows of a run.
    keep: KEPT,
    heat: { parameters, version: 0 },
  });
}

const ids = ({ top, raised }: Past): string[] => [...top.keys(), ...raised.keys()];

function differences(old: Past['top'], next: Past['top']): [entered: number, left: number] {
  return [missingIn(next, old), missingIn(old, next)];
}

function missingIn(some: Past['top'], others: Past['top']): number {
  return [...some.keys()].filter((id) => !others.has(id)).length;
}

/** A line for each event whose word differs, in the order of the new list and then of the old. */
function compare(
  old: Past['top'],
  next: Past['top'],
  word: (row: HotspotRecord) => string,
  without: string,
): { eventId: string; before: string; after: string }[] {
  const told = (row: HotspotRecord | undefined): string => (row ? word(row) : without);
  return [...new Set([...next.keys(), ...old.keys()])]
    .map((eventId) => ({ eventId, before: told(old.get(eventId)), after: told(next.get(eventId)) }))
    .filter(({ before, after }) => before !== after);
}

import { calendarInForce, calendarSetting } from '#jobs/alerts/settings/calendar-setting.ts';
import { hourEnd } from '#jobs/hotspots/hour-end.ts';
import { overdueCounter } from '#jobs/hotspots/overdue.ts';
import type { HotspotRecord } from '#jobs/hotspots/rank.ts';
import { computeRanking } from '#jobs/hotspots/run-ranking.ts';
import { currentHeat, heatSetting } from '#jobs/hotspots/settings/heat-setting.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { getLastPublishedAt } from '#warehouse/analytics/hotspots/get-last-published-at.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { namesOf } from '../pages/names.ts';
import { Failure } from './failure.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';

export interface HotspotsOptions extends SystemOptions {
  at?: string | undefined;
  days: string;
  level: WardLevel;
  ward?: string | undefined;
  top: string;
  json?: boolean | undefined;
}

/** `minqing hotspots`: the ranking of one window and level, computed for the asked instant. */
export async function hotspots(options: HotspotsOptions): Promise<void> {
  const system = await openSystem(options, { attach: true, existing: true });
  try {
    const at = options.at ? instant(options.at) : await getLastPublishedAt(system.analytics);
    const days = positive('--days', options.days);
    const rows = at === null ? [] : await rankFor(system, { at, days, level: options.level });
    const top = positive('--top', options.top);
    const shown = rows.filter((row) => row.rank <= top && row.ward_code.startsWith(options.ward ?? ''));
    await print(system, shown, options.json ?? false);
  } finally {
    await system.close();
  }
}

async function rankFor(
  system: System,
  { at, days, level }: { at: string; days: number; level: WardLevel },
): Promise<HotspotRecord[]> {
  const { district, ledger, log } = system;
  const settings = await openSettings(ledger, { district, registry: [heatSetting, calendarSetting], log });
  return computeRanking({
    heat: currentHeat(settings),
    analytics: system.analytics,
    districtCode: district.code,
    timeZone: district.timeZone,
    at,
    runId: at,
    overdueDays: overdueCounter(calendarInForce(settings), {
      at: hourEnd(at),
      dutyDays: district.clocks.resolveWorkingDays,
    }),
    windows: [days],
    levels: [level],
  });
}

async function print(system: System, rows: HotspotRecord[], json: boolean): Promise<void> {
  const titles = await listEventTitles(system.analytics, [...new Set(rows.map((row) => row.event_id))]);
  const names = namesOf(system.district);
  for (const row of rows) {
    const event = titles.get(row.event_id)!;
    const place = { title: event.title, place: event.place, topicCode: event.topic_code };
    if (json) console.log(JSON.stringify({ ...toJson(row), ...place, wardName: names.ward(row.ward_code) }));
    else console.log(`${names.ward(row.ward_code)}  ${row.rank}. ${event.title}  ${explain(row)}`);
  }
  if (rows.length === 0 && !json) console.log('这个窗口内没有热点');
}

function toJson(row: HotspotRecord): object {
  return {
    rank: row.rank,
    wardCode: row.ward_code,
    level: row.level,
    eventId: row.event_id,
    heat: row.heat,
    parts: {
      volume: row.volume_points,
      burst: row.burst_points,
      severity: row.severity_points,
      overdue: row.overdue_points,
      spread: row.spread_points,
    },
    documents: row.documents,
    reporters: row.reporters,
    communities: row.communities,
    trend: row.trend,
    at: row.at,
    windowDays: row.window_days,
    formulaVersion: row.formula_version,
  };
}

function explain(row: HotspotRecord): string {
  const parts = `数量${row.volume_points} + 突增${row.burst_points} + 严重${row.severity_points} + 未办结${row.overdue_points} + 扩散${row.spread_points}`;
  return `热度 ${row.heat} = ${parts}（${row.documents} 件，${row.reporters} 人）`;
}

function instant(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new Failure(`--at 须为 ISO 时刻，如 2020-12-12T21:00:00+08:00，不是 ${text}`, 2);
  return date.toISOString();
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Failure(`${name} 须为正整数，不是 ${text}`, 2);
  return value;
}

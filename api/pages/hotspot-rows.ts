import { dayIn, dayName, dayNumber } from '#jobs/hotspots/baseline.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { listHotspots, type RankedHotspot } from '#warehouse/analytics/pages/list-hotspots.ts';
import { listSparks } from '#warehouse/analytics/pages/list-sparks.ts';
import type { ApiContext } from '../context.ts';
import type { HotspotRow } from '../contract/hotspots.ts';
import { alertsOfEvents } from './alert-views.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

const SPARK_DAYS = 14;
const DAY_MS = 86_400_000;

/** The hot list of the viewpoint's ward, as the run ranked it. */
export async function hotspotRows(
  context: ApiContext,
  view: Viewpoint,
  options: { runId: string | null; limit: number; eventId?: string },
): Promise<HotspotRow[]> {
  if (options.runId === null || view.wardCode === '') return [];
  const ranked = await listHotspots(context.reader, {
    scope: view.scope,
    runId: options.runId,
    windowDays: view.days,
    wardCode: view.wardCode,
    topic: view.asked.topic,
    eventId: options.eventId,
    changes: context.settings.current(wardRankingSetting).changes,
    limit: options.limit,
  });
  const ids = ranked.map((row) => row.event_id);
  const from = new Date(Date.parse(view.at) - SPARK_DAYS * DAY_MS).toISOString();
  const timeZone = context.district.timeZone;
  const [sparks, alerts, own] = await Promise.all([
    listSparks(context.reader, { ...view.filter, from, timeZone }, ids),
    alertsOfEvents(context, view.scope, ids),
    ownWordsOf(context, view, ids),
  ]);
  return ranked.map((row) => ({
    ...toHotspotRow(context, { ...row, ...own.get(row.event_id), documents: row.documents }),
    spark: fill(sparks.get(row.event_id) ?? [], dayIn(timeZone, view.at)),
    alert: alerts.get(row.event_id) ?? null,
  }));
}

function toHotspotRow(context: ApiContext, row: RankedHotspot): Omit<HotspotRow, 'spark' | 'alert'> {
  return {
    eventId: row.event_id,
    title: row.title,
    place: row.place,
    topicCode: row.topic_code,
    topicName: context.names.topic(row.topic_code),
    kind: row.kind,
    wardCode: row.ward_code,
    wardName: context.names.ward(row.ward_code),
    ownWardName: context.names.ward(row.own_ward),
    rank: row.rank,
    heat: row.heat,
    heatInterval: [row.heat_low, row.heat_high],
    formulaVersion: row.formula_version,
    parts: {
      volume: row.volume_points,
      burst: row.burst_points,
      severity: row.severity_points,
      overdue: row.overdue_points,
      spread: row.spread_points,
    },
    counts: {
      documents: row.documents,
      reporters: row.reporters,
      communities: row.communities,
      sources: row.sources,
      open: row.open_documents,
      overdue: row.overdue_days,
      privateDocuments: row.private_documents,
      weighted: row.weighted,
      expected: row.expected,
      surprise: row.surprise,
    },
    trend: row.trend,
    firstAt: row.first_at,
    lastAt: row.last_at,
  };
}

/** Fourteen days ending today, oldest first, zeros included. */
function fill(days: readonly [string, number][], today: string): number[] {
  const counts = new Map(days);
  const end = dayNumber(today);
  return Array.from({ length: SPARK_DAYS }, (_, i) => counts.get(dayName(end - SPARK_DAYS + 1 + i)) ?? 0);
}

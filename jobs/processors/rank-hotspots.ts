import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getLatestSeq } from '#warehouse/analytics/hotspots/get-latest-seq.ts';
import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import type { District } from '#warehouse/model/district.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import type { RaisableHotspot } from '../alerts/contract.ts';
import { raiseAlerts } from '../alerts/raise-alerts.ts';
import { narrowestWards } from '../hotspots/narrowest-wards.ts';
import { overdueCounter } from '../hotspots/overdue.ts';
import type { HotspotRecord } from '../hotspots/rank.ts';
import { runRanking } from '../hotspots/run-ranking.ts';
import type { Log } from '../log.ts';
import { topicName } from '../topics/taxonomy.ts';

export interface RankDeps {
  analytics: Analytics;
  desk: AlertDesk;
  district: District;
  now: () => Date;
  log: Log;
}

/** Windows whose heat may raise an alert: what happens today, and what happens this week. */
const ALERTING_WINDOWS = new Set([1, 7]);

/** Ranks everything for now, makes it the ranking that pages show, and raises what crossed the threshold. */
export async function rankHotspots(deps: RankDeps): Promise<void> {
  const { analytics, desk, district } = deps;
  const at = deps.now().toISOString();
  const rows = await runRanking({
    analytics,
    districtCode: district.code,
    timeZone: district.timeZone,
    at,
    runId: at,
    overdueDays: overdueCounter(desk.policy.calendar, { at, dutyDays: district.clocks.resolveWorkingDays }),
    seq: await getLatestSeq(analytics),
    finishedAt: at,
  });
  const raisable = await toRaisable(analytics, rows, { runId: at, at });
  const report = await raiseAlerts(desk, { runId: at, hotspots: raisable, now: at });
  await notifyLive(desk.ledger, { event: 'ranked', runId: at, at });
  deps.log.info({ event: 'ranked', hotspots: rows.length, raised: report.raised, cleared: report.cleared });
}

/** The district's rows, each event once with the hotter of its windows, told by the narrowest ward that holds it whole. */
async function toRaisable(
  analytics: Analytics,
  rows: readonly HotspotRecord[],
  run: { runId: string; at: string },
): Promise<RaisableHotspot[]> {
  const best = new Map<string, HotspotRecord>();
  for (const row of rows) {
    if (row.level !== 'district' || !ALERTING_WINDOWS.has(row.window_days)) continue;
    if (row.heat > (best.get(row.event_id)?.heat ?? -1)) best.set(row.event_id, row);
  }
  const titles = await listEventTitles(analytics, [...best.keys()]);
  const wards = narrowestWards(rows, best);
  return [...best.values()].flatMap((row) => {
    const title = titles.get(row.event_id);
    if (!title) return [];
    return {
      eventId: row.event_id,
      title: title.title,
      place: title.place,
      topicCode: title.topic_code,
      topicName: topicName(title.topic_code),
      categoryCode: title.topic_code.slice(0, 2),
      wardCode: wards.get(row.event_id) ?? row.ward_code,
      heat: row.heat,
      reporters: row.reporters,
      documents: row.documents,
      communities: row.communities,
      severity: row.severity,
      sensitive: row.private_documents === row.documents,
      surprise: row.surprise,
      ...run,
    };
  });
}

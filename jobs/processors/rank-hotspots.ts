import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { listRunRows, type RunRow } from '#warehouse/analytics/hotspots/list-run-rows.ts';
import { getAppliedSeq } from '../intake/applied-seq.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import type { District } from '#warehouse/model/district.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import type { RaisableHotspot } from '../alerts/contract.ts';
import { emergenciesBeside, naturesOf } from '../alerts/emergencies.ts';
import { raiseAlerts } from '../alerts/raise-alerts.ts';
import type { HeatParameters } from '../hotspots/heat-parameters.ts';
import { hourEnd } from '../hotspots/hour-end.ts';
import { overdueCounter } from '../hotspots/overdue.ts';
import { runRanking } from '../hotspots/run-ranking.ts';
import type { Log } from '../log.ts';
import { topicName } from '../topics/taxonomy.ts';

export interface RankDeps {
  analytics: Analytics;
  desk: AlertDesk;
  district: District;
  now: () => Date;
  /** The parameters that hold now, and the version of their setting; those shipped when absent. */
  heat?: () => { parameters: HeatParameters; version: number };
  log: Log;
}

/** Windows whose heat may raise an alert: what happens today, and what happens this week. */
const ALERTING_WINDOWS = [1, 7];

/** More than an ordinary hour touches: after an upgrade or an import, which takes a while. */
const FEW_MONTHS = 3;

/** Ranks everything for now, makes it the ranking that pages show, and raises what crossed the threshold. */
export async function rankHotspots(deps: RankDeps): Promise<void> {
  const { analytics, desk, district } = deps;
  const at = deps.now().toISOString();
  // Read before anything is counted: what is applied meanwhile is looked at again by the next run.
  const seq = await getAppliedSeq(desk.ledger);
  const ranked = await runRanking({
    analytics,
    districtCode: district.code,
    timeZone: district.timeZone,
    at,
    runId: at,
    overdueDays: overdueCounter(desk.policy.calendar, {
      at: hourEnd(at),
      dutyDays: district.clocks.resolveWorkingDays,
    }),
    ...(deps.heat ? { heat: deps.heat() } : {}),
    seq,
    finishedAt: at,
    onMonth: (done) => done.of > FEW_MONTHS && deps.log.info({ event: 'usual_days_counted', ...done }),
  });
  const raisable = await toRaisable(analytics, { rowsOf: ranked.runId, wardCode: district.code }, { runId: at, at });
  const named = new Set(raisable.map(({ eventId }) => eventId));
  const beside = await emergenciesBeside(analytics, named, { runId: at, at });
  const natures = (eventIds: string[]) => naturesOf(analytics, eventIds, at);
  const report = await raiseAlerts(desk, { runId: at, hotspots: [...raisable, ...beside], now: at, natures });
  await notifyLive(desk.ledger, { event: 'ranked', runId: at, at });
  deps.log.info({ event: 'ranked', ...ranked, raised: report.raised, cleared: report.cleared });
}

/** The district's rows, each event once with the hotter of its windows, told by the narrowest ward that holds it whole. */
async function toRaisable(
  analytics: Analytics,
  { rowsOf, wardCode }: { rowsOf: string; wardCode: string },
  run: { runId: string; at: string },
): Promise<RaisableHotspot[]> {
  const rows = await listRunRows(analytics, { runId: rowsOf, wardCode, windows: ALERTING_WINDOWS });
  const best = new Map<string, RunRow>();
  for (const row of rows) if (row.heat > (best.get(row.event_id)?.heat ?? -1)) best.set(row.event_id, row);
  const titles = await listEventTitles(analytics, [...best.keys()]);
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
      // Asked for once an alert is raised.
      nature: '',
      wardCode: row.own_ward,
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

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listReports, type ReportRow } from '#warehouse/analytics/detect/list-reports.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { dayIn, dayNumber } from '../baseline.ts';
import { type Clock, clockOf } from './clock.ts';
import { dayClassOf } from './day-class.ts';
import { type DistrictSpace, districtSpace } from './district-space.ts';
import type { Burst } from './fast-detector.ts';
import type { DetectionBasis, DetectionRequest, ReplayRequest } from './detection-request.ts';
import { type History, loadHistory } from './history.ts';
import { listSilences } from './list-silences.ts';
import { type SignalContext, signalOfBurst, signalOfCluster, signalOfRise } from './signals-of.ts';
import type { Report } from './space.ts';
import { Watch } from './watch.ts';

/** Days between the first day that is read and the first that is judged: history, guards, and the scan's fortnight. */
const LEAD_DAYS = 75;
/** The longest cylinder, whose events a cluster names. */
const SCAN_DAYS = 14;
/** A replay scans with fewer replicates and keeps each null distribution for a month: it looks for what changes, not for p. */
const REPLAY_REPLICATES = 199;
const REPLAY_NULL_NIGHTS = 30;

/**
 * Runs the detectors over what the warehouse holds, up to an instant: bursts of today and yesterday, sources that are silent, and
 * the rises and clusters of finished days. Nothing is kept between runs, so the same data give the same signals.
 */
export async function detect(analytics: Analytics, request: DetectionRequest): Promise<Signal[]> {
  const { at, closing, district } = request;
  const clock = clockOf(district.timeZone, at);
  const wanted = { to: at, burstsFrom: clock.today - 1, closing: new Set(closing) };
  const signals = await watchPeriod(analytics, request, { ...wanted, nullNights: 1 });
  return [...signals, ...(await listSilences(analytics, request, clock))];
}

/** What the detectors would have called over a past period, in order of time. */
export async function replay(analytics: Analytics, request: ReplayRequest): Promise<Signal[]> {
  const clock = clockOf(request.district.timeZone, request.to);
  const first = dayNumber(dayIn(request.district.timeZone, request.from));
  const days = Array.from({ length: clock.today - first }, (_, i) => first + i);
  const clusterReplicates = Math.min(REPLAY_REPLICATES, request.parameters.clusterReplicates);
  const signals = await watchPeriod(
    analytics,
    { ...request, parameters: { ...request.parameters, clusterReplicates } },
    { to: request.to, burstsFrom: first, closing: new Set(days), nullNights: REPLAY_NULL_NIGHTS },
  );
  return signals.sort((a, b) => (a.raised_at < b.raised_at ? -1 : a.raised_at > b.raised_at ? 1 : 0));
}

interface Period {
  to: string;
  /** Number of the first day whose bursts are wanted. */
  burstsFrom: number;
  /** Days whose rises and clusters are wanted. */
  closing: ReadonlySet<number>;
  nullNights: number;
}

async function watchPeriod(analytics: Analytics, basis: DetectionBasis, period: Period): Promise<Signal[]> {
  const { timeZone } = basis.district;
  const clock = clockOf(timeZone, period.to);
  const space = districtSpace(basis.district);
  const firstJudged = Math.min(period.burstsFrom, ...period.closing);
  const window = { from: clock.startOf(firstJudged - LEAD_DAYS), to: clock.startOf(clock.today), timeZone };
  const history = await loadHistory(analytics, space, window);
  // A day before the first wanted burst, since its window reaches back into the evening before.
  const rowsFrom = period.closing.size > 0 ? firstJudged - SCAN_DAYS : period.burstsFrom - 1;
  const rows = await listReports(analytics, { from: clock.startOf(rowsFrom), to: period.to });
  const { zoneOffsetMs } = clock;
  const context = { district: space, zoneOffsetMs, parametersVersion: basis.parametersVersion, rows };
  return watchDays(basis, { space, history, clock, context, period });
}

interface Days {
  space: DistrictSpace;
  history: History;
  clock: Clock;
  context: SignalContext;
  period: Period;
}

function watchDays({ parameters, calendar }: DetectionBasis, days: Days): Signal[] {
  const { space, history, clock, context, period } = days;
  const { neighbours } = space;
  const watch = new Watch({
    space: space.space,
    parameters,
    zoneOffsetMs: clock.zoneOffsetMs,
    dayClassOf: (day) => dayClassOf(calendar, day),
    scan: period.closing.size > 0 ? { neighbours, seed: 1, nullNights: period.nullNights } : undefined,
  });
  const reports = byDay(context.rows, days, watch);
  const bursts: Burst[] = [];
  const signals: Signal[] = [];
  for (let day = Math.min(clock.today, ...history.keys()); day <= clock.today; day++) {
    const called = watch.observe(reports.get(day) ?? []);
    if (day >= period.burstsFrom) bursts.push(...called);
    if (day === clock.today) break;
    const { rises, clusters } = watch.close(day, history.get(day) ?? null, { scan: period.closing.has(day) });
    if (!period.closing.has(day)) continue;
    signals.push(...rises.map((rise) => signalOfRise(rise, context)));
    signals.push(...clusters.map((cluster) => signalOfCluster(cluster, context)));
  }
  // Told at the end, when it is known until when each held.
  return [...bursts.map((burst) => signalOfBurst(burst, context)), ...signals];
}

function byDay(rows: readonly ReportRow[], { space, period }: Days, watch: Watch): Map<number, Report[]> {
  const days = new Map<number, Report[]>();
  for (const row of rows) {
    const report = space.reportOf(row);
    if (!report) continue;
    const day = watch.dayOf(report.at);
    if (day < period.burstsFrom - 1) continue;
    const known = days.get(day);
    if (known) known.push(report);
    else days.set(day, [report]);
  }
  return days;
}

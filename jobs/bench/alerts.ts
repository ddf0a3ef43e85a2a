import { randomFrom } from '../testing/some-posts.ts';
import { crossingRun } from './alerts/crossing-run.ts';
import { killRun } from './alerts/kill-run.ts';
import type { BenchRow } from './bench-row.ts';

const SECONDS = 90;
const ALERTS = 10_000;
const KILLS = 50;
/** What the issue of such an alert may take: people run for it. */
const ALLOWED_SECONDS = 2;

/** Alerts: seconds from an accepted document to the receiver; with `kills`, what becomes of 10 000 under 50 kills. */
export async function run(options: { kills?: boolean } = {}): Promise<BenchRow[]> {
  return options.kills ? kills() : latency();
}

async function latency(): Promise<BenchRow[]> {
  const { documents, crossings, latencies, lost, repeated } = await crossingRun({ seconds: SECONDS });
  const data = `${documents} synthetic documents at 50/s, ${crossings} of them crossing`;
  const at = (share: number): number => (latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN) / 1000;
  const row = (metric: string, value: number, unit: BenchRow['unit']): BenchRow => ({
    bench: 'alerts',
    metric,
    value,
    baseline: 'allowed',
    baselineValue: unit === 's' ? ALLOWED_SECONDS : 0,
    ...(unit === 's' ? { ratio: value / ALLOWED_SECONDS } : {}),
    unit,
    data,
  });
  return [
    row('latency_p50_seconds', at(0.5), 's'),
    row('latency_p99_seconds', at(0.99), 's'),
    row('lost', lost, 'items'),
    row('repeated', repeated, 'items'),
  ];
}

async function kills(): Promise<BenchRow[]> {
  const report = await killRun({ alerts: ALERTS, kills: KILLS, random: randomFrom(Date.now()) });
  const { process, postgres } = report.kills;
  const data = `${report.alerts} alerts, ${process} kills of the process and ${postgres} of PostgreSQL, ${report.requests} requests, ${report.seconds} s`;
  const row = (metric: string, value: number): BenchRow => ({
    bench: 'alerts-kills',
    metric,
    value,
    baseline: 'allowed',
    baselineValue: 0,
    unit: 'items',
    data,
  });
  return [
    row('lost', report.lost),
    row('repeated', report.repeated),
    row('foreign_ids', report.foreignIds),
    row('doubled_transitions', report.doubled),
    row('broken_logs', report.logIntact ? 0 : 1),
  ];
}

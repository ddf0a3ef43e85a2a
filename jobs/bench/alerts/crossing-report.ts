import { z } from 'zod';
import { runQuery, type Analytics } from '#warehouse/analytics/analytics.ts';
import { runStatement, type Ledger } from '#warehouse/ledger/ledger.ts';

/** How long alerts took from the accepted document that crossed the threshold to the byte at the receiver. */
export interface CrossingReport {
  documents: number;
  crossings: number;
  /** Milliseconds, ascending. */
  latencies: number[];
  lost: number;
  repeated: number;
}

/** What joined an event that was alerted before crosses nothing; it is told by the event's first emergency. */
export async function reportOf(
  { analytics, ledger }: { analytics: Analytics; ledger: Ledger },
  run: { accepted: Map<string, number>; arrived: Map<string, number[]>; documents: number },
): Promise<CrossingReport> {
  const events = await runQuery(analytics, {
    name: 'bench_urgent_events',
    sql: `SELECT event_id, groupUniqArray(ward_code) AS wards FROM memberships FINAL WHERE severity >= 3 GROUP BY event_id`,
    row: z.object({ event_id: z.string(), wards: z.array(z.string()) }),
  });
  const text = 'select event_id as "eventId", alert_id as "alertId" from alerts';
  const row = z.object({ eventId: z.string(), alertId: z.string() });
  const alerts = new Map(
    (await runStatement(ledger, { name: 'bench-alerts', text, row })).map(({ eventId, alertId }) => [eventId, alertId]),
  );
  const crossings = events.flatMap(({ event_id: event, wards }) => {
    const times = wards.flatMap((ward) => run.accepted.get(ward) ?? []);
    return times.length === 0 ? [] : [{ at: Math.min(...times), got: run.arrived.get(alerts.get(event) ?? '') ?? [] }];
  });
  const latencies = crossings.flatMap(({ at, got }) => (got[0] === undefined ? [] : [got[0] - at]));
  return {
    documents: run.documents,
    crossings: crossings.length,
    latencies: latencies.sort((a, b) => a - b),
    lost: crossings.length - latencies.length,
    repeated: crossings.filter(({ got }) => got.length > 1).length,
  };
}

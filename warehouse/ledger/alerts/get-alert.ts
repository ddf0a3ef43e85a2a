import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { runStatement, type Queryable } from '../ledger.ts';
import { listAlerts } from './list-alerts.ts';
import { listAssignments, listClocks } from './list-parts.ts';
import { selectList } from '../row-sql.ts';
import { deliveryRow, logRow, type AlertRow, type AssignmentRow, type ClockRow } from './rows.ts';

const timelineRow = logRow.extend({ id: z.number(), hash: z.string() });
const trackedDelivery = deliveryRow.omit({ facts: true }).extend({
  position: z.number(),
  attempts: z.number(),
  lastCode: z.string(),
  sentAt: z.string().nullable(),
});
const attemptRow = z.object({
  deliveryId: z.string(),
  attempt: z.number(),
  at: z.string(),
  ms: z.number(),
  httpStatus: z.number().nullable(),
  code: z.string(),
  verdict: z.enum(['sent', 'retry', 'dead']),
});

/** An alert with everything that its page shows. */
export interface AlertFile {
  alert: AlertRow;
  assignments: AssignmentRow[];
  /** Running and finished clocks, oldest first. */
  clocks: ClockRow[];
  /** Oldest first. */
  timeline: z.infer<typeof timelineRow>[];
  /** In-app rows are left out; oldest first. */
  deliveries: (z.infer<typeof trackedDelivery> & { attemptLog: z.infer<typeof attemptRow>[] })[];
}

/** The whole file of one alert; undefined when there is none in the scope. */
export async function getAlert(on: Queryable, scope: Scope, alertId: string): Promise<AlertFile | undefined> {
  const [alert] = await listAlerts(on, scope, { alertId }, { limit: 1 });
  if (!alert) return undefined;
  const assignments = await listAssignments(on, [alertId]);
  const clocks = await listClocks(on, [alertId], 'all');
  const timeline = await runStatement(on, {
    name: 'list-alert-timeline',
    text: `select ${selectList(timelineRow)} from alert_log where alert_id = $1 order by seq`,
    values: [alertId],
    row: timelineRow,
  });
  const deliveries = await runStatement(on, {
    name: 'list-alert-deliveries',
    text: `select ${selectList(trackedDelivery)} from deliveries
      where alert_id = $1 and channel <> 'inapp' order by position`,
    values: [alertId],
    row: trackedDelivery,
  });
  const attempts = await runStatement(on, {
    name: 'list-delivery-attempts',
    text: `select ${selectList(attemptRow)} from delivery_attempts
      where delivery_id = any($1) order by delivery_id, attempt`,
    values: [deliveries.map(({ deliveryId }) => deliveryId)],
    row: attemptRow,
  });
  const withAttempts = deliveries.map((delivery) => ({
    ...delivery,
    attemptLog: attempts.filter(({ deliveryId }) => deliveryId === delivery.deliveryId),
  }));
  return { alert, assignments, clocks, timeline, deliveries: withAttempts };
}

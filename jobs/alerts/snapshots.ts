import type { Transaction } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import { appendLog } from '#warehouse/ledger/alerts/append-log.ts';
import { listAssignments, listClocks } from '#warehouse/ledger/alerts/list-parts.ts';
import { voidHeld } from '#warehouse/ledger/alerts/release-deliveries.ts';
import type { AlertRow } from '#warehouse/ledger/alerts/rows.ts';
import { saveAlert, saveAssignment, saveClock } from '#warehouse/ledger/alerts/save-alert.ts';
import type { AlertDesk } from './alert-desk.ts';
import type { Outcome } from './lifecycle/change.ts';
import { hasEnded, type AlertSnapshot } from './lifecycle/snapshot.ts';
import { writeOutbox } from './outbox.ts';

/** Who stands in the log for what nobody in particular did. */
export const system = { id: 'system', name: '系统' } as const;

/** Completes an alert, whose row is locked, with its assignments and running clocks. */
export async function completeSnapshot(tx: Transaction, row: AlertRow): Promise<AlertSnapshot> {
  const assignments = await listAssignments(tx, [row.alertId]);
  const clocks = await listClocks(tx, [row.alertId], 'running');
  return { ...row, assignments, clocks };
}

/** Writes what a transition led to: the changed rows, then the log, then the outbox with its jobs, all in `tx`. */
export async function saveOutcome(
  tx: Transaction,
  desk: AlertDesk,
  change: { before: AlertSnapshot | undefined; outcome: Outcome; actor: { id: string; name: string }; now: string },
): Promise<void> {
  const { before, outcome, actor, now } = change;
  const { alert, logs } = outcome;
  await saveAlert(tx, alert);
  const known = new Set<unknown>([...(before?.assignments ?? []), ...(before?.clocks ?? [])]);
  for (const assignment of alert.assignments) if (!known.has(assignment)) await saveAssignment(tx, assignment);
  for (const clock of alert.clocks) if (!known.has(clock)) await saveClock(tx, clock);
  const first = alert.seq - logs.length + 1;
  for (const [index, entry] of logs.entries()) {
    await appendLog(tx, {
      alertId: alert.alertId,
      seq: first + index,
      assignmentId: entry.assignmentId,
      at: now,
      actorId: actor.id,
      actorName: actor.name,
      event: entry.event,
      fromState: entry.from,
      toState: entry.to,
      reason: entry.reason,
      detail: JSON.stringify(entry.detail),
    });
  }
  // After the log, whose head is locked until commit: positions of the outbox become visible in their order.
  await writeOutbox(tx, desk, outcome, now);
  if (hasEnded(alert)) await voidHeld(tx, alert.alertId);
  if (logs.length > 0) await notifyLive(tx, { event: 'alert' });
}

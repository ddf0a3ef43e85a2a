import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import type { ReportActor } from './report-actor.ts';
import type { ReportDesk } from './report-desk.ts';

/** Writes what somebody did with a report into the audit log, in the same transaction. */
export function auditReport(
  desk: Pick<ReportDesk, 'now'>,
  tx: Transaction,
  of: { actor: ReportActor; action: string; reportId: string; detail?: Record<string, unknown> | undefined },
): Promise<void> {
  const { actor, action, reportId, detail } = of;
  return appendAudit(tx, {
    at: desk.now().toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    action: `report.${action}`,
    target: reportId,
    ...(detail ? { detail } : {}),
  });
}

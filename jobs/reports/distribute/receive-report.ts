import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { readReceipts, reviveReportMail } from '#warehouse/ledger/reports/receipts.ts';
import { auditReport, type ReportActor, type ReportOutcome } from '../workflow/report-actor.ts';
import type { ReportDesk } from '../workflow/report-desk.ts';

/** 已阅: closes what lies unread of a report on the actor's desk, their department's or their own. Again, it does nothing. */
export function readReport(desk: ReportDesk, asked: { reportId: string; actor: ReportActor }): Promise<ReportOutcome> {
  const { reportId, actor } = asked;
  return inTransaction(desk.ledger, async (tx) => {
    if (!(await getReport(tx, actor.reader, reportId))) return { kind: 'refused', reason: 'not_found' };
    const at = desk.now().toISOString();
    const read = await readReceipts(tx, actor.reader, { reportId, at, by: actor.name });
    if (read > 0) await auditReport(desk, tx, { actor, action: 'read', reportId });
    return { kind: 'done' };
  });
}

/** Queues a mail again that could not be delivered, under its old id, so that its receiver recognises a repeat. */
export function resendReport(
  desk: ReportDesk,
  asked: { reportId: string; deliveryId: string; actor: ReportActor },
): Promise<ReportOutcome> {
  const { reportId, deliveryId, actor } = asked;
  return inTransaction(desk.ledger, async (tx) => {
    const row = await getReport(tx, actor.reader, reportId);
    if (!row) return { kind: 'refused', reason: 'not_found' };
    if (!actor.mayIssue || !row.is_own) return { kind: 'refused', reason: 'forbidden' };
    if (!(await reviveReportMail(tx, reportId, deliveryId))) return { kind: 'refused', reason: 'illegal' };
    await desk.enqueueDelivery(tx, deliveryId);
    await auditReport(desk, tx, { actor, action: 'resend', reportId, detail: { deliveryId } });
    return { kind: 'done' };
  });
}

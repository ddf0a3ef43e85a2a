import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import type { ReportReader } from '#warehouse/ledger/reports/report-row.ts';

/** Who acts, and what they may do beyond reading. */
export interface ReportActor {
  id: string;
  name: string;
  reader: ReportReader;
  mayEdit: boolean;
  mayIssue: boolean;
}

/** Why something was not done. */
export type ReportRefused =
  | { kind: 'refused'; reason: Reason }
  | { kind: 'refused'; reason: 'wrong'; problems: string[] };
type Reason =
  | 'not_found'
  | 'forbidden'
  | 'illegal'
  | 'stale_version'
  /** Another report of the month was issued from another counting: this one has to be counted anew first. */
  | 'other_counting'
  /** Who handed over for review does not issue. */
  | 'same_person';

/** What came of it; `detail` goes into the audit log. */
export type ReportOutcome = { kind: 'done'; detail?: Record<string, unknown> } | ReportRefused;

/** The refusal for a reason. */
export const refused = (reason: Reason): ReportRefused => ({ kind: 'refused', reason });

/** Writes what somebody did with a report into the audit log, in the same transaction. */
export function auditReport(
  desk: { now: () => Date },
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

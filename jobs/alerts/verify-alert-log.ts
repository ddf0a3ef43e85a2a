import { findLogHead, listLogChain } from '#warehouse/ledger/alerts/list-log-chain.ts';
import type { Queryable } from '#warehouse/ledger/ledger.ts';
import { type LogVerdict, verifyChain } from '../audit/verify-chain.ts';

/** Recomputes the chain of the alert log; the fields are those of alert_log_append in sql/ledger/0011. */
export function verifyAlertLog(on: Queryable): Promise<LogVerdict> {
  return verifyChain({
    page: (afterId) => listLogChain(on, afterId),
    head: () => findLogHead(on),
    fields: (row) => [
      row.alertId,
      String(row.seq),
      row.assignmentId,
      String(Date.parse(row.at)),
      row.actorId,
      row.actorName,
      row.event,
      row.fromState,
      row.toState,
      row.reason,
      row.detail,
    ],
  });
}

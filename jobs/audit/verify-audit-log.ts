import { findAuditHead, listAuditChain } from '#warehouse/ledger/audit/list-audit-chain.ts';
import type { Queryable } from '#warehouse/ledger/ledger.ts';
import { type LogVerdict, verifyChain } from './verify-chain.ts';

/** Recomputes the chain of the audit log; the fields are those of audit_log_append in sql/ledger/0021. */
export function verifyAuditLog(on: Queryable): Promise<LogVerdict> {
  return verifyChain({
    page: (afterId) => listAuditChain(on, afterId),
    head: () => findAuditHead(on),
    fields: ({ at, actorId, actorName, action, target, detail }) => [
      String(Date.parse(at)),
      actorId,
      actorName,
      action,
      target,
      detail,
    ],
  });
}

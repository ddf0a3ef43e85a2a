import type { AuditEntry } from '#warehouse/ledger/audit/append-audit.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';

/** When, and by whom: what every line of the audit log about a person's act begins with. */
export function byUser(user: User, at: Date): Pick<AuditEntry, 'at' | 'actorId' | 'actorName'> {
  return { at: at.toISOString(), actorId: String(user.user_id), actorName: user.display_name };
}

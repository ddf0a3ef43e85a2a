import { noRow, type Queryable, runStatement } from '../ledger.ts';

/** Who did what to what. `detail` says how, without personal data and without secrets. */
export interface AuditEntry {
  at: string;
  /** The user's id; '' for a stranger or the system itself. */
  actorId: string;
  actorName: string;
  /** object.verb, e.g. session.open, setting.save, export.write. */
  action: string;
  target: string;
  detail?: Record<string, unknown>;
}

/**
 * Appends one line to the hash-chained audit log; its place and hashes are made by the store. Inside a transaction
 * the line exists exactly when the change does.
 */
export async function appendAudit(on: Queryable, entry: AuditEntry): Promise<void> {
  const { at, actorId, actorName, action, target, detail = {} } = entry;
  await runStatement(on, {
    name: 'append-audit',
    text: `insert into audit_log (at, actor_id, actor_name, action, target, detail) values ($1, $2, $3, $4, $5, $6)`,
    values: [at, actorId, actorName, action, target, JSON.stringify(detail)],
    row: noRow,
  });
}

import { type Queryable, runStatement } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { type AuditRow, auditRow } from './audit-row.ts';

/** Which lines: all conditions hold; '' asks for nothing. */
export interface AuditFilter {
  actorId: string;
  /** Prefix of the action, e.g. 'session'. */
  action: string;
  /** Instants; `from` is included, `to` is not. */
  from: string | null;
  to: string | null;
  /** Lines older than this id, for the next page. */
  beforeId: number | null;
}

/** The newest lines first. */
export function listAudit(on: Queryable, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  return runStatement(on, {
    name: 'list-audit',
    text: `select ${selectList(auditRow)} from audit_log
           where ($1 = '' or actor_id = $1) and starts_with(action, $2)
             and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
             and ($5::bigint is null or id < $5)
           order by id desc limit $6`,
    values: [filter.actorId, filter.action, filter.from, filter.to, filter.beforeId, limit],
    row: auditRow,
  });
}

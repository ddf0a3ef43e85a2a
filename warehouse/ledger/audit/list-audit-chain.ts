import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { auditRow } from './audit-row.ts';

const row = auditRow.extend({ previousHash: z.string(), hash: z.string() });
export type ChainedAuditRow = z.infer<typeof row>;

/** The log in its order, a page of at most 2 000 rows after `id`. */
export function listAuditChain(on: Queryable, afterId: number): Promise<ChainedAuditRow[]> {
  return runStatement(on, {
    name: 'list-audit-chain',
    text: `select ${selectList(row)} from audit_log where id > $1 order by id limit 2000`,
    values: [afterId],
    row,
  });
}

/** Where the chain ends, as the store remembers it apart from the rows. */
export async function findAuditHead(on: Queryable): Promise<{ id: number; hash: string }> {
  const [head] = await runStatement(on, {
    name: 'find-audit-head',
    text: 'select id, hash from audit_log_head',
    row: z.object({ id: z.number(), hash: z.string() }),
  });
  if (!head) throw new Error('audit_log_head has no row');
  return head;
}

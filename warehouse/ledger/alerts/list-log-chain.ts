import { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { logRow } from './rows.ts';

const row = logRow.extend({ id: z.number(), previousHash: z.string(), hash: z.string() });
export type ChainedLogRow = z.infer<typeof row>;

/** The log in its order, a page of at most 2 000 rows after `id`. */
export function listLogChain(on: Queryable, afterId: number): Promise<ChainedLogRow[]> {
  return runStatement(on, {
    name: 'list-log-chain',
    text: `select ${selectList(row)} from alert_log where id > $1 order by id limit 2000`,
    values: [afterId],
    row,
  });
}

/** Where the chain ends, as the store remembers it apart from the rows. */
export async function findLogHead(on: Queryable): Promise<{ id: number; hash: string }> {
  const [head] = await runStatement(on, {
    name: 'find-log-head',
    text: 'select id, hash from alert_log_head',
    row: z.object({ id: z.number(), hash: z.string() }),
  });
  if (!head) throw new Error('alert_log_head has no row');
  return head;
}

import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import type { ApiContext } from '../context.ts';

/** Whether each store answers a trivial question. */
export async function ping(context: ApiContext): Promise<{ analytics: boolean; ledger: boolean }> {
  const row = z.object({ one: z.number() });
  const [analytics, ledger] = await Promise.all([
    answers(runQuery(context.reader, { name: 'ping', sql: 'SELECT 1 AS one', row })),
    answers(runStatement(context.ledger, { name: 'ping', text: 'select 1 as one', row })),
  ]);
  return { analytics, ledger };
}

function answers(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

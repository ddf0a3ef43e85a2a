import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** Documents that the intake log says are there: taken as new, less those taken out again. */
export async function getAcceptedBalance(on: Queryable): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'get-accepted-balance',
    text: `select coalesce(sum(case reason when 'new' then count when 'deleted' then -count else 0 end), 0) as documents
           from intake_counts where outcome = 'accept'`,
    row: z.object({ documents: z.number() }),
  });
  return row!.documents;
}

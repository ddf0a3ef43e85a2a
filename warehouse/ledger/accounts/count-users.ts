import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** How many accounts there are; 0 means that the first run is not over. */
export async function countUsers(on: Queryable): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'count-users',
    text: 'select count(*) as users from users',
    row: z.object({ users: z.number() }),
  });
  return row?.users ?? 0;
}

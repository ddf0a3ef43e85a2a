import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { type Queryable, runStatement } from '../ledger.ts';
import { inScope, scopeValues } from './scope-filter.ts';

/** Open alerts in the scope by the first `codeLength` characters of their ward; shallower ones are left out. */
export async function countOpenAlertsByWard(
  on: Queryable,
  scope: Scope,
  codeLength: number,
): Promise<Map<string, number>> {
  const rows = await runStatement(on, {
    name: 'count-open-alerts-by-ward',
    text: `select left(a.ward_code, $3) as ward, count(*) as open from alerts a
           where ${inScope} and a.state not in ('closed', 'auto_cleared') and length(a.ward_code) >= $3 group by 1`,
    values: [...scopeValues(scope), codeLength],
    row: z.object({ ward: z.string(), open: z.number() }),
  });
  return new Map(rows.map((row) => [row.ward, row.open]));
}

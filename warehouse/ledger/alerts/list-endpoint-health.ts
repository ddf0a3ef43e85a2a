import { z } from 'zod';
import { selectList } from '../row-sql.ts';
import { runStatement, type Queryable } from '../ledger.ts';

const row = z.object({
  endpointId: z.string(),
  disabledAt: z.string().nullable(),
  disabledReason: z.string(),
  failuresInARow: z.number(),
  lastOkAt: z.string().nullable(),
});
export type EndpointHealth = z.infer<typeof row>;

/** How every endpoint that was ever called has fared. */
export function listEndpointHealth(on: Queryable): Promise<EndpointHealth[]> {
  return runStatement(on, {
    name: 'list-endpoint-health',
    text: `select ${selectList(row)} from delivery_endpoints order by endpoint_id limit 10000`,
    row,
  });
}

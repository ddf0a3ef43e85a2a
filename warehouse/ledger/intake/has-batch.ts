import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** True when this input was taken before, so that it need not even be cleaned again. */
export async function hasBatch(on: Queryable, sourceId: string, inputKey: string): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'has-batch',
    text: 'select 1 as found from intake_batches where source_id = $1 and input_key = $2',
    values: [sourceId, inputKey],
    row: z.object({ found: z.number() }),
  });
  return rows.length > 0;
}

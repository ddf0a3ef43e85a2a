import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({ cursor: z.string().nullable() });

/** Where the last stored pull of a source ended; null before the first. */
export async function getSourceCursor(on: Queryable, sourceId: string): Promise<string | null> {
  const [row] = await runStatement(on, {
    name: 'get-source-cursor',
    text: 'select cursor from sources where source_id = $1',
    values: [sourceId],
    row: rowSchema,
  });
  return row?.cursor ?? null;
}

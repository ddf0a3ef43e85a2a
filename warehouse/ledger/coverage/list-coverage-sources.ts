import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** The sources that ever reported coverage. */
export async function listCoverageSources(on: Queryable): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-coverage-sources',
    text: 'select distinct source_id from coverage_counts limit 100',
    row: z.object({ source_id: z.string() }),
  });
  return rows.map(({ source_id }) => source_id);
}

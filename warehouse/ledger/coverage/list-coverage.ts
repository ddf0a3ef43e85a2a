import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  source_id: z.string(),
  ward_code: z.string(),
  registered: z.number(),
  party: z.number().nullable(),
  active: z.number().nullable(),
  reported_at: z.string(),
});
export type CoverageRow = z.infer<typeof rowSchema>;

/** What the wards within the prefixes reported for a day (YYYY-MM-DD); who did not report is not there. */
export function listCoverage(on: Queryable, day: string, wards: readonly string[]): Promise<CoverageRow[]> {
  return runStatement(on, {
    name: 'list-coverage',
    text: `select source_id, ward_code, registered, party, active, reported_at from coverage_counts
           where day = $1 and exists (select 1 from unnest($2::text[]) prefix where ward_code like prefix || '%')
           order by ward_code limit 5000`,
    values: [day, wards],
    row: rowSchema,
  });
}

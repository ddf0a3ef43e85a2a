import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const withheldRow = z.object({
  withheld_no: z.number(),
  correction_no: z.number().nullable(),
  at: z.string(),
  by_name: z.string(),
  differences: z.string(),
});
export type WithheldRow = z.infer<typeof withheldRow>;

/** What corrections of a report did not print, the latest first. For leaders only. */
export function listWithheld(on: Queryable, reportId: string): Promise<WithheldRow[]> {
  return runStatement(on, {
    name: 'list-withheld-differences',
    text: `select withheld_no, correction_no, at, by_name, differences from report_withheld
           where report_id = $1 order by withheld_no desc limit 100`,
    values: [reportId],
    row: withheldRow,
  });
}

/** Appends what a correction does not print; `correctionNo` null where none was issued. */
export async function insertWithheld(
  on: Queryable,
  of: { reportId: string; correctionNo: number | null; at: string; byName: string; differences: string },
): Promise<void> {
  await runStatement(on, {
    name: 'insert-withheld-differences',
    text: `insert into report_withheld (report_id, withheld_no, correction_no, at, by_name, differences)
           select $1, coalesce(max(withheld_no), 0) + 1, $2, $3, $4, $5 from report_withheld where report_id = $1`,
    values: [of.reportId, of.correctionNo, of.at, of.byName, of.differences],
    row: noRow,
  });
}

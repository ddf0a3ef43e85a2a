import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** The next 发文字号 of a kind and subject in a year, from 1; taken when the transaction commits. */
export async function nextReportNumber(
  on: Queryable,
  of: { kind: string; subjectCode: string; year: number },
): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'next-report-number',
    text: `insert into report_numbers (kind, subject_code, year, last) values ($1, $2, $3, 1)
           on conflict (kind, subject_code, year) do update set last = report_numbers.last + 1 returning last`,
    values: [of.kind, of.subjectCode, of.year],
    row: z.object({ last: z.number() }),
  });
  return row!.last;
}

export interface Issue {
  reportId: string;
  version: number;
  number: string;
  model: string;
  searchText: string;
  at: string;
  by: string;
}

/** Issues a report under review; false when somebody was faster. From here on the row refuses to be changed. */
export async function issueReport(on: Queryable, issue: Issue): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'issue-report',
    text: `update reports set state = 'issued', number = $3, issued_model = $4, search_text = $5, issued_at = $6, issued_by = $7,
             version = version + 1, updated_at = $6, updated_by = $7
           where report_id = $1 and version = $2 and state = 'review' returning 1 as changed`,
    values: [issue.reportId, issue.version, issue.number, issue.model, issue.searchText, issue.at, issue.by],
    row: z.object({ changed: z.number() }),
  });
  return rows.length > 0;
}

const correctionRow = z.object({
  correction_no: z.number(),
  at: z.string(),
  by_name: z.string(),
  snapshot_hash: z.string(),
  differences: z.string(),
});
export type CorrectionRow = z.infer<typeof correctionRow>;

/** The corrections of a report, the latest first. */
export function listCorrections(on: Queryable, reportId: string): Promise<CorrectionRow[]> {
  return runStatement(on, {
    name: 'list-corrections',
    text: `select correction_no, at, by_name, snapshot_hash, differences from report_corrections
           where report_id = $1 order by correction_no desc limit 100`,
    values: [reportId],
    row: correctionRow,
  });
}

/** Appends a correction; its number, from 1. */
export async function insertCorrection(
  on: Queryable,
  of: { reportId: string; at: string; byName: string; snapshotHash: string; differences: string },
): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'insert-correction',
    text: `insert into report_corrections (report_id, correction_no, at, by_name, snapshot_hash, differences)
           select $1, coalesce(max(correction_no), 0) + 1, $2, $3, $4, $5 from report_corrections where report_id = $1
           returning correction_no`,
    values: [of.reportId, of.at, of.byName, of.snapshotHash, of.differences],
    row: z.object({ correction_no: z.number() }),
  });
  return row!.correction_no;
}

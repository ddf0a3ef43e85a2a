import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';
import type { ReportState } from './report-row.ts';

export interface NewReport {
  reportId: string;
  kind: string;
  periodKey: string;
  subjectKind: 'ward' | 'department';
  subjectCode: string;
  eventId: string;
  name: string;
  at: string;
  by: string;
  /** Leaves one alone that is there. */
  onlyNew: boolean;
}

/**
 * Puts a report on the list, to be counted; one that is there and not issued is counted anew, its edits kept. Gives its id, or
 * undefined when it is issued already, or there and only new ones are wanted.
 */
export async function requestReport(on: Queryable, report: NewReport): Promise<string | undefined> {
  const [row] = await runStatement(on, {
    name: 'request-report',
    text: `insert into reports (report_id, kind, period_key, subject_kind, subject_code, event_id, name, state, created_at, created_by, updated_at, updated_by)
           values ($1, $2, $3, $4, $5, $6, $7, 'counting', $8, $9, $8, $9)
           on conflict (kind, period_key, subject_kind, subject_code, event_id) do update
             set state = 'counting', problem = '', version = reports.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
             where reports.state <> 'issued' and not $10
           returning report_id`,
    values: [
      report.reportId,
      report.kind,
      report.periodKey,
      report.subjectKind,
      report.subjectCode,
      report.eventId,
      report.name,
      report.at,
      report.by,
      report.onlyNew,
    ],
    row: z.object({ report_id: z.string() }),
  });
  return row?.report_id;
}

export interface Counted {
  reportId: string;
  snapshot: string;
  snapshotHash: string;
  name: string;
  searchText: string;
  at: string;
}

/** Keeps a counting; nothing when the report was issued meanwhile. */
export async function saveCounting(on: Queryable, counted: Counted): Promise<void> {
  await runStatement(on, {
    name: 'save-counting',
    text: `update reports set snapshot = $2, snapshot_hash = $3, name = $4, search_text = $5, state = 'draft', problem = '',
             version = version + 1, updated_at = $6
           where report_id = $1 and state <> 'issued'`,
    values: [counted.reportId, counted.snapshot, counted.snapshotHash, counted.name, counted.searchText, counted.at],
    row: noRow,
  });
}

/** Says why a report could not be counted. */
export async function saveProblem(on: Queryable, of: { reportId: string; problem: string; at: string }): Promise<void> {
  await runStatement(on, {
    name: 'save-report-problem',
    text: `update reports set state = 'failed', problem = $2, version = version + 1, updated_at = $3
           where report_id = $1 and state <> 'issued'`,
    values: [of.reportId, of.problem, of.at],
    row: noRow,
  });
}

export interface ReportChange {
  reportId: string;
  /** What the asker saw; another one refuses the change. */
  version: number;
  state?: ReportState;
  /** The id of who hands it over for review, by the name in `by`. */
  submittedById?: string;
  edits?: string;
  searchText?: string;
  at: string;
  by: string;
}

/** Changes state or sentences of a report that is not issued; false when somebody was faster. */
export async function changeReport(on: Queryable, change: ReportChange): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'change-report',
    text: `update reports set state = coalesce($3, state), edits = coalesce($4, edits), search_text = coalesce($5, search_text),
             submitted_by_id = coalesce($8, submitted_by_id), submitted_by = case when $8::text is null then submitted_by else $7 end,
             version = version + 1, updated_at = $6, updated_by = $7
           where report_id = $1 and version = $2 and state <> 'issued' returning 1 as changed`,
    values: [
      change.reportId,
      change.version,
      change.state ?? null,
      change.edits ?? null,
      change.searchText ?? null,
      change.at,
      change.by,
      change.submittedById ?? null,
    ],
    row: z.object({ changed: z.number() }),
  });
  return rows.length > 0;
}

import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { saveCounting, saveProblem } from '#warehouse/ledger/reports/save-report.ts';
import { ReportRefusal } from '../content/report-body.ts';
import { canonicalJson, snapshotHash } from '../snapshot/identify.ts';
import { applyEdits } from './apply-edits.ts';
import { editsOf, generated, type ReportDesk, searchTextOf, type SnapshotOf, snapshotsOf } from './report-desk.ts';

/** Sees every report: the product itself. */
export const EVERY_REPORT = { wards: [''], lines: null, departmentCode: '', accountId: '' };

/**
 * Counts reports that wait for it and makes them drafts; edits stay. What is about one period is counted once. Running it
 * twice counts twice and changes nothing else. A report that cannot be made says why; a fault of a store is thrown, and
 * tried again by the queue.
 */
export async function countReports(desk: ReportDesk, reportIds: readonly string[]): Promise<void> {
  const counted = new Map<string, SnapshotOf>();
  for (const reportId of reportIds) {
    const row = await getReport(desk.ledger, EVERY_REPORT, reportId);
    if (!row || row.state === 'issued') continue;
    const snapshotOf = counted.get(row.period_key) ?? (await snapshotsOf(desk, row.period_key));
    counted.set(row.period_key, snapshotOf);
    await count(desk, row, snapshotOf);
  }
}

async function count(desk: ReportDesk, row: ReportRow, snapshotOf: SnapshotOf): Promise<void> {
  const reportId = row.report_id;
  const at = desk.now().toISOString();
  try {
    const snapshot = snapshotOf({ subjectKind: row.subject_kind, subjectCode: row.subject_code }, row.event_id);
    const model = applyEdits(generated(desk, row, snapshot), editsOf(row));
    await saveCounting(desk.ledger, {
      reportId,
      snapshot: canonicalJson(snapshot),
      snapshotHash: snapshotHash(snapshot),
      name: model.name,
      searchText: searchTextOf(model),
      at,
    });
  } catch (error) {
    if (!(error instanceof ReportRefusal)) throw error;
    await saveProblem(desk.ledger, { reportId, problem: error.message, at });
  }
}

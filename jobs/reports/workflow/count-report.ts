import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { saveCounting, saveProblem } from '#warehouse/ledger/reports/save-report.ts';
import { ReportRefusal } from '../content/report-body.ts';
import { canonicalJson, snapshotHash } from '../snapshot/identify.ts';
import { applyEdits } from './apply-edits.ts';
import { countNow, editsOf, generated, type ReportDesk, searchTextOf } from './report-desk.ts';

/** Sees every report: the product itself. */
export const EVERY_REPORT = { wards: [''], lines: null, departmentCode: '' };

/**
 * Counts a report that waits for it and makes it a draft; edits stay. Running it twice counts twice and changes nothing
 * else. A report that cannot be made says why; a fault of a store is thrown, and tried again by the queue.
 */
export async function countReport(desk: ReportDesk, reportId: string): Promise<void> {
  const row = await getReport(desk.ledger, EVERY_REPORT, reportId);
  if (!row || row.state === 'issued') return;
  const at = (): string => desk.now().toISOString();
  try {
    const snapshot = await countNow(desk, {
      periodKey: row.period_key,
      subjectKind: row.subject_kind,
      subjectCode: row.subject_code,
    });
    const model = applyEdits(generated(desk, row, snapshot), editsOf(row));
    await saveCounting(desk.ledger, {
      reportId,
      snapshot: canonicalJson(snapshot),
      snapshotHash: snapshotHash(snapshot),
      name: model.name,
      searchText: searchTextOf(model),
      at: at(),
    });
  } catch (error) {
    if (!(error instanceof ReportRefusal)) throw error;
    await saveProblem(desk.ledger, { reportId, problem: error.message, at: at() });
  }
}

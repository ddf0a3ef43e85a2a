import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { insertCorrection } from '#warehouse/ledger/reports/issue-report.ts';
import { distribute } from '../distribute/distribute.ts';
import { snapshotHash } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ReportActor, ReportRefused } from './act-on-report.ts';
import { auditReport } from './audit-report.ts';
import { type Difference, listDifferences } from './list-differences.ts';
import { publishCountings } from './publish-countings.ts';
import { generated, type ReportDesk, snapshotsOf } from './report-desk.ts';

const refused = (reason: 'not_found' | 'forbidden' | 'illegal' | 'other_counting'): ReportRefused => ({
  kind: 'refused',
  reason,
});

/**
 * Counts an issued period anew and lists what is different. Nothing of the issued report changes; with `keep` and a
 * difference the list is appended to it as a correction, and sent to everyone who was sent the report.
 */
export async function correctReport(
  desk: ReportDesk,
  asked: { reportId: string; actor: ReportActor; keep: boolean },
): Promise<{ kind: 'differences'; differences: Difference[] } | ReportRefused> {
  const { reportId, actor, keep } = asked;
  const row = await getReport(desk.ledger, actor.reader, reportId);
  if (!row) return refused('not_found');
  if (!row.is_own || (keep && !actor.mayIssue)) return refused('forbidden');
  if (row.state !== 'issued') return refused('illegal');
  const issued = JSON.parse(row.snapshot) as Snapshot;
  const snapshotOf = await snapshotsOf(desk, row.period_key);
  const snapshot = comparable(snapshotOf({ subjectKind: row.subject_kind, subjectCode: row.subject_code }), issued);
  // Sentences are compared as generated: an edited one keeps its words, and its figures are those of the counting.
  const differences = listDifferences(generated(desk, row, issued), generated(desk, row, snapshot));
  if (keep && differences.length > 0) {
    const at = desk.now().toISOString();
    const isKept = await inTransaction(desk.ledger, async (tx) => {
      if (!(await publishCountings(tx, snapshot.countings ?? [], at))) return false;
      const list = JSON.stringify(differences);
      const hash = snapshotHash(snapshot);
      const kept = { reportId, at, byName: actor.name, snapshotHash: hash, differences: list };
      const edition = await insertCorrection(tx, kept);
      const sent = await distribute(desk, tx, { row, edition, at });
      const detail = { edition, differences: differences.length, ...sent };
      await auditReport(desk, tx, { actor, action: 'correct', reportId, detail });
      return true;
    });
    if (!isKept) return refused('other_counting');
  }
  return { kind: 'differences', differences };
}

/** A report from before countings were kept printed other cells: the difference of both could be one person. */
function comparable(snapshot: Snapshot, issued: Snapshot): Snapshot {
  if (issued.countings) return snapshot;
  return { ...snapshot, categories: issued.categories, topics: issued.topics };
}

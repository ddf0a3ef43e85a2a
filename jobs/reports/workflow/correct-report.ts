import { inTransaction, type Queryable, type Transaction } from '#warehouse/ledger/ledger.ts';
import { getCounting } from '#warehouse/ledger/reports/countings.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { insertCorrection } from '#warehouse/ledger/reports/issue-report.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { insertWithheld } from '#warehouse/ledger/reports/withheld-differences.ts';
import { distribute } from '../distribute/distribute.ts';
import type { CountedTopics, Published } from '../snapshot/hidden-cells.ts';
import { snapshotHash } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Difference } from './list-differences.ts';
import { listPublicDifferences } from './list-public-differences.ts';
import { type ExactSide, listWithheldDifferences } from './list-withheld-differences.ts';
import { publishCountings } from './publish-countings.ts';
import { auditReport, refused, type ReportActor, type ReportRefused } from './report-actor.ts';
import { generated, type ReportDesk, snapshotsOf } from './report-desk.ts';

/** What a later counting gives otherwise: for everybody, and what only leaders are told, none to whoever may not issue. */
export interface Corrected {
  kind: 'differences';
  differences: Difference[];
  withheld: Difference[];
}

/**
 * Counts an issued period anew and lists what is different. Nothing of the issued report changes; with `keep` and a printed
 * difference the list is appended to it as a correction, and sent to everyone who was sent the report. What may not be
 * printed is kept for the leaders' annex, also where nothing else changed: then there is no correction, which would tell so.
 */
export async function correctReport(
  desk: ReportDesk,
  asked: { reportId: string; actor: ReportActor; keep: boolean },
): Promise<Corrected | ReportRefused> {
  const { reportId, actor, keep } = asked;
  const row = await getReport(desk.ledger, actor.reader, reportId);
  if (!row) return refused('not_found');
  if (!row.is_own || (keep && !actor.mayIssue)) return refused('forbidden');
  if (row.state !== 'issued') return refused('illegal');
  const issued = JSON.parse(row.snapshot) as Snapshot;
  const snapshotOf = await snapshotsOf(desk, row.period_key);
  const subject = { subjectKind: row.subject_kind, subjectCode: row.subject_code };
  const snapshot = comparable(snapshotOf(subject, row.event_id), issued);
  // Sentences are compared as generated: an edited one keeps its words, and its figures are those of the counting.
  const side = (of: Snapshot) => ({ model: generated(desk, row, of), snapshot: of });
  const found: Corrected = {
    kind: 'differences',
    differences: listPublicDifferences(side(issued), side(snapshot)),
    withheld: actor.mayIssue
      ? listWithheldDifferences(await exactSide(desk.ledger, issued), await exactSide(desk.ledger, snapshot))
      : [],
  };
  if (!keep || found.differences.length + found.withheld.length === 0) return found;
  const isKept = await inTransaction(desk.ledger, (tx) => keepCorrection(desk, tx, { row, actor, snapshot, found }));
  return isKept ? found : refused('other_counting');
}

interface Kept {
  row: ReportRow;
  actor: ReportActor;
  snapshot: Snapshot;
  found: Corrected;
}

/** False when the counting has to be made anew first. */
async function keepCorrection(desk: ReportDesk, tx: Transaction, of: Kept): Promise<boolean> {
  const { row, actor, snapshot, found } = of;
  const { report_id: reportId } = row;
  const at = desk.now().toISOString();
  let correctionNo: number | null = null;
  let sent = {};
  if (found.differences.length > 0) {
    // Only what is printed is published.
    if (!(await publishCountings(tx, snapshot.countings ?? [], at))) return false;
    const differences = JSON.stringify(found.differences);
    const kept = { reportId, at, byName: actor.name, snapshotHash: snapshotHash(snapshot), differences };
    correctionNo = await insertCorrection(tx, kept);
    sent = await distribute(desk, tx, { row, edition: correctionNo, at });
  }
  if (found.withheld.length > 0)
    await insertWithheld(tx, {
      reportId,
      correctionNo,
      at,
      byName: actor.name,
      differences: JSON.stringify(found.withheld),
    });
  const detail = {
    edition: correctionNo,
    differences: found.differences.length,
    withheld: found.withheld.length,
    ...sent,
  };
  await auditReport(desk, tx, { actor, action: 'correct', reportId, detail });
  return true;
}

/** What the countings of a snapshot counted, also of what they leave out. */
async function exactSide(on: Queryable, snapshot: Snapshot): Promise<ExactSide> {
  const counted = async (ofPeriod: string): Promise<CountedTopics | null> => {
    const kept = snapshot.countings?.map((each) => each.split(' ')).find(([periodKey]) => periodKey === ofPeriod);
    const body = kept && (await getCounting(on, { periodKey: ofPeriod, countingId: kept[1]! }));
    return body === undefined ? null : (JSON.parse(body) as Published).counted;
  };
  return {
    snapshot,
    counted: await counted(snapshot.period.key),
    countedBefore: await counted(snapshot.previous.key),
  };
}

/** A report from before countings were kept printed other cells: the difference of both could be one person. */
function comparable(snapshot: Snapshot, issued: Snapshot): Snapshot {
  if (issued.countings) return snapshot;
  return { ...snapshot, categories: issued.categories, topics: issued.topics };
}

import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { insertCorrection, issueReport, nextReportNumber } from '#warehouse/ledger/reports/issue-report.ts';
import type { ReportReader, ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { changeReport } from '#warehouse/ledger/reports/save-report.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { checkedModel } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import { KINDS } from '../content/report-kinds.ts';
import { fullDay } from '../period.ts';
import { snapshotHash } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { applyEdits, editProblems, type Edits, maskedEdits } from './apply-edits.ts';
import { type Difference, listDifferences } from './list-differences.ts';
import { findSubject, generated, modelOf, type ReportDesk, searchTextOf, snapshotsOf } from './report-desk.ts';

/** Who acts, and what they may do beyond reading. */
export interface ReportActor {
  id: string;
  name: string;
  reader: ReportReader;
  mayEdit: boolean;
  mayIssue: boolean;
}

/** Why something was not done. */
export type ReportRefused =
  | { kind: 'refused'; reason: 'not_found' | 'forbidden' | 'illegal' | 'stale_version' }
  | { kind: 'refused'; reason: 'wrong'; problems: string[] };
export type ReportOutcome = { kind: 'done' } | ReportRefused;

const refused = (reason: 'not_found' | 'forbidden' | 'illegal' | 'stale_version'): ReportRefused => ({
  kind: 'refused',
  reason,
});
const done: ReportOutcome = { kind: 'done' };

interface Asked {
  reportId: string;
  version: number;
  actor: ReportActor;
}

/** Keeps edited sentences of a draft. Refuses a share that does not follow from its parts, and figures that do not exist. */
export function saveEdits(desk: ReportDesk, asked: Asked & { edits: Edits }): Promise<ReportOutcome> {
  return change(desk, asked, async (tx, row) => {
    if (!asked.actor.mayEdit) return refused('forbidden');
    if (row.state !== 'draft') return refused('illegal');
    const model = generated(desk, row, JSON.parse(row.snapshot) as Snapshot);
    const edits = maskedEdits(asked.edits, desk.mask);
    const problems = editProblems(model, edits);
    if (problems.length > 0) return { kind: 'refused', reason: 'wrong', problems };
    const searchText = searchTextOf(applyEdits(model, edits));
    return store(desk, tx, asked, { edits: JSON.stringify(edits), searchText });
  });
}

/** submit: draft → review; return: review → draft; issue: review → issued, with number and date. */
export function moveReport(
  desk: ReportDesk,
  asked: Asked & { action: 'submit' | 'return' | 'issue' },
): Promise<ReportOutcome> {
  const { action, actor } = asked;
  return change(desk, asked, async (tx, row) => {
    if (!(action === 'submit' ? actor.mayEdit : actor.mayIssue)) return refused('forbidden');
    if (row.state !== (action === 'submit' ? 'draft' : 'review')) return refused('illegal');
    if (action === 'issue') return issue(desk, tx, asked, row);
    return store(desk, tx, asked, { state: action === 'submit' ? 'review' : 'draft' });
  });
}

async function issue(desk: ReportDesk, tx: Transaction, asked: Asked, row: ReportRow): Promise<ReportOutcome> {
  const at = desk.now().toISOString();
  const today = dayOf(at);
  const year = Number(today.slice(0, 4));
  const last = await nextReportNumber(tx, { kind: row.kind, subjectCode: row.subject_code, year });
  const subject = findSubject(desk, { subjectKind: row.subject_kind, subjectCode: row.subject_code });
  const number = `${subject?.name ?? ''}民情${KINDS[row.kind].name}〔${year}〕${last}号`;
  const model: ReportModel = { ...modelOf(desk, row), number, date: fullDay(today) };
  // Reads every figure once more: a report with a number that does not recompute is not issued.
  checkedModel(model);
  const issued = await issueReport(tx, {
    reportId: row.report_id,
    version: asked.version,
    number,
    model: JSON.stringify(model),
    searchText: searchTextOf(model),
    at,
    by: asked.actor.name,
  });
  return issued ? done : refused('stale_version');
}

/**
 * Counts an issued period anew and lists what is different. Nothing of the issued report changes; with `keep` and a
 * difference the list is appended to it as a correction.
 */
export async function correctReport(
  desk: ReportDesk,
  asked: { reportId: string; actor: ReportActor; keep: boolean },
): Promise<{ kind: 'differences'; differences: Difference[] } | ReportRefused> {
  const { reportId, actor, keep } = asked;
  const row = await getReport(desk.ledger, actor.reader, reportId);
  if (!row) return refused('not_found');
  if (row.state !== 'issued') return refused('illegal');
  if (keep && !actor.mayIssue) return refused('forbidden');
  const snapshotOf = await snapshotsOf(desk, row.period_key);
  const snapshot = snapshotOf({ subjectKind: row.subject_kind, subjectCode: row.subject_code });
  // Sentences are compared as generated: an edited one keeps its words, and its figures are those of the counting.
  const before = generated(desk, row, JSON.parse(row.snapshot) as Snapshot);
  const differences = listDifferences(before, generated(desk, row, snapshot));
  if (keep && differences.length > 0) {
    const at = desk.now().toISOString();
    await inTransaction(desk.ledger, async (tx) => {
      const list = JSON.stringify(differences);
      const hash = snapshotHash(snapshot);
      await insertCorrection(tx, { reportId, at, byName: actor.name, snapshotHash: hash, differences: list });
      await audit(desk, tx, { actor, action: 'correct', reportId, detail: { differences: differences.length } });
    });
  }
  return { kind: 'differences', differences };
}

/** Runs a change on the locked row, and its line in the audit log with it. */
function change(
  desk: ReportDesk,
  asked: Asked & { action?: string },
  work: (tx: Transaction, row: ReportRow) => Promise<ReportOutcome>,
): Promise<ReportOutcome> {
  return inTransaction(desk.ledger, async (tx) => {
    const row = await getReport(tx, asked.actor.reader, asked.reportId);
    if (!row) return refused('not_found');
    if (row.version !== asked.version) return refused('stale_version');
    const outcome = await work(tx, row);
    if (outcome.kind === 'done')
      await audit(desk, tx, { actor: asked.actor, action: asked.action ?? 'edit', reportId: asked.reportId });
    return outcome;
  });
}

async function store(
  desk: ReportDesk,
  tx: Transaction,
  { reportId, version, actor }: Asked,
  what: { state?: 'draft' | 'review'; edits?: string; searchText?: string },
): Promise<ReportOutcome> {
  const at = desk.now().toISOString();
  const changed = await changeReport(tx, { reportId, version, at, by: actor.name, ...what });
  return changed ? done : refused('stale_version');
}

function audit(
  desk: ReportDesk,
  tx: Transaction,
  of: { actor: ReportActor; action: string; reportId: string; detail?: Record<string, unknown> },
): Promise<void> {
  const { actor, action, reportId, detail } = of;
  return appendAudit(tx, {
    at: desk.now().toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    action: `report.${action}`,
    target: reportId,
    ...(detail ? { detail } : {}),
  });
}

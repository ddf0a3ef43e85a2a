import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { issueReport, nextReportNumber } from '#warehouse/ledger/reports/issue-report.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { changeReport } from '#warehouse/ledger/reports/save-report.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { distribute } from '../distribute/distribute.ts';
import { checkedModel } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import { KINDS } from '../content/report-kinds.ts';
import { fullDay } from '../period.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { applyEdits, editProblems, type Edits, maskedEdits } from './apply-edits.ts';
import { publishCountings } from './publish-countings.ts';
import { auditReport, refused, type ReportActor, type ReportOutcome } from './report-actor.ts';
import { findSubject, generated, modelOf, type ReportDesk, searchTextOf } from './report-desk.ts';

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

/**
 * submit: draft → review; return: review → draft; issue: review → issued, with number and date, and sent to everyone on the
 * list. Who handed it over does not issue it, unless the office has set otherwise.
 */
export function moveReport(
  desk: ReportDesk,
  asked: Asked & { action: 'submit' | 'return' | 'issue' },
): Promise<ReportOutcome> {
  const { action, actor } = asked;
  return change(desk, asked, async (tx, row) => {
    if (!(action === 'submit' ? actor.mayEdit : actor.mayIssue)) return refused('forbidden');
    if (row.state !== (action === 'submit' ? 'draft' : 'review')) return refused('illegal');
    if (action === 'issue') {
      if (desk.twoPeople() && row.submitted_by_id === actor.id) return refused('same_person');
      return issue(desk, tx, asked, row);
    }
    if (action === 'return') return store(desk, tx, asked, { state: 'draft' });
    return store(desk, tx, asked, { state: 'review', submittedById: actor.id });
  });
}

async function issue(desk: ReportDesk, tx: Transaction, asked: Asked, row: ReportRow): Promise<ReportOutcome> {
  const at = desk.now().toISOString();
  const { countings = [] } = JSON.parse(row.snapshot) as Snapshot;
  if (!(await publishCountings(tx, countings, at))) return refused('other_counting');
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
  if (!issued) return refused('stale_version');
  const sent = await distribute(desk, tx, { row, edition: 0, at });
  return { kind: 'done', detail: { number, ...sent } };
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
    if (!row.is_own) return refused('forbidden');
    if (row.version !== asked.version) return refused('stale_version');
    const outcome = await work(tx, row);
    if (outcome.kind === 'done')
      await auditReport(desk, tx, { ...asked, action: asked.action ?? 'edit', detail: outcome.detail });
    return outcome;
  });
}

async function store(
  desk: ReportDesk,
  tx: Transaction,
  { reportId, version, actor }: Asked,
  what: { state?: 'draft' | 'review'; submittedById?: string; edits?: string; searchText?: string },
): Promise<ReportOutcome> {
  const at = desk.now().toISOString();
  const changed = await changeReport(tx, { reportId, version, at, by: actor.name, ...what });
  return changed ? done : refused('stale_version');
}

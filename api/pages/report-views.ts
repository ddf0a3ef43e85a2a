import { plainText } from '#jobs/reports/content/blocks.ts';
import { cellText } from '#jobs/reports/render/cell-text.ts';
import { numberedBlocks } from '#jobs/reports/render/numbered-blocks.ts';
import { figuresOf } from '#jobs/reports/content/finish-model.ts';
import { METRICS } from '#jobs/reports/content/metrics.ts';
import type { Block, Inline, ReportModel } from '#jobs/reports/content/model.ts';
import { KINDS, reportKinds } from '#jobs/reports/content/report-kinds.ts';
import { type Period, periodAt, periodBefore, type PeriodKind } from '#jobs/reports/period.ts';
import type { Snapshot } from '#jobs/reports/snapshot/snapshot.ts';
import { type Edits, staleEdits } from '#jobs/reports/workflow/apply-edits.ts';
import type { ReportActor } from '#jobs/reports/workflow/report-actor.ts';
import { editsOf, generated, modelOf, type ReportDesk } from '#jobs/reports/workflow/report-desk.ts';
import type { CorrectionRow } from '#warehouse/ledger/reports/issue-report.ts';
import type { ReportHead, ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import type { WithheldRow } from '#warehouse/ledger/reports/withheld-differences.ts';
import type {
  ReportBlock,
  ReportDetail,
  ReportDifference,
  ReportHeadView,
  ReportList,
  ReportPiece,
} from '../contract/reports.ts';

/** A report in the list. */
export function reportHeadView(row: ReportHead, found = ''): ReportHeadView {
  return {
    id: row.report_id,
    kind: row.kind,
    name: row.name,
    periodKey: row.period_key,
    state: row.state,
    problem: row.problem,
    number: row.number,
    unread: row.unread,
    found,
    issuedAt: row.issued_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** Periods offered per length. */
const OFFERED = 12;

/** The latest periods of each kind of report, the running one first; months before weeks and days. */
export function reportPeriods(now: string): ReportList['periods'] {
  const latest = (kind: PeriodKind): Period[] => {
    const periods = [periodAt(kind, now)];
    while (periods.length < OFFERED) periods.push(periodBefore(periods.at(-1)!));
    return periods;
  };
  return Object.fromEntries(
    reportKinds.map((report) => [
      report,
      KINDS[report].periods.flatMap(latest).map(({ key, label, kind }) => ({ key, label, kind })),
    ]),
  ) as ReportList['periods'];
}

/** Who is told, what was corrected, and what only leaders are told of it. */
interface Told {
  actor: ReportActor;
  corrections: readonly CorrectionRow[];
  withheld: readonly WithheldRow[];
}

/** A report as its page shows it: sentences in pieces, tables as printed, what the asker may do. */
export function reportDetail(
  desk: ReportDesk,
  row: ReportRow,
  { actor, corrections, withheld }: Told,
): Omit<ReportDetail, 'distribution' | 'template'> {
  const isCounted = row.snapshot !== '';
  const model = isCounted ? modelOf(desk, row) : EMPTY;
  const base = isCounted ? generated(desk, row, JSON.parse(row.snapshot) as Snapshot) : EMPTY;
  const edits = row.state === 'issued' ? {} : editsOf(row);
  const view = viewer(base, edits);
  return {
    head: reportHeadView(row),
    version: row.version,
    title: model.title,
    coverage: model.coverage,
    issuer: model.issuer,
    date: model.date,
    snapshotId: model.snapshotId,
    takenAt: model.takenAt,
    // Paragraphs that were taken out are shown as such, so that they can be put back.
    blocks: view(row.state === 'issued' ? model.blocks : base.blocks),
    attachments: (row.state === 'issued' ? model : base).attachments.map(({ title, blocks }) => ({
      title,
      blocks: view(blocks),
    })),
    allowed: allowedOn(desk, row, actor),
    submittedBy: row.submitted_by,
    needsSecondPerson: row.state === 'review' && isSamePerson(desk, row, actor),
    corrections: corrections.map(({ correction_no, at, by_name, differences }) => ({
      number: correction_no,
      at,
      by: by_name,
      differences: JSON.parse(differences) as ReportDifference[],
    })),
    withheld: withheld.map(({ at, by_name, correction_no, differences }) => ({
      at,
      by: by_name,
      correction: correction_no,
      differences: JSON.parse(differences) as ReportDifference[],
    })),
  };
}

const EMPTY: ReportModel = {
  schema: 1,
  kind: '',
  name: '',
  title: '',
  issuer: '',
  number: '',
  date: '',
  coverage: '',
  blocks: [],
  attachments: [],
  snapshotId: '',
  takenAt: '',
};

function pieceOf(inline: Inline): ReportPiece {
  if (typeof inline === 'string') return inline;
  return { figure: inline.key, text: inline.text, definition: METRICS[inline.metric]?.definition ?? '' };
}

/** How blocks are shown: with the edited sentences, each beside the generated one. */
function viewer(base: ReportModel, edits: Edits): (blocks: readonly Block[]) => ReportBlock[] {
  const stale = new Set(staleEdits(base, edits));
  const figures = figuresOf(base);
  const edited = (id: string): ReportPiece[] | undefined =>
    edits[id]?.pieces.map((piece) =>
      typeof piece === 'string'
        ? piece
        : pieceOf(figures.get(piece.figure) ?? { key: piece.figure, metric: '', text: '—', value: null }),
    );
  return (blocks) =>
    numberedBlocks(blocks).flatMap((block): ReportBlock[] => {
      if (block.kind === 'heading') return [block];
      if (block.kind === 'chart') return [{ kind: 'chart', id: block.id, caption: block.caption }];
      if (block.kind === 'table')
        return [
          {
            kind: 'table',
            caption: block.caption,
            columns: block.columns.map(({ header, kind }) => ({ header, isText: kind === 'text' })),
            rows: block.rows.map(({ cells }) => cells.map((cell, at) => cellText(cell, block.columns[at]!.kind))),
            note: block.note ?? '',
          },
        ];
      if (block.kind === 'pageBreak') return [];
      const pieces = block.inlines.map(pieceOf);
      const own = edited(block.id);
      return [
        {
          kind: 'paragraph',
          id: block.id,
          pieces: own ?? pieces,
          isQuote: block.isQuote ?? false,
          generated: own ? pieces : null,
          base: edits[block.id]?.base ?? plainText(block.inlines),
          isStale: stale.has(block.id),
        },
      ];
    });
}

function isSamePerson(desk: ReportDesk, row: ReportRow, { id }: ReportActor): boolean {
  return desk.twoPeople() && row.submitted_by_id === id;
}

function allowedOn(desk: ReportDesk, row: ReportRow, actor: ReportActor): ReportDetail['allowed'] {
  const { mayEdit, mayIssue } = actor;
  const allowed: ReportDetail['allowed'] = row.unread ? ['read'] : [];
  if (!row.is_own) return allowed;
  if (mayEdit && (row.state === 'draft' || row.state === 'failed')) allowed.push('recount');
  if (mayEdit && row.state === 'draft') allowed.push('edit', 'submit');
  if (mayIssue && row.state === 'review') allowed.push('return');
  if (mayIssue && row.state === 'review' && !isSamePerson(desk, row, actor)) allowed.push('issue');
  if (mayIssue && row.state === 'issued') allowed.push('correct', 'resend');
  if (mayIssue && row.snapshot !== '') allowed.push('annex');
  return allowed;
}

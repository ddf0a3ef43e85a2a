import type { FastifyRequest } from 'fastify';
import type { ReportActor, ReportOutcome, ReportRefused } from '#jobs/reports/workflow/report-actor.ts';
import { type ReportRequest, request as requestDraft } from '#jobs/reports/workflow/plan-reports.ts';
import { listAccounts } from '#warehouse/ledger/accounts/list-accounts.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listCorrections } from '#warehouse/ledger/reports/issue-report.ts';
import { listReportTemplates } from '#warehouse/ledger/reports/report-templates.ts';
import { listReceipts, listReportMails } from '#warehouse/ledger/reports/receipts.ts';
import { listWithheld } from '#warehouse/ledger/reports/withheld-differences.ts';
import type { ApiContext } from '../context.ts';
import type { ReportDetail, ReportSent } from '../contract/reports.ts';
import { reportActorOf } from '../pages/report-actor.ts';
import { sentViews } from '../pages/report-sent.ts';
import { reportDetail } from '../pages/report-views.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

/** Who asks, and what they may do with reports. Throws 401 without a session. */
export async function reportActor(context: ApiContext, request: FastifyRequest): Promise<ReportActor> {
  const asker = await requireAsker(context, request);
  return reportActorOf(asker.user, asker.scope);
}

/** A report as its page shows it to the asker. Throws 404 outside of their scope. */
export async function answerReport(context: ApiContext, actor: ReportActor, id: string): Promise<ReportDetail> {
  const { ledger, reports } = context;
  const row = await getReport(ledger, actor.reader, id);
  if (!row) throw problemOf({ kind: 'refused', reason: 'not_found' });
  const mayKnow = row.is_own && actor.mayIssue;
  const corrections = await listCorrections(ledger, id);
  const withheld = mayKnow ? await listWithheld(ledger, id) : [];
  const distribution = row.is_own ? await sentOf(context, id) : [];
  const template = (await listReportTemplates(ledger)).find(({ kind }) => kind === row.kind)?.name ?? '';
  return { ...reportDetail(reports, row, { actor, corrections, withheld }), distribution, template };
}

async function sentOf({ ledger, names, office }: ApiContext, id: string): Promise<ReportSent[]> {
  const [receipts, mails, accounts] = await Promise.all([
    listReceipts(ledger, id),
    listReportMails(ledger, id),
    listAccounts(ledger),
  ]);
  return sentViews(receipts, mails, { names, accounts, endpoints: office.endpoints });
}

/** Puts a report on the list and has it counted; one that exists is counted anew. Throws 409 for an issued one. */
export async function countDraft({ reports, queue }: ApiContext, asked: ReportRequest): Promise<{ id: string }> {
  const id = await inTransaction(reports.ledger, async (tx) => {
    const made = await requestDraft(reports, tx, asked);
    if (made) await queue.addIn(tx, 'count-reports', { reportIds: [made] });
    return made;
  });
  if (!id) throw new ProblemError(409, '这份报告已经签发，数字有变化请用“更正”');
  return { id };
}

const REFUSALS = {
  not_found: [404, '没有这份报告，或不在您的范围内'],
  forbidden: [403, '您的角色不能这样操作'],
  illegal: [409, '报告当前状态下不能这样操作，请刷新'],
  other_counting: [409, '同一个月已有报告按另一次统计签发。请先退回并重新统计本报告，再送审签发，各份报告才能互相印证'],
  same_person: [403, '报告由您送审，须由另一位有签发权限的同事签发（只有一人的单位可在“设置—报告”中关闭）'],
  stale_version: [409, '刚刚有人改过这份报告，请刷新后再操作'],
} as const;

/** What was refused, as it is answered. */
export function problemOf(refused: ReportRefused): ProblemError {
  if (refused.reason === 'wrong') return new ProblemError(422, refused.problems.join('；'));
  const [status, title] = REFUSALS[refused.reason];
  return new ProblemError(status, title);
}

/** Throws what was refused. */
export function settle(outcome: ReportOutcome): void {
  if (outcome.kind === 'refused') throw problemOf(outcome);
}

import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KINDS, reportKinds } from '#jobs/reports/content/report-kinds.ts';
import { parsePeriod } from '#jobs/reports/period.ts';
import { correctReport } from '#jobs/reports/workflow/correct-report.ts';
import {
  moveReport,
  type ReportActor,
  type ReportOutcome,
  type ReportRefused,
  saveEdits,
} from '#jobs/reports/workflow/act-on-report.ts';
import { editsSchema } from '#jobs/reports/workflow/apply-edits.ts';
import { type ReportRequest, request as requestDraft } from '#jobs/reports/workflow/plan-reports.ts';
import { readReport, resendReport } from '#jobs/reports/distribute/receive-report.ts';
import { findSubject } from '#jobs/reports/workflow/report-desk.ts';
import { listAccounts } from '#warehouse/ledger/accounts/list-accounts.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listCorrections } from '#warehouse/ledger/reports/issue-report.ts';
import { listReceipts, listReportMails } from '#warehouse/ledger/reports/receipts.ts';
import { listReports } from '#warehouse/ledger/reports/list-reports.ts';
import { reportStates } from '#warehouse/ledger/reports/report-row.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { ReportDetail, ReportDifference, ReportList, ReportSent } from '../contract/reports.ts';
import { reportActorOf } from '../pages/report-actor.ts';
import { sentViews } from '../pages/report-sent.ts';
import { reportDetail, reportHeadView, reportPeriods } from '../pages/report-views.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const PAGE = 100;
const listSchema = z.object({
  kind: z.enum(reportKinds).optional(),
  state: z.enum(reportStates).optional(),
  q: z.string().max(100).default(''),
  unread: z.enum(['true', 'false']).default('false'),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
});
const newSchema = z.object({
  kind: z.enum(reportKinds),
  periodKey: z.string().max(10),
  ward: z
    .string()
    .regex(/^\d{0,12}$/)
    .optional(),
  department: z.string().max(64).optional(),
  eventId: z.string().max(64).optional(),
});
const versionSchema = z.object({ version: z.number().int() });
const editSchema = versionSchema.extend({ edits: editsSchema });
const moveSchema = versionSchema.extend({ action: z.enum(['submit', 'return', 'issue']) });
const correctSchema = z.object({ keep: z.boolean() });

@ApiTags('reports')
@Controller('api/reports')
export class ReportsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<ReportList> {
    const actor = await this.actor(request);
    const { kind, state, q, unread, page } = parse(listSchema, query);
    const words = q.split(/\s+/).filter(Boolean);
    const filter = { kind, state, words, unread: unread === 'true', limit: PAGE + 1, offset: PAGE * page };
    const rows = await listReports(this.context.ledger, actor.reader, filter);
    const periods = reportPeriods(this.context.now().toISOString());
    return {
      rows: rows.slice(0, PAGE).map((row) => reportHeadView(row, row.found)),
      hasMore: rows.length > PAGE,
      mayEdit: actor.mayEdit,
      periods,
    };
  }

  /** Puts a report on the list and has it counted; one that exists is counted anew, its edits stay. */
  @Post()
  @HttpCode(202)
  async create(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ id: string }> {
    const actor = await this.actor(request);
    const { kind, periodKey, ward = '', department, eventId } = parse(newSchema, body);
    const period = parsePeriod(periodKey);
    if (!period || !KINDS[kind].periods.includes(period.kind)) throw new ProblemError(400, '期间与报告种类不符');
    const { reports, district } = this.context;
    const code = department ?? (ward === district.code ? '' : ward);
    const isOwn = actor.reader.wards.some((prefix) => (department ? prefix === '' : code.startsWith(prefix)));
    if (!actor.mayEdit || !isOwn) throw new ProblemError(403, '不能编制这个区域或单位的报告');
    const subject = findSubject(reports, { subjectKind: department ? 'department' : 'ward', subjectCode: code });
    if (!subject) throw new ProblemError(404, '没有这个区域或单位');
    return this.count({ kind, periodKey, subject, eventId, by: actor.name });
  }

  @Get(':id')
  async get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportDetail> {
    const actor = await this.actor(request);
    return this.detail(actor, id);
  }

  @Put(':id/edits')
  async edit(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<ReportDetail> {
    const actor = await this.actor(request);
    const { version, edits } = parse(editSchema, body);
    settle(await saveEdits(this.context.reports, { reportId: id, version, actor, edits }));
    return this.detail(actor, id);
  }

  @Post(':id/actions')
  @HttpCode(200)
  async act(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<ReportDetail> {
    const actor = await this.actor(request);
    const { version, action } = parse(moveSchema, body);
    settle(await moveReport(this.context.reports, { reportId: id, version, actor, action }));
    return this.detail(actor, id);
  }

  /** Counts a draft anew; its edits stay. */
  @Post(':id/recount')
  @HttpCode(202)
  async recount(@Req() request: FastifyRequest, @Param('id') id: string): Promise<{ id: string }> {
    const actor = await this.actor(request);
    const { ledger } = this.context;
    const row = await getReport(ledger, actor.reader, id);
    if (!row) throw new ProblemError(404, '没有这份报告，或不在您的范围内');
    if (!actor.mayEdit || !row.is_own) throw new ProblemError(403, '您的角色不能这样操作');
    const { kind, period_key: periodKey, subject_kind: subjectKind, subject_code: subjectCode } = row;
    const subject = findSubject(this.context.reports, { subjectKind, subjectCode });
    if (!subject) throw new ProblemError(409, '区县配置中已没有这个区域或单位');
    return this.count({ kind, periodKey, subject, eventId: row.event_id, by: actor.name });
  }

  /** Counts an issued period anew: what is different; kept as a correction when asked. */
  @Post(':id/corrections')
  @HttpCode(200)
  async correct(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ differences: ReportDifference[] }> {
    const actor = await this.actor(request);
    const { keep } = parse(correctSchema, body);
    const outcome = await correctReport(this.context.reports, { reportId: id, actor, keep });
    if (outcome.kind === 'refused') throw problemOf(outcome);
    return { differences: outcome.differences };
  }

  /** 已阅: read on the asker's desk. */
  @Post(':id/read')
  @HttpCode(200)
  async read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportDetail> {
    const actor = await this.actor(request);
    settle(await readReport(this.context.reports, { reportId: id, actor }));
    return this.detail(actor, id);
  }

  /** Sends a mail again that could not be delivered, under its old id. */
  @Post(':id/deliveries/:delivery/resend')
  @HttpCode(200)
  async resend(
    @Req() request: FastifyRequest,
    @Param() { id, delivery }: { id: string; delivery: string },
  ): Promise<ReportDetail> {
    const actor = await this.actor(request);
    settle(await resendReport(this.context.reports, { reportId: id, deliveryId: delivery, actor }));
    return this.detail(actor, id);
  }

  private async actor(request: FastifyRequest): Promise<ReportActor> {
    const asker = await requireAsker(this.context, request);
    return reportActorOf(asker.user, asker.scope);
  }

  private async count(asked: ReportRequest): Promise<{ id: string }> {
    const { reports, queue } = this.context;
    const id = await inTransaction(reports.ledger, async (tx) => {
      const made = await requestDraft(reports, tx, asked);
      if (made) await queue.addIn(tx, 'count-reports', { reportIds: [made] });
      return made;
    });
    if (!id) throw new ProblemError(409, '这份报告已经签发，数字有变化请用“更正”');
    return { id };
  }

  private async detail(actor: ReportActor, id: string): Promise<ReportDetail> {
    const { ledger, reports } = this.context;
    const row = await getReport(ledger, actor.reader, id);
    if (!row) throw new ProblemError(404, '没有这份报告，或不在您的范围内');
    const corrections = await listCorrections(ledger, id);
    const distribution = row.is_own ? await this.sent(id) : [];
    return { ...reportDetail(reports, row, { actor, corrections }), distribution };
  }

  private async sent(id: string): Promise<ReportSent[]> {
    const { ledger, names, office } = this.context;
    const [receipts, mails, accounts] = await Promise.all([
      listReceipts(ledger, id),
      listReportMails(ledger, id),
      listAccounts(ledger),
    ]);
    return sentViews(receipts, mails, { names, accounts, endpoints: office.endpoints });
  }
}

const REFUSALS = {
  not_found: [404, '没有这份报告，或不在您的范围内'],
  forbidden: [403, '您的角色不能这样操作'],
  illegal: [409, '报告当前状态下不能这样操作，请刷新'],
  other_counting: [409, '同一个月已有报告按另一次统计签发。请先退回并重新统计本报告，再送审签发，各份报告才能互相印证'],
  same_person: [403, '报告由您送审，须由另一位有签发权限的同事签发（只有一人的单位可在“设置—报告”中关闭）'],
  stale_version: [409, '刚刚有人改过这份报告，请刷新后再操作'],
} as const;

function problemOf(refused: ReportRefused): ProblemError {
  if (refused.reason === 'wrong') return new ProblemError(422, refused.problems.join('；'));
  const [status, title] = REFUSALS[refused.reason];
  return new ProblemError(status, title);
}

function settle(outcome: ReportOutcome): void {
  if (outcome.kind === 'refused') throw problemOf(outcome);
}

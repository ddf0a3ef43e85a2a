import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KINDS, reportKinds } from '#jobs/reports/content/report-kinds.ts';
import { parsePeriod } from '#jobs/reports/period.ts';
import { moveReport, saveEdits } from '#jobs/reports/workflow/act-on-report.ts';
import { editsSchema } from '#jobs/reports/workflow/apply-edits.ts';
import { findSubject } from '#jobs/reports/workflow/report-desk.ts';
import { listReports } from '#warehouse/ledger/reports/list-reports.ts';
import { reportStates } from '#warehouse/ledger/reports/report-row.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { ReportDetail, ReportList } from '../contract/reports.ts';
import { reportHeadView, reportPeriods } from '../pages/report-views.ts';
import { answerReport, countDraft, reportActor, settle } from './answer-report.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';

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

@ApiTags('reports')
@Controller('api/reports')
export class ReportsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<ReportList> {
    const actor = await reportActor(this.context, request);
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
    const actor = await reportActor(this.context, request);
    const { kind, periodKey, ward = '', department, eventId } = parse(newSchema, body);
    const period = parsePeriod(periodKey);
    if (!period || !KINDS[kind].periods.includes(period.kind)) throw new ProblemError(400, '期间与报告种类不符');
    const { reports, district } = this.context;
    const code = department ?? (ward === district.code ? '' : ward);
    const isOwn = actor.reader.wards.some((prefix) => (department ? prefix === '' : code.startsWith(prefix)));
    if (!actor.mayEdit || !isOwn) throw new ProblemError(403, '不能编制这个区域或单位的报告');
    const subject = findSubject(reports, { subjectKind: department ? 'department' : 'ward', subjectCode: code });
    if (!subject) throw new ProblemError(404, '没有这个区域或单位');
    return countDraft(this.context, { kind, periodKey, subject, eventId, by: actor.name });
  }

  @Get(':id')
  async get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportDetail> {
    const actor = await reportActor(this.context, request);
    return answerReport(this.context, actor, id);
  }

  @Put(':id/edits')
  async edit(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<ReportDetail> {
    const actor = await reportActor(this.context, request);
    const { version, edits } = parse(editSchema, body);
    settle(await saveEdits(this.context.reports, { reportId: id, version, actor, edits }));
    return answerReport(this.context, actor, id);
  }

  @Post(':id/actions')
  @HttpCode(200)
  async act(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<ReportDetail> {
    const actor = await reportActor(this.context, request);
    const { version, action } = parse(moveSchema, body);
    settle(await moveReport(this.context.reports, { reportId: id, version, actor, action }));
    return answerReport(this.context, actor, id);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ReportKind, reportKinds } from '#jobs/reports/content/report-kinds.ts';
import { checkTemplate, fillTemplate, TemplateError } from '#jobs/reports/render/fill-template.ts';
import { EVERY_REPORT } from '#jobs/reports/workflow/count-report.ts';
import { modelOf } from '#jobs/reports/workflow/report-desk.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listReports } from '#warehouse/ledger/reports/list-reports.ts';
import {
  dropReportTemplate,
  listReportTemplates,
  saveReportTemplate,
} from '#warehouse/ledger/reports/report-templates.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { ReportTemplate } from '../contract/reports.ts';
import { bytesOf } from './bytes-of.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireRole } from './session.ts';

const kindSchema = z.enum(reportKinds);
const nameSchema = z.object({ name: z.string().trim().min(1).max(100) });
/** A letterhead with a coat of arms has some hundred kB. */
const MAX_BYTES = 5 * 1024 * 1024;

/** 本区模板: a district's own Word file for each kind of report. */
@ApiTags('reports')
@Controller('api/report-templates')
export class ReportTemplatesController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'ReportTemplate[]' })
  async list(@Req() request: FastifyRequest): Promise<ReportTemplate[]> {
    await requireAsker(this.context, request);
    return this.all();
  }

  /** The body is the .docx itself, sent as a file. */
  @Put(':kind')
  @Describe({ query: [nameSchema], params: ['kind'], answers: 'ReportTemplate[]' })
  async save(
    @Req() request: FastifyRequest,
    @Param('kind') asked: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<ReportTemplate[]> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const kind = parse(kindSchema, asked);
    const { name } = parse(nameSchema, query);
    const content = await bytesOf(body, MAX_BYTES);
    if (content.length === 0 || content.length > MAX_BYTES)
      throw new ProblemError(413, '请上传 5 MB 以内的 Word 文件（.docx）');
    try {
      checkTemplate(content);
      await this.tryOn(content, kind);
    } catch (error) {
      if (error instanceof TemplateError) throw new ProblemError(422, error.message);
      throw error;
    }
    return this.change({ user, kind, action: 'report.template' }, (tx, at) =>
      saveReportTemplate(tx, { kind, name, content, at, byName: user.display_name }),
    );
  }

  @Delete(':kind')
  @HttpCode(200)
  @Describe({ params: ['kind'], answers: 'ReportTemplate[]' })
  async drop(@Req() request: FastifyRequest, @Param('kind') asked: string): Promise<ReportTemplate[]> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const kind = parse(kindSchema, asked);
    return this.change({ user, kind, action: 'report.template_drop' }, (tx) => dropReportTemplate(tx, kind));
  }

  /** A name that the newest report of the kind has not is told now, and not to whoever downloads one. */
  private async tryOn(template: Buffer, kind: ReportKind): Promise<void> {
    const { ledger, reports } = this.context;
    const filter = { kind, limit: 1, offset: 0 };
    const [newest] = await listReports(ledger, EVERY_REPORT, filter);
    const row = newest && (await getReport(ledger, EVERY_REPORT, newest.report_id));
    if (row && row.snapshot !== '') fillTemplate(template, modelOf(reports, row));
  }

  private async change(
    { user, kind, action }: { user: User; kind: string; action: string },
    work: (tx: Transaction, at: string) => Promise<void>,
  ): Promise<ReportTemplate[]> {
    const now = this.context.now();
    await inTransaction(this.context.ledger, async (tx) => {
      await work(tx, now.toISOString());
      await appendAudit(tx, { ...byUser(user, now), action, target: kind });
    });
    return this.all();
  }

  private async all(): Promise<ReportTemplate[]> {
    const rows = await listReportTemplates(this.context.ledger);
    return rows.map(({ kind, name, at, by_name: by }) => ({ kind: parse(kindSchema, kind), name, at, by }));
  }
}

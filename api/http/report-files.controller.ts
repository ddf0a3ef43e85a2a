import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { blocksOf } from '#jobs/reports/content/finish-model.ts';
import type { ReportModel } from '#jobs/reports/content/model.ts';
import { fillTemplate, TemplateError } from '#jobs/reports/render/fill-template.ts';
import { drawChart } from '#jobs/reports/render/draw-chart.ts';
import { FORMAT_TYPES, type ReportFormat, reportFormats } from '#jobs/reports/render/render-report.ts';
import type { Snapshot } from '#jobs/reports/snapshot/snapshot.ts';
import type { ReportActor } from '#jobs/reports/workflow/report-actor.ts';
import { leadersAnnex } from '#jobs/reports/workflow/leaders-annex.ts';
import type { Difference } from '#jobs/reports/workflow/list-differences.ts';
import { modelOf } from '#jobs/reports/workflow/report-desk.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { getReportTemplate } from '#warehouse/ledger/reports/report-templates.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { listWithheld } from '#warehouse/ledger/reports/withheld-differences.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { reportActorOf } from '../pages/report-actor.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const formatSchema = z.enum(reportFormats);

interface Sent {
  actor: ReportActor;
  row: ReportRow;
  model: ReportModel;
  format: ReportFormat;
  bytes: Buffer;
}

/** The files of a report, written when asked for. */
@ApiTags('reports')
@Controller('api/reports/:id')
export class ReportFilesController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('files/:format')
  async file(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() params: { id: string; format: string },
  ): Promise<void> {
    const actor = await this.actor(request);
    const row = await this.row(actor, params.id);
    await this.send(reply, {
      actor,
      row,
      model: modelOf(this.context.reports, row),
      format: parse(formatSchema, params.format),
    });
  }

  /** The report in the district's own Word file. */
  @Get('template')
  async template(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const actor = await this.actor(request);
    const row = await this.row(actor, id);
    const template = await getReportTemplate(this.context.ledger, row.kind);
    if (!template) throw new ProblemError(404, '本区没有这种报告的模板');
    const model = modelOf(this.context.reports, row);
    try {
      await this.give(reply, { actor, row, model, format: 'docx', bytes: fillTemplate(template, model) });
    } catch (error) {
      if (error instanceof TemplateError) throw new ProblemError(422, error.message);
      throw error;
    }
  }

  /** Sensitive matters, and what corrections do not print, for those who may issue. */
  @Get('annex/:format')
  async annex(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() params: { id: string; format: string },
  ): Promise<void> {
    const actor = await this.actor(request);
    const row = await this.row(actor, params.id);
    if (!actor.mayIssue || !row.is_own) throw new ProblemError(403, '领导附页只对签发人开放');
    const withheld = (await listWithheld(this.context.ledger, row.report_id)).map(({ at, differences }) => ({
      at,
      differences: JSON.parse(differences) as Difference[],
    }));
    const { reports } = this.context;
    // Of the report's date; undated, it would call itself a draft.
    const { date } = modelOf(reports, row);
    const model = { ...leadersAnnex(JSON.parse(row.snapshot) as Snapshot, reports.issuer(), withheld), date };
    await this.send(reply, { actor, row, model, format: parse(formatSchema, params.format) });
  }

  @Get('charts/:chart')
  async chart(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() params: { id: string; chart: string },
  ): Promise<void> {
    const row = await this.row(await this.actor(request), params.id);
    const found = blocksOf(modelOf(this.context.reports, row)).find(
      (block) => block.kind === 'chart' && block.id === params.chart,
    );
    if (found?.kind !== 'chart') throw new ProblemError(404, '没有这张图');
    void reply.type('image/png').header('cache-control', 'private, max-age=60').send(drawChart(found).png);
  }

  private async actor(request: FastifyRequest): Promise<ReportActor> {
    const asker = await requireAsker(this.context, request);
    return reportActorOf(asker.user, asker.scope);
  }

  private async row(actor: ReportActor, id: string): Promise<ReportRow> {
    const row = await getReport(this.context.ledger, actor.reader, id);
    if (!row) throw new ProblemError(404, '没有这份报告，或不在您的范围内');
    if (row.snapshot === '') throw new ProblemError(409, '这份报告还在统计，请稍候');
    return row;
  }

  private async send(reply: FastifyReply, of: Omit<Sent, 'bytes'>): Promise<void> {
    const files = await this.context.rendering.render({ model: of.model, formats: [of.format] });
    await this.give(reply, { ...of, bytes: files.get(of.format)! });
  }

  /** Every file that leaves is a line in the audit log. */
  private async give(reply: FastifyReply, { actor, row, model, format, bytes }: Sent): Promise<void> {
    await appendAudit(this.context.ledger, {
      at: this.context.now().toISOString(),
      actorId: actor.id,
      actorName: actor.name,
      action: 'report.download',
      target: row.report_id,
      detail: { format, kind: model.kind },
    });
    const name = encodeURIComponent(`${model.name}.${format}`);
    void reply
      .type(FORMAT_TYPES[format])
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('cache-control', 'private, no-store')
      .send(bytes);
  }
}

import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readReport, resendReport } from '#jobs/reports/distribute/receive-report.ts';
import { correctReport } from '#jobs/reports/workflow/correct-report.ts';
import { findSubject } from '#jobs/reports/workflow/report-desk.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { ReportChanges, ReportDetail } from '../contract/reports.ts';
import { answerReport, countDraft, problemOf, reportActor, settle } from './answer-report.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';

const correctSchema = z.object({ keep: z.boolean() });

/** What is done with a report beside writing and issuing it: counted anew, corrected, read, sent again. */
@ApiTags('reports')
@Controller('api/reports/:id')
export class ReportActsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  /** Counts a draft anew; its edits stay. */
  @Post('recount')
  @HttpCode(202)
  async recount(@Req() request: FastifyRequest, @Param('id') id: string): Promise<{ id: string }> {
    const actor = await reportActor(this.context, request);
    const { ledger } = this.context;
    const row = await getReport(ledger, actor.reader, id);
    if (!row) throw new ProblemError(404, '没有这份报告，或不在您的范围内');
    if (!actor.mayEdit || !row.is_own) throw new ProblemError(403, '您的角色不能这样操作');
    const { kind, period_key: periodKey, subject_kind: subjectKind, subject_code: subjectCode } = row;
    const subject = findSubject(this.context.reports, { subjectKind, subjectCode });
    if (!subject) throw new ProblemError(409, '区县配置中已没有这个区域或单位');
    return countDraft(this.context, { kind, periodKey, subject, eventId: row.event_id, by: actor.name });
  }

  /** Counts an issued period anew: what is different; kept as a correction when asked. */
  @Post('corrections')
  @HttpCode(200)
  async correct(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<ReportChanges> {
    const actor = await reportActor(this.context, request);
    const { keep } = parse(correctSchema, body);
    const outcome = await correctReport(this.context.reports, { reportId: id, actor, keep });
    if (outcome.kind === 'refused') throw problemOf(outcome);
    return { differences: outcome.differences, withheld: outcome.withheld };
  }

  /** 已阅: read on the asker's desk. */
  @Post('read')
  @HttpCode(200)
  async read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportDetail> {
    const actor = await reportActor(this.context, request);
    settle(await readReport(this.context.reports, { reportId: id, actor }));
    return answerReport(this.context, actor, id);
  }

  /** Sends a mail again that could not be delivered, under its old id. */
  @Post('deliveries/:delivery/resend')
  @HttpCode(200)
  async resend(
    @Req() request: FastifyRequest,
    @Param() { id, delivery }: { id: string; delivery: string },
  ): Promise<ReportDetail> {
    const actor = await reportActor(this.context, request);
    settle(await resendReport(this.context.reports, { reportId: id, deliveryId: delivery, actor }));
    return answerReport(this.context, actor, id);
  }
}

import { Body, Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { importFollowUps } from '#jobs/alerts/follow-ups/import-follow-ups.ts';
import { readFollowUpFile } from '#jobs/alerts/follow-ups/read-follow-up-file.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { FollowUpReport } from '../contract/alerts.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { bytesOf } from './bytes-of.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

/** Whoever may follow a single alert up, may a file of them. */
const FOLLOWING_UP = ['district_admin', 'street_leader', 'street_clerk'] as const;
const querySchema = z.object({ apply: z.enum(['0', '1']).default('0') });
/** A year of 回访 of a large district as XLSX has some 2 MB. */
const MAX_BYTES = 10 * 1024 * 1024;

/** 回访 as the hotline made them. */
@ApiTags('alerts')
@Controller('api/follow-ups')
export class FollowUpsController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  /** The body is the CSV or XLSX itself, sent as a file; without `apply=1` it only says what would become of it. */
  @Post('import')
  @HttpCode(200)
  @Describe({ query: [querySchema], answers: 'FollowUpReport' })
  async import(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Body() content: unknown,
  ): Promise<FollowUpReport> {
    const { scope, actor, user } = await requireRole(this.context, request, FOLLOWING_UP);
    if (!actor) throw new ProblemError(403, '由街镇或区级录入回访');
    const isTrial = parse(querySchema, query).apply === '0';
    const { rows, rejects } = await readSheet(content);
    const now = this.context.now();
    const deps = { desk: this.desk, reader: this.context.reader };
    const report = await importFollowUps(deps, { rows, actor, scope, now: now.toISOString(), tryOnly: isTrial });
    if (!isTrial) {
      const { taken, alerts } = report;
      await appendAudit(this.context.ledger, {
        ...byUser(user, now),
        action: 'follow_up.import',
        target: 'follow-ups',
        detail: { taken, alerts },
      });
    }
    const all = [...rejects, ...report.rejects].toSorted((a, b) => a.line - b.line);
    return { ...report, rows: rows.length + rejects.length, rejects: all };
  }
}

async function readSheet(
  content: unknown,
): Promise<Extract<Awaited<ReturnType<typeof readFollowUpFile>>, { kind: 'read' }>> {
  const bytes = await bytesOf(content, MAX_BYTES);
  if (bytes.length === 0 || bytes.length > MAX_BYTES)
    throw new ProblemError(413, '请上传 10 MB 以内的 CSV 或 XLSX 表格');
  const read = await readFollowUpFile(bytes);
  if (read.kind === 'unreadable') throw new ProblemError(400, read.problem);
  return read;
}

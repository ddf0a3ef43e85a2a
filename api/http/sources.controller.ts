import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { getLatestRelocation } from '#warehouse/ledger/intake/relocations.ts';
import type { Coverage, RejectList, Relocation, ReplayResult } from '../contract/sources.ts';
import { coverage, coverageQuery } from '../pages/coverage.ts';
import { rejectList, rejectQuery } from '../pages/reject-list.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireRole } from './session.ts';

const replayBody = z.object({ source: z.string().min(1).max(64), reason: z.string().max(64).default('') });

/** What came in, what did not and why, and what wards report of themselves. */
@ApiTags('sources')
@Controller('api')
export class SourcesController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('rejects')
  @Describe({ query: [rejectQuery], answers: 'RejectList' })
  async rejects(@Req() request: FastifyRequest, @Query() query: unknown): Promise<RejectList> {
    // A rejected row has no ward: only who sees the whole district may see it.
    await requireRole(this.context, request, ['district_admin', 'district_analyst', 'auditor']);
    return rejectList(this.context, parse(rejectQuery, query));
  }

  @Post('rejects/replay')
  @HttpCode(200)
  @Describe({ body: replayBody, answers: 'ReplayResult' })
  async replay(@Req() request: FastifyRequest, @Body() body: unknown): Promise<ReplayResult> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { source, reason } = parse(replayBody, body);
    const known = (await rejectList(this.context, { source, reason, before: 0 })).rows.length > 0;
    if (!known) throw new ProblemError(404, '没有这样的拒收行，可能已被重试');
    const wardCode = this.context.district.sources.find(({ id }) => id === source)?.wardCode ?? '';
    const result = await this.context.replayRejects({ sourceId: source, reason, wardCode });
    await appendAudit(this.context.ledger, {
      ...byUser(user, new Date()),
      action: 'rejects.replay',
      target: source,
      detail: { reason, ...result },
    });
    return result;
  }

  @Get('sources/relocation')
  @Describe({ answers: 'Relocation' })
  async relocation(@Req() request: FastifyRequest): Promise<Relocation | null> {
    // What has no ward belongs to the whole district.
    await requireRole(this.context, request, ['district_admin', 'district_analyst', 'auditor']);
    const run = await getLatestRelocation(this.context.ledger);
    if (!run) return null;
    const { asked_at: askedAt, finished_at: finishedAt, total, looked, found } = run;
    return { askedAt, total, looked, found, finishedAt };
  }

  @Get('coverage')
  @Describe({ query: [coverageQuery], answers: 'Coverage' })
  async coverage(@Req() request: FastifyRequest, @Query() query: unknown): Promise<Coverage> {
    const { scope } = await requireAsker(this.context, request);
    return coverage(this.context, scope, parse(coverageQuery, query).day);
  }
}

import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import type { Actor } from '#jobs/alerts/contract.ts';
import { askExclusion, decideOnExclusion } from '#jobs/supervision/exclude-case.ts';
import { monthOf } from '#jobs/supervision/month.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { Supervision } from '../contract/supervision.ts';
import type { Asker } from '../pages/alert-views.ts';
import { freeze, supervision } from '../pages/supervision.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const text = z.string().trim().min(1).max(500);
const askSchema = z.object({ assignmentId: z.string().max(100), reason: text, basis: text });
const decideSchema = z.object({ grant: z.boolean(), note: text });
const freezeSchema = z.object({ note: z.string().trim().max(500).default('') });

const FREEZE_REFUSALS = {
  running: '这个月还没有结束，月底之后才能封账',
  same: '数字没有变化，不需要更正',
  no_reason: '更正已封账的月份须写明原因',
} as const;

@ApiTags('supervision')
@Controller('api/supervision')
export class SupervisionController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get()
  @Describe({ query: [z.object({ month: monthSchema.optional() })], answers: 'Supervision' })
  async get(@Req() request: FastifyRequest, @Query('month') month: string | undefined): Promise<Supervision> {
    const asker = await requireAsker(this.context, request);
    const now = monthOf(this.context.now().toISOString());
    return supervision(this.context, asker, parse(monthSchema.default(now), month));
  }

  /** 封账, and 更正 of what is frozen. */
  @Post(':month/freeze')
  @HttpCode(200)
  @Describe({ params: ['month'], body: freezeSchema, answers: 'Supervision' })
  async freeze(
    @Req() request: FastifyRequest,
    @Param('month') asked: string,
    @Body() body: unknown,
  ): Promise<Supervision> {
    const { asker, actor } = await this.actor(request);
    if (actor.role !== 'arbiter' || !asker.scope.wards.includes('')) throw new ProblemError(403, '只有区级可以封账');
    const month = parse(monthSchema, asked);
    const { note } = parse(freezeSchema, body ?? {});
    const result = await freeze(this.context, { name: actor.name, note: this.desk.mask(note) }, month);
    if (result.kind === 'refused') throw new ProblemError(409, FREEZE_REFUSALS[result.reason]);
    return supervision(this.context, asker, month);
  }

  /** 申诉: asks for a case to be left out of the rates. */
  @Post('exclusions')
  @HttpCode(204)
  @Describe({ body: askSchema, status: 204 })
  async ask(@Req() request: FastifyRequest, @Body() body: unknown): Promise<void> {
    const { asker, actor } = await this.actor(request);
    const asked = parse(askSchema, body);
    const done = await askExclusion(this.around(), { ...asked, actor, scope: asker.scope, at: this.at() });
    if (!done) throw new ProblemError(409, '这一件已经申诉过，或不在您的范围内');
  }

  @Post('exclusions/:id')
  @HttpCode(204)
  @Describe({ params: ['id'], body: decideSchema, status: 204 })
  async decide(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { asker, actor } = await this.actor(request);
    const decided = parse(decideSchema, body);
    const exclusionId = /^\d{1,15}$/.test(id) ? Number(id) : 0;
    const result = await decideOnExclusion(this.around(), {
      id: exclusionId,
      ...decided,
      actor,
      scope: asker.scope,
      at: this.at(),
    });
    if (result === 'not_found') throw new ProblemError(404, '没有这条申诉，或不在您的范围内');
    if (result === 'forbidden') throw new ProblemError(403, '须由区级裁定，且不能裁定自己的申诉');
    if (result === 'decided') throw new ProblemError(409, '这条申诉已经裁定');
  }

  private async actor(request: FastifyRequest): Promise<{ asker: Asker; actor: Actor }> {
    const asker = await requireAsker(this.context, request);
    if (!asker.actor) throw new ProblemError(403, '您的角色只能查看');
    return { asker, actor: asker.actor };
  }

  private around(): { ledger: AlertDesk['ledger']; mask: AlertDesk['mask'] } {
    return { ledger: this.desk.ledger, mask: this.desk.mask };
  }

  private at(): string {
    return this.context.now().toISOString();
  }
}

import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actOnAlert } from '#jobs/alerts/act-on-alert.ts';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { alertActionSchema, type Refusal } from '#jobs/alerts/contract.ts';
import type { AssignmentAction } from '#warehouse/model/alert.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { AlertDetail, AlertList } from '../contract/alerts.ts';
import { alertFilterOf, alertListSchema } from '../pages/alert-list-query.ts';
import { currentBoundaries } from '../pages/viewpoint.ts';
import { alertDetail, alertList } from '../pages/alert-views.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

export const ALERT_DESK = Symbol('alert desk');

/** The body of an action: the action as alerting words it, on which part of the alert, as of the version that was seen. */
const actionRequestSchema = alertActionSchema.and(
  z.object({ assignmentId: z.string().max(100), version: z.number().int().nonnegative() }),
);

/** What a refusal says to a person. */
const REFUSALS: Record<Refusal, [status: number, title: string]> = {
  not_found: [404, '没有这条预警，或不在您的范围内'],
  stale_version: [409, '刚刚有人处理过这条预警，请查看最新状态后再操作'],
  illegal: [409, '当前状态下不能这样操作'],
  forbidden: [403, '您的角色不能这样操作'],
  return_cap: [409, '退回次数已到上限，可提请裁决'],
  arbiter_only: [409, '派单有争议或已经裁决，只能由区级裁决人决定'],
  extension_refused: [409, '延期须在到期前申请，且只能一次'],
  unknown_department: [400, '没有这个责任单位'],
  unknown_milestone: [400, '没有这个正在计时的节点，请刷新后重选'],
  silence_in_the_past: [400, '静默截止时间须在将来'],
  key_reused: [409, '同一个操作编号用于了不同的请求，请刷新后重试'],
};

@ApiTags('alerts')
@Controller('api/alerts')
export class AlertsController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get()
  @Describe({ query: [alertListSchema], answers: 'AlertList' })
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<AlertList> {
    const asker = await requireAsker(this.context, request);
    const asked = parse(alertListSchema, query);
    const filter = alertFilterOf(asked, currentBoundaries(this.context));
    return alertList(this.context, asker, filter, { limit: asked.limit, after: asked.cursor });
  }

  @Get(':id')
  @Describe({ params: ['id'], answers: 'AlertDetail' })
  async get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<AlertDetail> {
    const asker = await requireAsker(this.context, request);
    const found = await alertDetail(this.context, asker, id);
    if (!found) throw refusal('not_found');
    return found;
  }

  @Post(':id/actions')
  @Describe({ params: ['id'], body: actionRequestSchema, answers: 'AlertDetail' })
  @HttpCode(200)
  async act(
    @Req() request: FastifyRequest,
    @Param('id') alertId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AlertDetail> {
    const asker = await requireAsker(this.context, request);
    const { assignmentId, version, ...action } = parse(actionRequestSchema, body);
    const idempotencyKey = parse(z.string().min(8).max(100), key);
    if (!asker.actor) throw refusal('forbidden');
    const result = await actOnAlert(this.desk, {
      alertId,
      assignmentId,
      action,
      actor: asker.actor,
      version,
      idempotencyKey,
      scope: asker.scope,
      now: this.context.now(),
    });
    if (result.kind === 'refused') throw refusal(result.reason, result.allowed);
    return this.get(request, alertId);
  }
}

function refusal(reason: Refusal, allowed: AssignmentAction[] = []): ProblemError {
  const [status, title] = REFUSALS[reason];
  return new ProblemError(status, title, { detail: reason, allowed });
}

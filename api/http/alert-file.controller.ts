import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { type Attached, attachFile, maxFileBytes } from '#jobs/alerts/attach-file.ts';
import type { Actor } from '#jobs/alerts/contract.ts';
import { resendDelivery } from '#jobs/alerts/deliver/resend.ts';
import { type Joined, mergeAlert, splitAlert } from '#jobs/alerts/merge-split.ts';
import { openLink } from '#jobs/alerts/open-link.ts';
import { getAttachment, listAttachments } from '#warehouse/ledger/alerts/attachments.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { AttachmentView } from '../contract/alerts.ts';
import type { Asker } from '../pages/alert-views.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { bytesOf } from './bytes-of.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const id = z.string().min(1).max(100);
const note = z.string().trim().min(1).max(500);
const mergeSchema = z.object({ into: id, note });
const splitSchema = z.object({ departmentCode: id, title: z.string().trim().min(1).max(80), note });
const openSchema = z.object({ ticket: z.string().min(1).max(200) });
const nameSchema = z.string().max(200).default('');

const MERGE_REFUSALS: Record<Extract<Joined, { kind: 'refused' }>['reason'], [number, string]> = {
  not_found: [404, '没有这条预警，或不在您的范围内'],
  ended: [409, '已结束的预警不能合并或拆分'],
  same: [400, '不能并入自己'],
  unknown_department: [400, '没有这个责任单位'],
};
const FILE_REFUSALS: Record<Extract<Attached, { kind: 'refused' }>['reason'], [number, string]> = {
  not_found: [404, '没有这条预警，或不在您的范围内'],
  forbidden: [403, '只能给本单位承办的预警添加附件'],
  too_large: [413, '附件不能为空，须在 5 MB 以内，并以 application/x-minqing-file 发送'],
  unknown_type: [415, '只收照片（JPEG、PNG、WebP）和 PDF'],
  same_or_full: [409, '这个附件已经有了，或已满 20 个'],
};

/** What goes with an alert beside its actions: files, links, messages sent again, merging and splitting. */
@ApiTags('alerts')
@Controller('api/alerts/:id')
export class AlertFileController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get('attachments')
  @Describe({ params: ['id'], answers: 'AttachmentView[]' })
  async attachments(@Req() request: FastifyRequest, @Param('id') alertId: string): Promise<AttachmentView[]> {
    const { scope } = await requireAsker(this.context, request);
    const files = await listAttachments(this.context.ledger, scope, alertId);
    return files.map(({ attachmentId, name, type, bytes, at, byName }) => ({
      id: attachmentId,
      name,
      type,
      bytes,
      at,
      by: byName,
    }));
  }

  /** The body is the file itself (application/x-minqing-file); its name stands in the query. */
  @Post('attachments')
  @HttpCode(201)
  @Describe({ params: ['id'], query: [z.object({ name: nameSchema })], status: 201 })
  async attach(
    @Req() request: FastifyRequest,
    @Param('id') alertId: string,
    @Query('name') name: string | undefined,
    @Body() content: unknown,
  ): Promise<{ id: string }> {
    const { scope, actor } = await this.actor(request);
    const order = {
      alertId,
      name: parse(nameSchema, name),
      content: await bytesOf(content, maxFileBytes),
      actor,
      scope,
      now: this.now(),
    };
    const result = await attachFile(this.desk, order);
    if (result.kind === 'refused') throw new ProblemError(...FILE_REFUSALS[result.reason]);
    return { id: result.attachmentId };
  }

  @Get('attachments/:attachmentId')
  @Describe({ params: ['id', 'attachmentId'], answers: 'the file' })
  async attachment(
    @Req() request: FastifyRequest,
    @Param('id') alertId: string,
    @Param('attachmentId') attachmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { scope } = await requireAsker(this.context, request);
    const file = await getAttachment(this.context.ledger, scope, { alertId, attachmentId });
    if (!file) throw new ProblemError(404, '没有这个附件，或不在您的范围内');
    // As a download and of exactly this type: never a page of ours.
    await reply
      .header('Content-Type', file.type)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('Cache-Control', 'private, no-store')
      .send(file.content);
  }

  /** Spends the ticket of a message's link. */
  @Post('open')
  @HttpCode(200)
  @Describe({ params: ['id'], body: openSchema })
  async open(@Req() request: FastifyRequest, @Param('id') alertId: string, @Body() body: unknown) {
    const { scope, user } = await requireAsker(this.context, request);
    const { ticket } = parse(openSchema, body);
    const by = { id: String(user.user_id), name: user.display_name };
    const key = this.context.linkKey;
    const result = await openLink(this.desk, { alertId, ticket, key, by, scope, now: this.now() });
    if (result === 'invalid') throw new ProblemError(404, '链接无效，或不在您的范围内');
    return { first: result === 'first' };
  }

  @Post('deliveries/:deliveryId/resend')
  @HttpCode(204)
  @Describe({ params: ['id', 'deliveryId'], status: 204 })
  async resend(
    @Req() request: FastifyRequest,
    @Param('id') alertId: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<void> {
    const { scope, actor } = await this.actor(request);
    const done = await resendDelivery(this.desk, { alertId, deliveryId, by: actor, scope, now: this.now() });
    if (!done) throw new ProblemError(409, '只有送达失败的消息可以重发');
  }

  @Post('merge')
  @HttpCode(200)
  @Describe({ params: ['id'], body: mergeSchema })
  async merge(@Req() request: FastifyRequest, @Param('id') alertId: string, @Body() body: unknown) {
    const { scope, actor } = await this.dispatcher(request);
    const asked = parse(mergeSchema, body);
    const order = { alertId, intoId: asked.into, note: asked.note, actor, scope, now: this.now() };
    return joined(await mergeAlert(this.desk, order));
  }

  @Post('split')
  @HttpCode(200)
  @Describe({ params: ['id'], body: splitSchema })
  async split(@Req() request: FastifyRequest, @Param('id') alertId: string, @Body() body: unknown) {
    const { scope, actor } = await this.dispatcher(request);
    const asked = parse(splitSchema, body);
    return joined(await splitAlert(this.desk, { alertId, ...asked, actor, scope, now: this.now() }));
  }

  private async actor(request: FastifyRequest): Promise<Asker & { actor: Actor }> {
    const { scope, actor } = await requireAsker(this.context, request);
    if (!actor) throw new ProblemError(403, '您的角色只能查看');
    return { scope, actor };
  }

  private async dispatcher(request: FastifyRequest): Promise<Asker & { actor: Actor }> {
    const asker = await this.actor(request);
    if (asker.actor.role === 'handler') throw new ProblemError(403, '由街镇或区级合并、拆分');
    return asker;
  }

  private now(): string {
    return this.context.now().toISOString();
  }
}

function joined(result: Joined): { id: string } {
  if (result.kind === 'refused') throw new ProblemError(...MERGE_REFUSALS[result.reason]);
  return { id: result.alertId };
}

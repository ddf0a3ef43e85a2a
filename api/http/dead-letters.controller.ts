import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { resendDelivery } from '#jobs/alerts/deliver/resend.ts';
import { listDeadLetters } from '#warehouse/ledger/alerts/list-dead-letters.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { DeadLetterView } from '../contract/channels.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { requireRole } from './session.ts';

const id = z.string().min(1).max(100);
/** As many as the page lists. */
const resendSchema = z.object({
  letters: z
    .array(z.object({ alertId: id, deliveryId: id }))
    .min(1)
    .max(500),
});

/** Messages that did not arrive and will not be tried again by themselves. */
@ApiTags('alerts')
@Controller('api/dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get()
  @Describe({ answers: 'DeadLetterView[]' })
  async list(@Req() request: FastifyRequest): Promise<DeadLetterView[]> {
    const { scope } = await requireRole(this.context, request, ['district_admin', 'auditor']);
    return listDeadLetters(this.context.ledger, scope);
  }

  /** Sends them again, each under its old id, so that a receiver that did get one knows it. */
  @Post('resend')
  @HttpCode(200)
  @Describe({ body: resendSchema })
  async resend(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ resent: number }> {
    const { scope, user } = await requireRole(this.context, request, ['district_admin']);
    const { letters } = parse(resendSchema, body);
    const by = { id: String(user.user_id), name: user.display_name };
    const now = this.context.now().toISOString();
    let resent = 0;
    for (const letter of letters) if (await resendDelivery(this.desk, { ...letter, by, scope, now })) resent += 1;
    const audit = { at: now, actorId: by.id, actorName: by.name, target: 'deliveries' };
    await appendAudit(this.context.ledger, { ...audit, action: 'delivery.resend', detail: { resent } });
    return { resent };
  }
}

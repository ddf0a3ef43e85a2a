import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { insertIntervention, removeIntervention } from '#warehouse/ledger/interventions/interventions.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { EventBackground, Leads } from '../contract/leads.ts';
import { eventBackground } from '../pages/event-background.ts';
import { leads } from '../pages/leads.ts';
import { filterSchema, type Viewpoint, viewNow } from '../pages/viewpoint.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const markSchema = z.object({
  /** The day it was done, in the district's calendar. */
  day: z.iso.date(),
  title: z.string().trim().min(1).max(100),
});
const NOT_FOUND = '没有这个热点，或不在您的范围内';

/** Leads for assessment (研判线索), and what is known around one event. */
@ApiTags('leads')
@Controller('api')
export class LeadsController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get('leads')
  @Describe({ query: [filterSchema], answers: 'Leads' })
  async leads(@Req() request: FastifyRequest, @Query() query: unknown): Promise<Leads> {
    return leads(this.context, (await this.view(request, query)).view);
  }

  @Get('events/:id/background')
  @Describe({ query: [filterSchema], params: ['id'], answers: 'EventBackground' })
  async background(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Param('id') id: string,
  ): Promise<EventBackground> {
    return this.found(await this.view(request, { ...Object(query), event: id }));
  }

  /** Marks that something was done about an event; the answer holds its effect so far. */
  @Post('events/:id/interventions')
  @HttpCode(200)
  @Describe({ body: markSchema, params: ['id'], answers: 'EventBackground' })
  async mark(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<EventBackground> {
    const asked = await this.acting(request, id);
    const { day, title } = parse(markSchema, body);
    const at = this.context.now().toISOString();
    // Noon lies on the day in every zone that the product may run in.
    const doneAt = `${day}T04:00:00.000Z`;
    if (doneAt > at) throw new ProblemError(400, '措施的日期不能晚于今天');
    await inTransaction(this.context.ledger, async (tx) => {
      const mark = { eventId: id, doneAt, title: this.desk.mask(title), by: asked.actor.name, at };
      const { intervention_id } = await insertIntervention(tx, mark);
      const by = { at, actorId: asked.actor.id, actorName: asked.actor.name };
      await appendAudit(tx, { ...by, action: 'intervention.mark', target: id, detail: { id: intervention_id, day } });
    });
    return this.found(asked);
  }

  /** Takes a mark back. */
  @Delete('events/:id/interventions/:mark')
  @Describe({ params: ['id', 'mark'], answers: 'EventBackground' })
  async unmark(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('mark') mark: string,
  ): Promise<EventBackground> {
    const asked = await this.acting(request, id);
    const at = this.context.now().toISOString();
    const markId = /^\d{1,15}$/.test(mark) ? Number(mark) : 0;
    const { id: actorId, name } = asked.actor;
    const removed = await inTransaction(this.context.ledger, async (tx) => {
      const done = await removeIntervention(tx, { id: markId, eventId: id, by: name, at });
      const line = { at, actorId, actorName: name, action: 'intervention.remove', target: id, detail: { id: markId } };
      if (done) await appendAudit(tx, line);
      return done;
    });
    if (!removed) throw new ProblemError(404, '没有这条措施');
    return this.found(asked);
  }

  /** Somebody who may act on alerts and sees the event. */
  private async acting(request: FastifyRequest, id: string) {
    const asked = await this.view(request, { event: id });
    await this.found(asked);
    if (!asked.actor) throw new ProblemError(403, '您的账号只能查看');
    return { ...asked, actor: asked.actor };
  }

  private async found({ view }: { view: Viewpoint }): Promise<EventBackground> {
    const background = await eventBackground(this.context, view);
    if (!background) throw new ProblemError(404, NOT_FOUND);
    return background;
  }

  private async view(request: FastifyRequest, query: unknown) {
    const { scope, actor } = await requireAsker(this.context, request);
    return { actor, view: viewNow(this.context, scope, parse(filterSchema, query)) };
  }
}

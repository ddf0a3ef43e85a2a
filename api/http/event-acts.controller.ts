import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EventAct } from '#jobs/events/grouping-document.ts';
import { linkEvents } from '#jobs/intake/link-events.ts';
import type { ActRequest } from '#jobs/intake/act-request.ts';
import { requestAct, undoAct } from '#jobs/intake/request-act.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { listEventActs } from '#warehouse/ledger/events/event-acts.ts';
import { documentKey } from '#warehouse/model/document.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { EventActList } from '../contract/events.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

/** Events are the whole district's, so only its people change them. */
const EDITORS: readonly User['role'][] = ['district_admin', 'district_analyst'];
const MAX_DOCUMENTS = 200;

const eventId = z.string().min(1).max(64);
const documents = z
  .array(z.object({ sourceId: z.string().min(1).max(100), externalId: z.string().min(1).max(200) }))
  .min(1)
  .max(MAX_DOCUMENTS);
const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('merge'), from: eventId }),
  z.object({ kind: z.literal('link'), to: eventId }),
  z.object({ kind: z.literal('detach'), documents }),
  z.object({ kind: z.literal('attach'), documents }),
]);

/** What persons do to events: each act is audited, takes its turn in the intake log and can be undone. */
@ApiTags('events')
@Controller('api')
export class EventActsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('events/:id/acts')
  @Describe({ params: ['id'], answers: 'EventActList' })
  async list(@Req() request: FastifyRequest, @Param('id') id: string): Promise<EventActList> {
    await requireRole(this.context, request, EDITORS);
    const rows = await listEventActs(this.context.ledger, id);
    return {
      acts: rows.map((row) => ({
        actNo: row.act_no,
        kind: row.kind,
        at: row.asked_at,
        actorName: row.actor_name,
        moved: row.moves?.length ?? null,
        isUndone: row.undone_by !== null,
      })),
    };
  }

  @Post('events/:id/acts')
  @Describe({ params: ['id'], body: actSchema, answers: '{ actNo: number }', status: 202 })
  @HttpCode(202)
  async act(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown) {
    const by = await this.request(request, id);
    const asked = parse(actSchema, body);
    if (asked.kind === 'merge') {
      if (asked.from === id) throw new ProblemError(400, '不能把热点并入它自己');
      await this.requireEvent(asked.from);
    }
    await this.requireEvent(id);
    if (asked.kind === 'link') {
      if (asked.to === id) throw new ProblemError(400, '不能把热点和它自己关联');
      await this.requireEvent(asked.to);
      return { actNo: await linkEvents(this.context.ledger, by, asked.to) };
    }
    return { actNo: await requestAct(this.context.ledger, by, toAct(id, asked)) };
  }

  @Post('events/:id/acts/:no/undo')
  @Describe({ params: ['id', 'no'], answers: '{ actNos: number[] }', status: 202 })
  @HttpCode(202)
  async undo(@Req() request: FastifyRequest, @Param('id') id: string, @Param('no') no: string) {
    const by = await this.request(request, id);
    const actNo = parse(z.coerce.number().int().positive(), no);
    const actNos = await undoAct(this.context.ledger, by, actNo);
    if (!actNos) throw new ProblemError(409, '这一步还没有完成，或已经撤销过');
    return { actNos };
  }

  private async request(request: FastifyRequest, id: string): Promise<ActRequest> {
    const { user } = await requireRole(this.context, request, EDITORS);
    const by = { id: String(user.user_id), name: user.display_name };
    return { eventId: parse(eventId, id), by, now: this.context.now() };
  }

  private async requireEvent(id: string): Promise<void> {
    if (!(await getEvent(this.context.reader, id))) throw new ProblemError(404, '没有这个热点，可能刚被合并');
  }
}

function toAct(id: string, asked: Exclude<z.infer<typeof actSchema>, { kind: 'link' }>): EventAct {
  if (asked.kind === 'merge') return { kind: 'merge', into: id, from: asked.from };
  return { kind: 'move', keys: asked.documents.map(documentKey), to: asked.kind === 'attach' ? id : null };
}

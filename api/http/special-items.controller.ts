import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import type { SpecialReason } from '#jobs/alerts/deliver/special-facts.ts';
import { openSpecialLink } from '#jobs/alerts/open-special-link.ts';
import { routeMatter } from '#jobs/alerts/routing.ts';
import { tellSpecial } from '#jobs/alerts/tell-special.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import {
  closeSpecialItem,
  insertSpecialItem,
  reopenSpecialItem,
} from '#warehouse/ledger/special-items/special-items.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { SpecialItemList } from '../contract/special-items.ts';
import { matterOfEvent, specialItems, type SpecialMatter } from '../pages/special-items.ts';
import { filterSchema, type Viewpoint, viewNow } from '../pages/viewpoint.ts';
import { ALERT_DESK } from './alerts.controller.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const newSchema = z
  .object({
    event: z.string().min(1).max(64).optional(),
    /** Of the asker's ward, where it is about no event. */
    topic: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    /** '' for the unit that the routing gives the matter to. */
    lead: z.string().max(64).default(''),
    dueDay: z.iso.date(),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ event, topic }) => (event === undefined) !== (topic === undefined), '请说明是哪个热点或哪类问题');
const ACTIONS: Record<SpecialReason, string> = {
  opened: 'special.open',
  closed: 'special.close',
  reopened: 'special.reopen',
};
const readSchema = z.object({ ticket: z.string().min(1).max(200) });
const closeSchema = z.object({ note: z.string().trim().max(500).default('') });

type Acting = { view: Viewpoint; actor: { id: string; name: string } };

/** 专题: recurring matters that are one unit's task. Each act has its audit line; closing can be taken back. */
@ApiTags('special-items')
@Controller('api/special-items')
export class SpecialItemsController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(ALERT_DESK) private readonly desk: AlertDesk,
  ) {}

  @Get()
  @Describe({ query: [filterSchema], answers: 'SpecialItemList' })
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<SpecialItemList> {
    const { view, actor } = await this.view(request, query);
    return specialItems(this.context, view, actor !== null);
  }

  @Post()
  @HttpCode(200)
  @Describe({ body: newSchema, answers: 'SpecialItemList' })
  async open(@Req() request: FastifyRequest, @Body() body: unknown): Promise<SpecialItemList> {
    const acting = await this.acting(request);
    const { event, topic, lead, dueDay, note } = parse(newSchema, body);
    const at = this.context.now().toISOString();
    if (dueDay < dayIn(this.context.district.timeZone, at)) throw new ProblemError(400, '完成日期不能早于今天');
    const matter = event === undefined ? this.matterOfTopic(acting, topic!) : await this.matterOf(acting, event);
    const unit = this.leadOf(matter, lead);
    const opened = await this.note(acting, 'opened', async (tx) => {
      const by = { openedAt: at, openedBy: acting.actor.name };
      const of = { ...matter, leadDepartment: unit.code, leadLine: unit.line, dueDay, note: this.desk.mask(note) };
      return insertSpecialItem(tx, { ...of, ...by });
    });
    if (!opened) throw new ProblemError(409, '这件事已经立了专题，还没有结');
    return specialItems(this.context, acting.view, true);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Describe({ params: ['id'], body: closeSchema, answers: 'SpecialItemList' })
  async close(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<SpecialItemList> {
    const acting = await this.acting(request);
    const [itemId, note] = [idOf(id), this.desk.mask(parse(closeSchema, body).note)];
    const done = await this.note(acting, 'closed', async (tx) => {
      const closed = { itemId, at: this.context.now().toISOString(), by: acting.actor.name, note };
      return (await closeSpecialItem(tx, acting.view.scope, closed)) ? itemId : null;
    });
    if (!done) throw new ProblemError(404, '没有这个专题，或已经结了');
    return specialItems(this.context, acting.view, true);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Describe({ params: ['id'], answers: 'SpecialItemList' })
  async reopen(@Req() request: FastifyRequest, @Param('id') id: string): Promise<SpecialItemList> {
    const acting = await this.acting(request);
    const itemId = idOf(id);
    const done = await this.note(acting, 'reopened', async (tx) =>
      (await reopenSpecialItem(tx, acting.view.scope, itemId)) ? itemId : null,
    );
    if (!done) throw new ProblemError(404, '没有这个已结的专题，或同一件事另有未结的');
    return specialItems(this.context, acting.view, true);
  }

  /** Spends the ticket of a message's link: the first to open it is written down. */
  @Post(':id/read')
  @HttpCode(200)
  @Describe({ params: ['id'], body: readSchema })
  async read(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown) {
    const { scope, user } = await requireAsker(this.context, request);
    const { ledger, linkKey: key, now } = this.context;
    const [{ ticket }, by] = [parse(readSchema, body), { id: String(user.user_id), name: user.display_name }];
    const order = { itemId: idOf(id), ticket, key, by, scope, now: now().toISOString() };
    const result = await openSpecialLink(ledger, order);
    if (result === 'invalid') throw new ProblemError(404, '链接无效，或不在您的范围内');
    return { first: result === 'first' };
  }

  /** Does what `work` does together with its audit line and the messages to the unit; null where there was nothing to do. */
  private note(
    { actor }: Acting,
    reason: SpecialReason,
    work: (tx: Transaction) => Promise<number | null>,
  ): Promise<number | null> {
    return inTransaction(this.context.ledger, async (tx) => {
      const itemId = await work(tx);
      if (itemId === null) return null;
      const at = this.context.now().toISOString();
      await appendAudit(tx, {
        at,
        actorId: actor.id,
        actorName: actor.name,
        action: ACTIONS[reason],
        target: String(itemId),
        detail: {},
      });
      await tellSpecial(tx, this.desk, { itemId, reason, now: at });
      return itemId;
    });
  }

  private async matterOf({ view }: Acting, event: string): Promise<SpecialMatter> {
    const matter = await matterOfEvent(this.context, view, event);
    if (!matter) throw new ProblemError(404, '没有这个热点，或不在您的范围内');
    return matter;
  }

  /** A topic of the asker's own ward, or of the whole district. */
  private matterOfTopic({ view }: Acting, topicCode: string): SpecialMatter {
    const [ward = ''] = view.scope.wards;
    return { eventId: '', topicCode, wardCode: ward, sensitive: false };
  }

  private leadOf({ topicCode, wardCode }: SpecialMatter, lead: string): { code: string; line: string } {
    const { policy, district } = this.context;
    if (lead === '' && policy.routing.length > 0) return routeMatter(policy, { topicCode, wardCode, nature: '' }).lead;
    const named = district.departments.find(({ code }) => code === lead);
    if (!named) throw new ProblemError(400, '请选择主办单位');
    return named;
  }

  private async acting(request: FastifyRequest): Promise<Acting> {
    const { view, actor } = await this.view(request, {});
    if (!actor) throw new ProblemError(403, '您的账号只能查看');
    return { view, actor };
  }

  private async view(request: FastifyRequest, query: unknown) {
    const { scope, actor } = await requireAsker(this.context, request);
    return { actor, view: viewNow(this.context, scope, parse(filterSchema, query)) };
  }
}

/** 0 is nobody's. */
const idOf = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : 0);

import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerTopic, undoAnswer } from '#jobs/intake/answer-topic.ts';
import { topicCodes } from '#jobs/topics/taxonomy.ts';
import { listUnsure } from '#warehouse/analytics/pages/list-unsure.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { getTopicLabel } from '#warehouse/ledger/topics/topic-labels.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { ConfirmList } from '../contract/learning.ts';
import type { ReplyList } from '../contract/replies.ts';
import { confirmList } from '../pages/confirm.ts';
import { replyList } from '../pages/reply-list.ts';
import { filterSchema, viewNow } from '../pages/viewpoint.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireRole } from './session.ts';

/** Who says what a post is about, within their own wards and lines. */
const ANSWERING: readonly User['role'][] = [
  'district_admin',
  'district_analyst',
  'street_leader',
  'street_clerk',
  'handler',
];

const answerSchema = z.object({ topic: z.string().refine((code) => topicCodes.includes(code), '没有这个类别') });
/** The whole history: what is asked about is found by its id. */
const EVER = '1990-01-01T00:00:00.000Z';

/** What the text of posts and replies leaves to a person: topics that nobody was sure of (待确认), replies worth a look. */
@ApiTags('topics')
@Controller('api')
export class ConfirmController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('confirm')
  @Describe({ query: [filterSchema], answers: 'ConfirmList' })
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<ConfirmList> {
    const { scope, user } = await requireAsker(this.context, request);
    const view = viewNow(this.context, scope, parse(filterSchema, query));
    return confirmList(this.context, view, ANSWERING.includes(user.role));
  }

  /** Replies that a supervisor may look at. */
  @Get('replies')
  @Describe({ query: [filterSchema], answers: 'ReplyList' })
  async replies(@Req() request: FastifyRequest, @Query() query: unknown): Promise<ReplyList> {
    const { scope } = await requireAsker(this.context, request);
    return replyList(this.context, viewNow(this.context, scope, parse(filterSchema, query)));
  }

  @Post('confirm/:source/:id')
  @HttpCode(200)
  @Describe({ params: ['source', 'id'], body: answerSchema, answers: '{ labelNo: number }' })
  async answer(
    @Req() request: FastifyRequest,
    @Param('source') sourceId: string,
    @Param('id') externalId: string,
    @Body() body: unknown,
  ): Promise<{ labelNo: number }> {
    const { scope, user } = await requireRole(this.context, request, ANSWERING);
    const { topic: topicCode } = parse(answerSchema, body);
    const now = this.context.now();
    const filter = { ...viewNow(this.context, scope, { days: 7 }).filter, from: EVER };
    const [found] = await listUnsure(this.context.reader, filter, { limit: 1, only: { sourceId, externalId } });
    if (!found) throw new ProblemError(404, '没有这一条，或不在您的范围内，或已有人确认');
    const labelNo = await answerTopic(this.deps(), {
      sourceId,
      externalId,
      topicCode,
      beforeCode: found.topic_code,
      guesses: found.topic_guesses,
      by: { id: String(user.user_id), name: user.display_name },
      now,
    });
    if (labelNo === null) throw new ProblemError(409, '刚刚有人确认过这一条');
    return { labelNo };
  }

  /** One's own answer; an administrator takes back anybody's. */
  @Post('confirm/answers/:no/undo')
  @HttpCode(200)
  @Describe({ params: ['no'], answers: '{ undone: true }' })
  async undo(@Req() request: FastifyRequest, @Param('no') no: string): Promise<{ undone: true }> {
    const { user } = await requireRole(this.context, request, ANSWERING);
    const labelNo = /^\d{1,15}$/.test(no) ? Number(no) : 0;
    const label = await getTopicLabel(this.context.ledger, labelNo);
    const isOwn = label?.said_by_id === String(user.user_id);
    if (!label || (!isOwn && user.role !== 'district_admin')) throw new ProblemError(404, '没有这条确认');
    const { source_id: sourceId, external_id: externalId } = label;
    const by = { id: String(user.user_id), name: user.display_name };
    const undo = { sourceId, externalId, labelNo, by, now: this.context.now() };
    if (!(await undoAnswer(this.deps(), undo))) throw new ProblemError(409, '这条确认已经撤销过');
    return { undone: true };
  }

  private deps() {
    const { reader, ledger, cleaning } = this.context;
    return { analytics: reader, ledger, cleaning };
  }
}

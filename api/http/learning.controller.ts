import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { beginRerun, historyState } from '#jobs/intake/rerun-history.ts';
import type { ModelCard } from '#jobs/topics/learn/model.ts';
import { lexiconSetting, lexiconWords } from '#jobs/topics/settings/lexicon-setting.ts';
import { topicsOfLabel } from '#jobs/topics/topics-of-label.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getLatestHistoryRun } from '#warehouse/ledger/topics/history-runs.ts';
import { countTopicLabels } from '#warehouse/ledger/topics/topic-labels.ts';
import { listTopicModels, type TopicModelRow } from '#warehouse/ledger/topics/topic-models.ts';
import { listWordProposals, refuseWords } from '#warehouse/ledger/topics/word-proposals.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { HistoryState, NewWordList, TopicModelList, TopicModelView } from '../contract/learning.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

const READERS: readonly User['role'][] = ['district_admin', 'district_analyst', 'auditor'];
const WRITERS: readonly User['role'][] = ['district_admin'];
const SHOWN_MODELS = 20;
const SHOWN_WORDS = 50;
const refuseSchema = z.object({ words: z.array(z.string().min(2).max(20)).min(1).max(50), refused: z.boolean() });
/** At which precision a card's coverage is told. */
const TOLD_PRECISION = 0.98;

/** Learned models, and the history that words and models are run over again. */
@ApiTags('topics')
@Controller('api')
export class LearningController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('topic-models')
  @Describe({ answers: 'TopicModelList' })
  async models(@Req() request: FastifyRequest): Promise<TopicModelList> {
    const { user } = await requireRole(this.context, request, READERS);
    const { ledger, learning } = this.context;
    const [models, labels] = await Promise.all([listTopicModels(ledger, SHOWN_MODELS), countTopicLabels(ledger)]);
    const view = (row: TopicModelRow): TopicModelView => this.toView(row);
    return { mayLearn: WRITERS.includes(user.role), labels, learning: learning.state(), models: models.map(view) };
  }

  /** Learns from the answers of persons and the categories of platforms; the page asks how far it is. */
  @Post('topic-models/learn')
  @HttpCode(202)
  @Describe({ answers: '{ rows: number }', status: 202 })
  async learn(@Req() request: FastifyRequest): Promise<{ rows: number }> {
    const { user } = await requireRole(this.context, request, WRITERS);
    const by = { id: String(user.user_id), name: user.display_name };
    const begun = await this.context.learning.begin({ by, now: this.context.now() });
    if (begun.kind !== 'accept')
      throw new ProblemError(409, '标注还太少：至少要 20 条、两个类别。请先在“待确认”里多确认一些');
    return { rows: begun.value };
  }

  @Get('history')
  @Describe({ answers: 'HistoryState' })
  async history(@Req() request: FastifyRequest): Promise<HistoryState> {
    const { user } = await requireRole(this.context, request, READERS);
    const { reader, ledger, cleaning } = this.context;
    const [state, run] = await Promise.all([
      historyState({ analytics: reader, cleaning }),
      getLatestHistoryRun(ledger),
    ]);
    return {
      mayRun: WRITERS.includes(user.role),
      total: state.total,
      outdated: state.outdated,
      run: run
        ? {
            askedAt: run.asked_at,
            askedBy: run.asked_by,
            total: run.total,
            done: run.done,
            movedAt: run.moved_at,
            finishedAt: run.finished_at,
          }
        : null,
    };
  }

  @Post('history/rerun')
  @HttpCode(202)
  @Describe({ answers: 'HistoryState', status: 202 })
  async rerun(@Req() request: FastifyRequest): Promise<HistoryState> {
    const { user } = await requireRole(this.context, request, WRITERS);
    const { reader, ledger, cleaning, now, queue } = this.context;
    const run = await beginRerun({ analytics: reader, ledger, cleaning, now }, user.display_name);
    if (run === null) throw new ProblemError(409, '上一次重算还没有完成');
    const by = byUser(user, now());
    await appendAudit(ledger, { ...by, action: 'history.rerun', target: String(run) });
    await queue.add('rerun-history', {}, { onceWhileWaiting: 'rerun' });
    return this.history(request);
  }

  @Get('new-words')
  @Describe({ answers: 'NewWordList' })
  async newWords(@Req() request: FastifyRequest): Promise<NewWordList> {
    await requireRole(this.context, request, READERS);
    const { ledger, settings, district } = this.context;
    const rows = await listWordProposals(ledger, SHOWN_WORDS);
    // What is in the lexicon by now needs no answer; the next look finds it no more.
    const known = new Set(lexiconWords(district, settings.current(lexiconSetting)).map(({ word }) => word));
    const words = rows.filter(({ word }) => !known.has(word));
    return {
      foundAt: rows[0]?.found_at ?? '',
      words: words.map(({ word, texts, cohesion, freedom }) => ({ word, texts, cohesion, freedom })),
    };
  }

  /** Refuses words for good, or takes that back; a word is accepted by saving it in the lexicon. */
  @Post('new-words/refuse')
  @HttpCode(200)
  @Describe({ body: refuseSchema, answers: '{ changed: number }' })
  async refuse(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ changed: number }> {
    const { user } = await requireRole(this.context, request, WRITERS);
    const { words, refused } = parse(refuseSchema, body);
    const at = this.context.now().toISOString();
    const by = user.display_name;
    const changed = await inTransaction(this.context.ledger, async (tx) => {
      const rows = await refuseWords(tx, words, refused ? { at, by } : null);
      const action = refused ? 'word.refuse' : 'word.unrefuse';
      const line = { at, actorId: String(user.user_id), actorName: by, action, target: words.join(' ').slice(0, 200) };
      if (rows > 0) await appendAudit(tx, line);
      return rows;
    });
    return { changed };
  }

  private toView(row: TopicModelRow): TopicModelView {
    const { data, features, training, scores } = row.card as ModelCard;
    return {
      version: row.version,
      learnedAt: row.learned_at,
      learnedBy: row.learned_by,
      data: { description: data.description, rows: data.rows, groups: data.groups },
      features: `${features.description}; ${features.kept}`,
      method: training.method,
      macroF1: scores.macroF1,
      accuracy: scores.accuracy,
      topTwo: scores.topTwo,
      coverage: scores.coverage.find(({ precision }) => precision === TOLD_PRECISION)?.coverage ?? null,
      folds: scores.folds,
      labels: scores.labels.map(({ label, f1, rows }) => ({
        label,
        names: topicsOfLabel(label, this.context.district).map((code) => this.context.names.topic(code)),
        f1,
        rows,
      })),
    };
  }
}

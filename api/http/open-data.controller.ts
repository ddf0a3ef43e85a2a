import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { openCounts, openRequests } from '#jobs/reports/open-data/open-feeds.ts';
import { parsePeriod, type Period } from '#jobs/reports/period.ts';
import { reportSetting } from '#jobs/reports/settings/report-setting.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';

const periodSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
/** A closed month changes rarely; each feed is counted once in this time, whoever asks. */
const KEPT_MS = 10 * 60_000;
/** Feeds kept at most: a year of both. */
const KEPT = 24;

/** Feeds for everybody, where the district publishes them; nobody signs in. */
@ApiTags('open data')
@Controller('api/open-data')
export class OpenDataController {
  private readonly kept = new Map<string, { until: number; feed: Promise<string> }>();

  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('requests.json')
  async requests(@Query('period') period: unknown, @Res() reply: FastifyReply): Promise<void> {
    const feed = await this.feed('requests', period, async (month) =>
      JSON.stringify(await openRequests(this.context.reports, month)),
    );
    void reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=600').send(feed);
  }

  @Get('counts.csv')
  async counts(@Query('period') period: unknown, @Res() reply: FastifyReply): Promise<void> {
    const feed = await this.feed('counts', period, (month) => openCounts(this.context.reports, month));
    void reply.type('text/csv; charset=utf-8').header('cache-control', 'public, max-age=600').send(feed);
  }

  /** Only months that are over: a running one would tell each newcomer by its difference. */
  private feed(name: string, asked: unknown, make: (month: Period) => Promise<string>): Promise<string> {
    if (!this.context.settings.current(reportSetting).openData) throw new ProblemError(404, '本区没有开放数据');
    const month = parsePeriod(parse(periodSchema, asked))!;
    if (month.to > this.context.now().toISOString()) throw new ProblemError(404, '这个月还没有结束');
    const key = `${name} ${month.key}`;
    const known = this.kept.get(key);
    if (known && known.until > Date.now()) return known.feed;
    const feed = make(month);
    feed.catch(() => this.kept.delete(key));
    this.kept.set(key, { until: Date.now() + KEPT_MS, feed });
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return feed;
  }
}

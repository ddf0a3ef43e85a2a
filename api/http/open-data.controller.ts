import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { getOpenData, listOpenDataMonths } from '#warehouse/ledger/reports/open-data-months.ts';
import { reportSetting } from '#jobs/reports/settings/report-setting.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';

const periodSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
/** What is published stays: an hour is short. */
const CACHED = 'public, max-age=3600';

/** Feeds for everybody, as the calendar job published them, where the district opens its data; nobody signs in. */
@ApiTags('open data')
@Controller('api/open-data')
export class OpenDataController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  async months(@Res() reply: FastifyReply): Promise<void> {
    this.requireOpen();
    const months = await listOpenDataMonths(this.context.ledger);
    const told = months.map(({ period_key, published_at }) => ({
      period: period_key,
      publishedAt: published_at,
      counts: `/api/open-data/counts.csv?period=${period_key}`,
      requests: `/api/open-data/requests.json?period=${period_key}`,
    }));
    void reply.type('application/json; charset=utf-8').send(JSON.stringify({ months: told }));
  }

  @Get('requests.json')
  async requests(@Query('period') period: unknown, @Res() reply: FastifyReply): Promise<void> {
    const feed = await this.feed('requests', period);
    void reply.type('application/json; charset=utf-8').header('cache-control', CACHED).send(feed);
  }

  @Get('counts.csv')
  async counts(@Query('period') period: unknown, @Res() reply: FastifyReply): Promise<void> {
    const feed = await this.feed('counts', period);
    void reply.type('text/csv; charset=utf-8').header('cache-control', CACHED).send(feed);
  }

  private async feed(name: 'requests' | 'counts', asked: unknown): Promise<string> {
    this.requireOpen();
    const month = parse(periodSchema, asked);
    const feed = await getOpenData(this.context.ledger, month, name);
    if (feed === undefined) throw new ProblemError(404, '这个月的数据尚未发布');
    return feed;
  }

  private requireOpen(): void {
    if (!this.context.settings.current(reportSetting).openData) throw new ProblemError(404, '本区没有开放数据');
  }
}

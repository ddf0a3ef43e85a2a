import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { DocumentLife, DocumentList, SearchResult } from '../contract/documents.ts';
import type { EventDetail, WideMatter } from '../contract/events.ts';
import type { EventReplies } from '../contract/replies.ts';
import type { HotspotList, Overview, TrendPoint, WardRankingRow } from '../contract/hotspots.ts';
import type { SourceHealth } from '../contract/sources.ts';
import type { WallView } from '../contract/wall.ts';
import type { Asker } from '../pages/alert-views.ts';
import { documentLife, documentLifeQuery } from '../pages/document-life.ts';
import { documentList, documentPageSchema } from '../pages/document-list.ts';
import { eventDetail } from '../pages/event-detail.ts';
import { eventReplies } from '../pages/event-replies.ts';
import { hotspotRows } from '../pages/hotspot-rows.ts';
import { overview } from '../pages/overview.ts';
import { search, searchSchema } from '../pages/search.ts';
import { snapshotOf, sourceHealth } from '../pages/snapshot.ts';
import { trend } from '../pages/trend.ts';
import { filterSchema, type Viewpoint, viewOf } from '../pages/viewpoint.ts';
import { wall } from '../pages/wall.ts';
import { wideMatters } from '../pages/wide-matters.ts';
import { wardRanking } from '../pages/ward-ranking.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireViewer } from './session.ts';

/** What a page shows to somebody from a viewpoint. */
type PageOf<T> = (context: ApiContext, asker: Asker, view: Viewpoint) => Promise<T>;

const MAX_HOTSPOTS = 200;
const limitSchema = z.object({ limit: z.coerce.number().int().min(1).max(MAX_HOTSPOTS).default(50) });

@ApiTags('pages')
@Controller('api')
export class PagesController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('overview')
  @Describe({ query: [filterSchema], answers: 'Overview' })
  async overview(@Req() request: FastifyRequest, @Query() query: unknown): Promise<Overview> {
    return this.answer(request, query, overview);
  }

  @Get('hotspots')
  @Describe({ query: [filterSchema, limitSchema], answers: 'HotspotList' })
  async hotspots(@Req() request: FastifyRequest, @Query() query: unknown): Promise<HotspotList> {
    const { limit } = parse(limitSchema, query);
    return this.answer(request, query, async (context, _asker, view) => {
      const snapshot = await snapshotOf(context, view.scope);
      const rows = await hotspotRows(context, view, { runId: snapshot.runId, limit });
      return { snapshot, rows, total: rows.length };
    });
  }

  @Get('wards/ranking')
  @Describe({ query: [filterSchema], answers: 'WardRankingRow[]' })
  async ranking(@Req() request: FastifyRequest, @Query() query: unknown): Promise<WardRankingRow[]> {
    return this.answer(request, query, async (context, _asker, view) =>
      wardRanking(context, view, (await context.shown.latest())?.run_id ?? null),
    );
  }

  @Get('trend')
  @Describe({ query: [filterSchema], answers: 'TrendPoint[]' })
  async trend(@Req() request: FastifyRequest, @Query() query: unknown): Promise<TrendPoint[]> {
    return this.answer(request, query, (context, _asker, view) => trend(context, view));
  }

  @Get('documents')
  @Describe({ query: [filterSchema, documentPageSchema], answers: 'DocumentList' })
  async documents(@Req() request: FastifyRequest, @Query() query: unknown): Promise<DocumentList> {
    const page = parse(documentPageSchema, query);
    if (page.cursor) return documentList(this.context, (await this.view(request, query)).view, page);
    return this.answer(request, query, (context, _asker, view) => documentList(context, view, page));
  }

  @Get('documents/life')
  @Describe({ query: [documentLifeQuery], answers: 'DocumentLife' })
  async life(@Req() request: FastifyRequest, @Query() query: unknown): Promise<DocumentLife> {
    const { scope } = await requireAsker(this.context, request);
    const found = await documentLife(this.context, scope, parse(documentLifeQuery, query));
    if (!found) throw new ProblemError(404, '没有这件诉求，或不在您的范围内');
    return found;
  }

  @Get('wide-matters')
  @Describe({ query: [filterSchema], answers: 'WideMatter[]' })
  async wide(@Req() request: FastifyRequest, @Query() query: unknown): Promise<WideMatter[]> {
    return this.answer(request, query, (context, _asker, view) => wideMatters(context, view));
  }

  @Get('search')
  @Describe({ query: [filterSchema, searchSchema], answers: 'SearchResult' })
  async search(@Req() request: FastifyRequest, @Query() query: unknown): Promise<SearchResult> {
    const { view } = await this.view(request, query);
    return search(this.context, view, parse(searchSchema, query));
  }

  @Get('events/:id')
  @Describe({ query: [filterSchema], params: ['id'], answers: 'EventDetail' })
  async event(@Req() request: FastifyRequest, @Query() query: unknown, @Param('id') id: string): Promise<EventDetail> {
    const { asker, view } = await this.view(request, { ...Object(query), event: id });
    const found = await eventDetail(this.context, asker, view);
    if (!found) throw new ProblemError(404, '没有这个热点，或不在您的范围内');
    return found;
  }

  /** The wall screen, for its own account and for whoever sees the whole district. */
  @Get('wall')
  @Describe({ answers: 'WallView' })
  async wall(@Req() request: FastifyRequest): Promise<WallView> {
    const { user } = await requireViewer(this.context, request);
    if (!user.wards.includes('') || user.lines !== null) throw new ProblemError(403, '大屏只给全区范围的账号');
    this.context.shown.note('wall', wall);
    return wall(this.context);
  }

  @Get('events/:id/replies')
  @Describe({ query: [filterSchema], params: ['id'], answers: 'EventReplies' })
  async replies(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Param('id') id: string,
  ): Promise<EventReplies> {
    const { view } = await this.view(request, { ...Object(query), event: id });
    return eventReplies(this.context, view);
  }

  @Get('sources')
  @Describe({ answers: 'SourceHealth[]' })
  async sources(@Req() request: FastifyRequest): Promise<SourceHealth[]> {
    const { scope } = await requireAsker(this.context, request);
    this.context.shown.note(`sources ${JSON.stringify(scope)}`, (context) => sourceHealth(context, scope));
    return sourceHealth(this.context, scope);
  }

  /** A view of the shown ranking, which is counted anew as long as pages ask for it. */
  private async answer<T>(request: FastifyRequest, query: unknown, page: PageOf<T>): Promise<T> {
    const asker = await requireAsker(this.context, request);
    const asked = parse(filterSchema, query);
    const ask = async (context: ApiContext): Promise<T> =>
      page(context, asker, await viewOf(context, asker.scope, asked));
    // One event is looked at as it is now, not as it was ranked.
    if (asked.event === undefined) this.context.shown.note(`${request.url} ${JSON.stringify(asker.scope)}`, ask);
    return ask(this.context);
  }

  private async view(request: FastifyRequest, query: unknown): Promise<{ asker: Asker; view: Viewpoint }> {
    const asker = await requireAsker(this.context, request);
    return { asker, view: await viewOf(this.context, asker.scope, parse(filterSchema, query)) };
  }
}

import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import {
  alertsTable,
  documentsTable,
  hotspotsTable,
  rejectsTable,
  repliesTable,
  wardsTable,
} from '../exports/export-tables.ts';
import { filterWords, wallClock } from '../exports/filter-words.ts';
import type { ExportTable } from '../exports/table-of.ts';
import { exportFormats, writeExport } from '../exports/write-export.ts';
import { alertFilterOf, alertListSchema } from '../pages/alert-list-query.ts';
import { currentBoundaries } from '../pages/viewpoint.ts';
import { alertList, type Asker } from '../pages/alert-views.ts';
import { documentList } from '../pages/document-list.ts';
import { eventWordsOf } from '../pages/event-words.ts';
import { hotspotRows } from '../pages/hotspot-rows.ts';
import { allRejects, rejectQuery } from '../pages/reject-list.ts';
import { replyList } from '../pages/reply-list.ts';
import { snapshotOf } from '../pages/snapshot.ts';
import { filterSchema, type Viewpoint, viewOf } from '../pages/viewpoint.ts';
import { wardRanking } from '../pages/ward-ranking.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { requireAsker, requireRole } from './session.ts';

const formatSchema = z.object({ format: z.enum(exportFormats).default('xlsx') });
/** What a person reads in a spreadsheet; a longer list is asked for in parts. */
const MOST_ROWS = 20_000;
const MOST_HOTSPOTS = 200;

interface Asked {
  asker: Asker & { user: User };
  view: Viewpoint;
  query: unknown;
}

/** What pages show, as files: the same functions give the rows, so page and file cannot differ. */
@ApiTags('exports')
@Controller('api/exports')
export class ExportsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('hotspots')
  @Describe({ query: [filterSchema, formatSchema], answers: 'a file' })
  async hotspots(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, { query, name: '热点榜' }, async ({ view }) => {
      const { runId } = await snapshotOf(this.context, view.scope);
      const rows = await hotspotRows(this.context, view, { runId, limit: MOST_HOTSPOTS });
      const words = await eventWordsOf(this.context, view, rows);
      return hotspotsTable(this.context, rows, words);
    });
  }

  @Get('replies')
  @Describe({ query: [filterSchema, formatSchema], answers: 'a file' })
  async replies(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, { query, name: '答复质量' }, async ({ view }) =>
      repliesTable(this.context, await replyList(this.context, view)),
    );
  }

  @Get('wards')
  @Describe({ query: [filterSchema, formatSchema], answers: 'a file' })
  async wards(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, { query, name: '区域榜' }, async ({ view }) => {
      const { runId } = await snapshotOf(this.context, view.scope);
      return wardsTable(await wardRanking(this.context, view, runId), view.asked.topic);
    });
  }

  @Get('documents')
  @Describe({ query: [filterSchema, formatSchema], answers: 'a file' })
  async documents(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, { query, name: '诉求清单' }, async ({ view }) => {
      const { rows } = await documentList(this.context, view, { limit: MOST_ROWS });
      return documentsTable(this.context, rows);
    });
  }

  @Get('alerts')
  @Describe({ query: [alertListSchema, formatSchema], answers: 'a file' })
  async alerts(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, { query, name: '预警清单' }, async ({ asker }) => {
      const filter = alertFilterOf(parse(alertListSchema, query), currentBoundaries(this.context));
      const { rows } = await alertList(this.context, asker, filter, { limit: MOST_ROWS });
      return alertsTable(this.context, rows);
    });
  }

  @Get('rejects')
  @Describe({ query: [rejectQuery, formatSchema], answers: 'a file' })
  async rejects(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await requireRole(this.context, request, ['district_admin', 'district_analyst', 'auditor']);
    await this.send(request, reply, { query: {}, name: '拒收清单', format: query }, async () =>
      rejectsTable(this.context, await allRejects(this.context, parse(rejectQuery, query), MOST_ROWS)),
    );
  }

  /** Writes the file with its filter above the table, and who took what out of the house into the audit log. */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { query, name, format: asked = query }: { query: unknown; name: string; format?: unknown },
    load: (asked: Asked) => Promise<ExportTable>,
  ): Promise<void> {
    const { context } = this;
    const asker = await requireAsker(context, request);
    const { format } = parse(formatSchema, asked);
    const view = await viewOf(context, asker.scope, parse(filterSchema, query));
    const table = await load({ asker, view, query });
    const now = new Date();
    const words = filterWords(context, view);
    const by = `导出：${asker.user.display_name} ${wallClock(context.district.timeZone, now.toISOString())}`;
    const title = [name, words, table.note, by].filter(Boolean).join('　');
    const { type, bytes } = writeExport(table, { name, title, at: view.at, format });
    await appendAudit(context.ledger, {
      ...byUser(asker.user, now),
      action: 'export.write',
      target: name,
      detail: { format, rows: table.rows.length, filter: words },
    });
    const file = encodeURIComponent(`${name}-${view.at.slice(0, 10)}.${format}`);
    void reply
      .header('Content-Disposition', `attachment; filename*=UTF-8''${file}`)
      .header('Cache-Control', 'no-store');
    await reply.type(type).send(bytes);
  }
}

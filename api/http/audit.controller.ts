import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { verifyAuditLog } from '#jobs/audit/verify-audit-log.ts';
import { writeCsv } from '#jobs/sheets/write-csv.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { type AuditFilter, listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { AuditChain, AuditPage } from '../contract/audit.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { requireRole } from './session.ts';

const listSchema = z.object({
  actor: z.string().max(64).default(''),
  action: z.string().max(64).default(''),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const READERS = ['district_admin', 'auditor'] as const;
/** What one file holds; more is asked for by dates. */
const MOST_LINES = 100_000;

@ApiTags('audit')
@Controller('api/audit')
export class AuditController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ query: [listSchema], answers: 'AuditPage' })
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<AuditPage> {
    await requireRole(this.context, request, READERS);
    const { limit, ...asked } = parse(listSchema, query);
    const rows = await listAudit(this.context.ledger, filterOf(asked), limit);
    return { rows, next: rows.length === limit ? rows.at(-1)!.id : null };
  }

  /** Recomputes the whole chain: whether anybody changed a line behind the log's back. */
  @Get('chain')
  @Describe({ answers: 'AuditChain' })
  async chain(@Req() request: FastifyRequest): Promise<AuditChain> {
    await requireRole(this.context, request, READERS);
    const verdict = await verifyAuditLog(this.context.ledger);
    return verdict.kind === 'intact'
      ? { intact: true, rows: verdict.rows, brokenAt: null }
      : { intact: false, rows: 0, brokenAt: verdict.id };
  }

  @Get('export')
  @Describe({ query: [listSchema], answers: 'a file' })
  async export(@Req() request: FastifyRequest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { user } = await requireRole(this.context, request, READERS);
    const { ledger } = this.context;
    const { limit: _page, ...asked } = parse(listSchema, query);
    const rows = await listAudit(ledger, filterOf(asked), MOST_LINES);
    const by = byUser(user, new Date());
    await appendAudit(ledger, { ...by, action: 'export.write', target: '审计日志', detail: { rows: rows.length } });
    const bytes = writeCsv({
      columns: ['id', 'at', 'actorId', 'actorName', 'action', 'target', 'detail'].map((header) => ({
        header,
        kind: 'text',
      })),
      rows: rows.map((row) => [row.id, row.at, row.actorId, row.actorName, row.action, row.target, row.detail]),
    });
    const file = encodeURIComponent(`审计日志-${by.at.slice(0, 10)}.csv`);
    void reply.header('Content-Disposition', `attachment; filename*=UTF-8''${file}`);
    await reply.type('text/csv; charset=utf-8').send(bytes);
  }
}

function filterOf({ actor, action, from, to, before }: Omit<z.infer<typeof listSchema>, 'limit'>): AuditFilter {
  return { actorId: actor, action, from: from ?? null, to: to ?? null, beforeId: before ?? null };
}

import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { AuditPage } from '../contract.ts';
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

@ApiTags('audit')
@Controller('api/audit')
export class AuditController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ query: [listSchema], answers: 'AuditPage' })
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<AuditPage> {
    await requireRole(this.context, request, ['district_admin', 'auditor']);
    const { actor, action, from, to, before, limit } = parse(listSchema, query);
    const filter = { actorId: actor, action, from: from ?? null, to: to ?? null, beforeId: before ?? null };
    const rows = await listAudit(this.context.ledger, filter, limit);
    return { rows, next: rows.length === limit ? rows.at(-1)!.id : null };
  }
}

import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { DateOrder, ImportState } from '../contract/setup.ts';
import { FileTooLarge } from '#jobs/import/import-desk.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

/** A type of its own: bodies of it are streams, where other files are small and held in memory. */
export const IMPORT_TYPE = 'application/x-minqing-file';

const sourceSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
/** `modified`: when the file was last changed, milliseconds since 1970, as a browser tells it. */
const nameSchema = z.object({
  name: z.string().min(1).max(200),
  modified: z.coerce.number().int().min(0).max(4_102_444_800_000).optional(),
});

const orderSchema = z.object({ order: z.enum(['dmy', 'mdy', 'ymd'] satisfies DateOrder[]) });

/** Files of history through the same pipeline as a pull: `minqing import` from the browser. */
@ApiTags('imports')
@Controller('api/imports')
export class ImportsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'ImportState[]' })
  async list(@Req() request: FastifyRequest): Promise<ImportState[]> {
    await requireRole(this.context, request, ['district_admin']);
    return this.context.imports?.list() ?? [];
  }

  /** The body is the file itself, as IMPORT_TYPE. */
  @Post(':source')
  @HttpCode(202)
  @Describe({ params: ['source'], query: [nameSchema], answers: 'ImportState', status: 202 })
  async take(
    @Req() request: FastifyRequest,
    @Param('source') source: string,
    @Query() query: unknown,
  ): Promise<ImportState> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { imports, ledger } = this.context;
    const sourceId = parse(sourceSchema, source);
    const { name, modified } = parse(nameSchema, query);
    if (!imports) throw new ProblemError(409, '区县还没有设置好');
    const body = request.body as Readable | undefined;
    if (typeof body?.pipe !== 'function') throw new ProblemError(415, `请以 ${IMPORT_TYPE} 提交文件`);
    const by = byUser(user, new Date());
    try {
      const state = await imports.take(body, {
        name,
        sourceId,
        madeAt: modified === undefined ? undefined : new Date(modified),
      });
      await appendAudit(ledger, { ...by, action: 'import.start', target: sourceId });
      return state;
    } catch (error) {
      if (error instanceof FileTooLarge) throw new ProblemError(413, '文件太大：一次最多 200 MB，请分成几份');
      throw error;
    }
  }

  /** Says what leads in dates such as 12/01/20, and reads the file again; what was taken of it stays as it is. */
  @Post(':id/date-order')
  @HttpCode(202)
  @Describe({ params: ['id'], body: orderSchema, answers: 'ImportState', status: 202 })
  async sayDateOrder(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<ImportState> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { order } = parse(orderSchema, body);
    const state = this.context.imports?.readAgain(id, order);
    if (!state) throw new ProblemError(410, '这份文件已经不在了，请重新选择');
    const by = byUser(user, new Date());
    await appendAudit(this.context.ledger, { ...by, action: 'import.start', target: state.sourceId });
    return state;
  }
}

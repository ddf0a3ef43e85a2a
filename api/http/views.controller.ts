import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deleteView, listSavedViews, MOST_VIEWS, renameView, saveView } from '#warehouse/ledger/views/saved-views.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { SavedView } from '../contract/views.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker } from './session.ts';

const name = z.string().trim().min(1).max(30);
/** Only what the filter of a page knows; its values are read by the page, and its data asked for within the scope. */
const query = z
  .string()
  .max(1000)
  .regex(/^((ward|topic|source|event|department|q|days)=[^&=#]*(&(?!$)|$))*$/);
const viewSchema = z.object({ name, query });
const nameSchema = z.object({ name });
const GONE = '没有这个视图，可能已经删除';

/** A person's own named filters. They hold an address and no data, so they need no ward. */
@ApiTags('views')
@Controller('api/views')
export class ViewsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'SavedView[]' })
  async list(@Req() request: FastifyRequest): Promise<SavedView[]> {
    return this.viewsOf(await this.userId(request));
  }

  @Post()
  @Describe({ body: viewSchema, answers: 'SavedView[]' })
  @HttpCode(200)
  async save(@Req() request: FastifyRequest, @Body() body: unknown): Promise<SavedView[]> {
    const userId = await this.userId(request);
    if (!(await saveView(this.context.ledger, userId, parse(viewSchema, body))))
      throw new ProblemError(409, `最多保存 ${MOST_VIEWS} 个视图，请先删除不用的`);
    return this.viewsOf(userId);
  }

  @Put(':id')
  @Describe({ params: ['id'], body: nameSchema, answers: 'SavedView[]' })
  async rename(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<SavedView[]> {
    const userId = await this.userId(request);
    const view = { id: viewId(id), ...parse(nameSchema, body) };
    if (!(await renameView(this.context.ledger, userId, view)))
      throw new ProblemError(409, '没有改名：这个视图已经删除，或已有同名的视图');
    return this.viewsOf(userId);
  }

  @Delete(':id')
  @Describe({ params: ['id'], answers: 'SavedView[]' })
  async remove(@Req() request: FastifyRequest, @Param('id') id: string): Promise<SavedView[]> {
    const userId = await this.userId(request);
    if (!(await deleteView(this.context.ledger, userId, viewId(id)))) throw new ProblemError(404, GONE);
    return this.viewsOf(userId);
  }

  private async userId(request: FastifyRequest): Promise<number> {
    return (await requireAsker(this.context, request)).user.user_id;
  }

  private async viewsOf(userId: number): Promise<SavedView[]> {
    const rows = await listSavedViews(this.context.ledger, userId);
    return rows.map((row) => ({ id: row.view_id, name: row.name, query: row.query }));
  }
}

/** Fifteen digits are more than views there will be, and fit the column. */
function viewId(id: string): string {
  if (!/^\d{1,15}$/.test(id)) throw new ProblemError(404, GONE);
  return id;
}

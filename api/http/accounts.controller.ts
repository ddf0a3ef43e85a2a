import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listAccounts } from '#warehouse/ledger/accounts/list-accounts.ts';
import * as manage from '../accounts/manage-accounts.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { Account } from '../contract/session.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

const passwordSchema = z.object({ password: manage.passwordSchema });
const switchSchema = z.object({ disabled: z.boolean() });
const idSchema = z.coerce.number().int().positive();

@ApiTags('accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'Account[]' })
  async list(@Req() request: FastifyRequest): Promise<Account[]> {
    await this.by(request);
    const rows = await listAccounts(this.context.ledger);
    return rows.map(({ user_id, display_name, department_code, ...rest }) => ({
      id: user_id,
      name: display_name,
      departmentCode: department_code,
      ...rest,
    }));
  }

  @Post()
  @HttpCode(200)
  @Describe({ body: manage.newAccountSchema, answers: 'Account[]' })
  async create(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Account[]> {
    const by = await this.by(request);
    return this.done(request, await manage.createAccount(by, parse(manage.newAccountSchema, body)));
  }

  @Put(':id')
  @Describe({ params: ['id'], body: manage.accountFactsSchema, answers: 'Account[]' })
  async change(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<Account[]> {
    const by = await this.by(request);
    const facts = parse(manage.accountFactsSchema, body);
    return this.done(request, await manage.changeAccountFacts(by, parse(idSchema, id), facts));
  }

  @Post(':id/switch')
  @HttpCode(200)
  @Describe({ params: ['id'], body: switchSchema, answers: 'Account[]' })
  async switch(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<Account[]> {
    const by = await this.by(request);
    const { disabled } = parse(switchSchema, body);
    return this.done(request, await manage.switchAccount(by, parse(idSchema, id), disabled));
  }

  @Post(':id/password')
  @HttpCode(200)
  @Describe({ params: ['id'], body: passwordSchema, answers: 'Account[]' })
  async password(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<Account[]> {
    const by = await this.by(request);
    const { password } = parse(passwordSchema, body);
    return this.done(request, await manage.resetPassword(by, parse(idSchema, id), password));
  }

  /** Sessions run on real time, and so does who may have one. */
  private async by(request: FastifyRequest): Promise<manage.By> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    return { ledger: this.context.ledger, district: this.context.district, user, now: new Date() };
  }

  private done(request: FastifyRequest, managed: manage.Managed): Promise<Account[]> {
    if (managed.kind === 'refused') throw new ProblemError(managed.status, managed.why);
    return this.list(request);
  }
}

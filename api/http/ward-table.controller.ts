import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { joinWardTable } from '#jobs/district/join-ward-table.ts';
import { readWardFile } from '#jobs/district/read-ward-file.ts';
import { wardsSetting } from '#jobs/district/settings/wards-setting.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { WardTableRead } from '../contract/setup.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { requireRole } from './session.ts';

/** A sheet of some thousand wards is a few hundred kB; in base64 a third more. */
const bodySchema = z.object({ file: z.base64().max(1_000_000) });

/** A table of wards for a district that has some: read and joined with them, nothing is kept. */
@ApiTags('settings')
@Controller('api/ward-table')
export class WardTableController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Post()
  @HttpCode(200)
  @Describe({ body: bodySchema, answers: 'WardTableRead' })
  async read(@Req() request: FastifyRequest, @Body() body: unknown): Promise<WardTableRead> {
    await requireRole(this.context, request, ['district_admin']);
    const { file } = parse(bodySchema, body);
    const { settings, district } = this.context;
    const { streets, problems } = await readWardFile(Buffer.from(file, 'base64'), '');
    return { ...joinWardTable(settings.current(wardsSetting).streets, streets, district.code), problems };
  }
}

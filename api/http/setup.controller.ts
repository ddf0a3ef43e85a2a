import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readWardFile } from '#jobs/district/read-ward-file.ts';
import { starterDistrict, suggestedDepartments } from '#jobs/district/starter-district.ts';
import { storeDistrict } from '#jobs/district/stored-district.ts';
import { departmentKinds } from '#jobs/topics/data/category-rows.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { SetupWards, StarterDepartment } from '../contract/setup.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

const wardsSchema = z.object({
  /** The bytes of a CSV or XLSX, base64. */
  file: z.base64().max(1_000_000),
  districtCode: z
    .string()
    .regex(/^(\d{6})?$/)
    .default(''),
});
const departmentSchema = z.object({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  kind: z.enum(['', ...(Object.keys(departmentKinds) as (keyof typeof departmentKinds)[])]),
  name: z.string().trim().min(1).max(60),
  line: z.string().trim().min(1).max(60),
});
const districtBodySchema = z.object({
  code: z.string().regex(/^\d{6}$/),
  name: z.string().trim().min(1).max(60),
  streets: districtSchema.shape.streets,
  departments: z.array(departmentSchema).min(1).max(200),
});

/** The first run of an installation that was started without a district file. */
@ApiTags('setup')
@Controller('api/setup')
export class SetupController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('departments')
  @Describe({ answers: 'StarterDepartment[]' })
  async departments(@Req() request: FastifyRequest): Promise<StarterDepartment[]> {
    await this.needed(request);
    return suggestedDepartments();
  }

  /** Reads a table of wards without keeping anything, so that it can be looked at first. */
  @Post('wards')
  @HttpCode(200)
  @Describe({ body: wardsSchema, answers: 'SetupWards' })
  async wards(@Req() request: FastifyRequest, @Body() body: unknown): Promise<SetupWards> {
    await this.needed(request);
    const { file, districtCode } = parse(wardsSchema, body);
    return readWardFile(Buffer.from(file, 'base64'), districtCode);
  }

  /** Keeps the district; the product then starts anew with it. */
  @Post('district')
  @HttpCode(204)
  @Describe({ body: districtBodySchema, status: 204 })
  async district(@Req() request: FastifyRequest, @Body() body: unknown): Promise<void> {
    const { user, begin } = await this.needed(request);
    const district = starterDistrict(parse(districtBodySchema, body));
    const by = { id: String(user.user_id), name: user.display_name };
    if (!(await storeDistrict(this.context.ledger, district, by)))
      throw new ProblemError(409, '区县已经设置好了，请刷新');
    begin();
  }

  private async needed(request: FastifyRequest) {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { beginDistrict } = this.context;
    if (!beginDistrict) throw new ProblemError(409, '区县已经设置好了');
    return { user, begin: beginDistrict };
  }
}

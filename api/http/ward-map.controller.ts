import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readMapAside } from '#jobs/district/map/read-map-aside.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { WardMapRead, WardMapView } from '../contract/ward-map.ts';
import { filterSchema, viewOf } from '../pages/viewpoint.ts';
import { wardMap } from '../pages/ward-map.ts';
import { bytesOf } from './bytes-of.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireRole } from './session.ts';

/** Six hundred wards at a point each ten metres are some 8 MB of GeoJSON. */
const MAX_BYTES = 20 * 1024 * 1024;
const readSchema = z.object({ property: z.string().max(200).default('') });

/** The borders of wards: read from a file, and drawn. They are kept by the setting `ward-map`. */
@ApiTags('pages')
@Controller('api/ward-map')
export class WardMapController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ query: [filterSchema], answers: 'WardMapView' })
  async get(@Req() request: FastifyRequest, @Query() query: unknown): Promise<WardMapView> {
    const { scope } = await requireAsker(this.context, request);
    return wardMap(this.context, await viewOf(this.context, scope, parse(filterSchema, query)));
  }

  /** Reads a file without keeping anything, so that it can be looked at first. */
  @Post('read')
  @HttpCode(200)
  @Describe({ query: [readSchema], answers: 'WardMapRead' })
  async read(@Req() request: FastifyRequest, @Query() query: unknown, @Body() content: unknown): Promise<WardMapRead> {
    await requireRole(this.context, request, ['district_admin']);
    const { property } = parse(readSchema, query);
    const bytes = await bytesOf(content, MAX_BYTES);
    if (bytes.length === 0 || bytes.length > MAX_BYTES) throw new ProblemError(413, '请上传 20 MB 以内的 GeoJSON 文件');
    return readMapAside({ bytes, district: this.context.district, property });
  }
}

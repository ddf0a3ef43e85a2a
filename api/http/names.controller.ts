import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { wardMapSetting } from '#jobs/district/map/ward-map-setting.ts';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import { wardGridSetting } from '#jobs/hotspots/wards/ward-grid-setting.ts';
import { categories, topicName } from '#jobs/topics/taxonomy.ts';
import { existsOn, wardCodeLength } from '#warehouse/model/ward.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { DepartmentNode, TopicNode, WardNode } from '../contract/names.ts';
import { Describe } from './describe-route.ts';
import { requireAsker } from './session.ts';

/** What codes are called: every page asks for these once. */
@ApiTags('names')
@Controller('api')
export class NamesController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('wards')
  @Describe({ answers: 'WardNode[]' })
  async wards(@Req() request: FastifyRequest): Promise<WardNode[]> {
    const { scope } = await requireAsker(this.context, request);
    const visible = (code: string): boolean =>
      scope.wards.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
    const today = dayIn(this.context.district.timeZone, this.context.now().toISOString());
    const { cells } = this.context.settings.current(wardGridSetting);
    const laid = new Map(cells.map(({ ward, column, row }) => [ward, { cell: { column, row } }]));
    const { shapes } = this.context.settings.current(wardMapSetting);
    const mapped = new Set(shapes.flatMap(({ ward }) => [ward, ward.slice(0, wardCodeLength.street)]));
    return this.context.names.wards
      .filter((ward) => visible(ward.code))
      .map(({ code, name, level, parentCode, households, residents, ...valid }) => ({
        code,
        name,
        level,
        parentCode,
        households,
        residents,
        ...laid.get(code),
        ...(mapped.has(code) ? { mapped: true as const } : {}),
        ...(existsOn(valid, today) ? {} : { isClosed: true as const }),
      }));
  }

  @Get('topics')
  @Describe({ answers: 'TopicNode[]' })
  async topics(@Req() request: FastifyRequest): Promise<TopicNode[]> {
    await requireAsker(this.context, request);
    const codes = categories.flatMap((category) => [category.code, ...category.topics.map((topic) => topic.code)]);
    return codes.map((code) => ({ code, name: topicName(code), nameEn: topicName(code, 'en') }));
  }

  @Get('departments')
  @Describe({ answers: 'DepartmentNode[]' })
  async departments(@Req() request: FastifyRequest): Promise<DepartmentNode[]> {
    await requireAsker(this.context, request);
    return this.context.district.departments.map(({ code, name }) => ({ code, name }));
  }
}

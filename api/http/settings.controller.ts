import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusalOf } from '#jobs/alerts/deliver/allow-list.ts';
import { routingSetting } from '#jobs/alerts/settings/routing-setting.ts';
import type { InForce, Setting } from '#jobs/settings/define-setting.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';
import { checkSetting, saveSetting, type SettingChange } from '#jobs/settings/save-setting.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { getSettingVersion } from '#warehouse/ledger/settings/get-setting-version.ts';
import { listSettingVersions } from '#warehouse/ledger/settings/list-setting-versions.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { SettingDetail, SettingList, SettingPreview } from '../contract/settings.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { requireRole } from './session.ts';

/** Settings hold for the whole district, so only the district's people see them, and one role changes them. */
const READERS: readonly User['role'][] = ['district_admin', 'district_analyst', 'auditor'];
const WRITERS: readonly User['role'][] = ['district_admin'];

const version = z.number().int().min(0).max(1_000_000);
const note = z.string().trim().max(200).default('');
const saveSchema = z.object({ version, value: z.unknown(), note });
const restoreSchema = z.object({ version, restore: version, note });
const previewSchema = z.object({ value: z.unknown() });

@ApiTags('settings')
@Controller('api/settings')
export class SettingsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'SettingList' })
  async list(@Req() request: FastifyRequest): Promise<SettingList> {
    await requireRole(this.context, request, READERS);
    const { settings } = this.context;
    return {
      settings: settingRegistry.map((each) => ({
        kind: each.kind,
        title: each.title,
        version: settings.version(each),
      })),
    };
  }

  @Get(':kind')
  @Describe({ params: ['kind'], answers: 'SettingDetail' })
  async get(@Req() request: FastifyRequest, @Param('kind') kind: string): Promise<SettingDetail> {
    const { user } = await requireRole(this.context, request, READERS);
    const setting = settingOf(kind);
    const { settings, ledger } = this.context;
    await settings.refresh();
    const history = await listSettingVersions(ledger, kind);
    return {
      kind,
      title: setting.title,
      help: setting.help,
      version: settings.version(setting),
      value: settings.current(setting),
      schema: setting.jsonSchema,
      hasEffect: setting.effect !== undefined,
      maySave: WRITERS.includes(user.role),
      history: history.map((row) => ({
        version: row.version,
        savedAt: row.saved_at,
        savedBy: row.saved_by,
        note: row.note,
      })),
    };
  }

  @Post(':kind/preview')
  @Describe({ params: ['kind'], body: previewSchema, answers: 'SettingPreview' })
  @HttpCode(200)
  async preview(
    @Req() request: FastifyRequest,
    @Param('kind') kind: string,
    @Body() body: unknown,
  ): Promise<SettingPreview> {
    await requireRole(this.context, request, WRITERS);
    const setting = settingOf(kind);
    const { reader, ledger, district, now, settings } = this.context;
    const checked = checkSetting(setting, parse(previewSchema, body).value, district, inForceOf(this.context));
    if (checked.kind === 'invalid') return { problems: checked.problems, effect: null };
    const change = { before: settings.current(setting), after: checked.value };
    const effect = (await setting.effect?.({ reader, ledger, district, now: now() }, change)) ?? null;
    return { problems: [], effect };
  }

  @Put(':kind')
  @Describe({ params: ['kind'], body: saveSchema, answers: 'SettingDetail' })
  async save(@Req() request: FastifyRequest, @Param('kind') kind: string, @Body() body: unknown) {
    const { user } = await requireRole(this.context, request, WRITERS);
    const asked = parse(saveSchema, body);
    return this.change(request, settingOf(kind), {
      body: asked.value,
      expectedVersion: asked.version,
      by: { id: String(user.user_id), name: user.display_name },
      note: asked.note,
      now: this.context.now(),
    });
  }

  /** Undo: the body of an earlier version, saved as a new one; version 0 is what the district's file says. */
  @Post(':kind/restore')
  @Describe({ params: ['kind'], body: restoreSchema, answers: 'SettingDetail' })
  @HttpCode(200)
  async restore(@Req() request: FastifyRequest, @Param('kind') kind: string, @Body() body: unknown) {
    const { user } = await requireRole(this.context, request, WRITERS);
    const setting = settingOf(kind);
    const asked = parse(restoreSchema, body);
    const { ledger, settings, now } = this.context;
    const earlier =
      asked.restore === 0
        ? { body: settings.initial(setting) }
        : await getSettingVersion(ledger, setting.kind, asked.restore);
    if (!earlier) throw new ProblemError(404, '没有这个版本');
    return this.change(request, setting, {
      body: earlier.body,
      expectedVersion: asked.version,
      by: { id: String(user.user_id), name: user.display_name },
      note: asked.note,
      now: now(),
      restoredFrom: asked.restore,
    });
  }

  private async change(
    request: FastifyRequest,
    setting: Setting<unknown>,
    change: SettingChange,
  ): Promise<SettingDetail> {
    const { ledger, district } = this.context;
    const saved = await saveSetting({ ledger, district, inForce: inForceOf(this.context) }, setting, change);
    if (saved.kind === 'stale') throw new ProblemError(409, '刚刚有人改过这项设置，请刷新后在最新版本上再改');
    if (saved.kind === 'invalid') throw new ProblemError(400, saved.problems.join('；'));
    return this.get(request, setting.kind);
  }
}

function inForceOf({ settings, office }: ApiContext): InForce {
  return {
    usedUnits: () => settings.current(routingSetting).rules.flatMap(({ lead, assist }) => [lead, ...assist]),
    refusesTarget: (url) => refusalOf(office.allow, url),
  };
}

function settingOf(kind: string): Setting<unknown> {
  const found = settingRegistry.find((each) => each.kind === kind);
  if (!found) throw new ProblemError(404, '没有这项设置');
  return found;
}

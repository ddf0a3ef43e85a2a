import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { endpointsOf } from '#jobs/alerts/deliver/endpoints.ts';
import { renderMessage } from '#jobs/alerts/deliver/message.ts';
import { sendParcel } from '#jobs/alerts/deliver/post-office.ts';
import { cannedRepliesSetting } from '#jobs/alerts/settings/canned-replies-setting.ts';
import { districtInForce } from '#jobs/alerts/settings/channels-setting.ts';
import { personEndpoints, rosterSetting } from '#jobs/alerts/settings/roster-setting.ts';
import { sample } from '#jobs/alerts/settings/templates-setting.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from '../accounts/by-user.ts';
import { listEndpointHealth } from '#warehouse/ledger/alerts/list-endpoint-health.ts';
import { listTransfers } from '#warehouse/ledger/alerts/list-transfers.ts';
import { enableEndpoint } from '#warehouse/ledger/alerts/revive-delivery.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { CannedReply, RoutingSuggestion } from '../contract/alerts.ts';
import type { EndpointView, MessagePreview } from '../contract/channels.ts';
import { Describe } from './describe-route.ts';
import { ProblemError } from './problem.ts';
import { requireAsker, requireRole } from './session.ts';

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 90;
/** Fewer than three, or less than half of them, are exceptions and no rule. */
const FEWEST = 3;
const SMALLEST_SHARE = 0.5;

/** Where messages go, whether it works, and what past transfers say about the routing. */
@ApiTags('channels')
@Controller('api')
export class EndpointsController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  /** Every channel with its health; no address and no secret. */
  @Get('channels')
  @Describe({ answers: 'EndpointView[]' })
  async list(@Req() request: FastifyRequest): Promise<EndpointView[]> {
    await requireRole(this.context, request, ['district_admin', 'auditor']);
    const { settings, ledger } = this.context;
    const { departments } = districtInForce(this.context.district, settings)();
    const roster = settings.current(rosterSetting);
    const people = roster.units.flatMap(({ unit, people: those }) =>
      those.flatMap(({ id }) => personEndpoints(roster, { unit, personId: id })),
    );
    const health = new Map((await listEndpointHealth(ledger)).map((row) => [row.endpointId, row]));
    return [...departments.flatMap(endpointsOf), ...people].map(
      ({ endpointId, kind, departmentCode, departmentName, fallback }) => {
        const known = health.get(endpointId);
        return {
          id: endpointId,
          kind,
          unit: departmentCode,
          name: departmentName,
          fallback,
          disabledReason: known?.disabledAt ? known.disabledReason : null,
          failuresInARow: known?.failuresInARow ?? 0,
          lastOkAt: known?.lastOkAt ?? null,
        };
      },
    );
  }

  /** What a test message says, by the templates in force. */
  @Get('channels/preview')
  @Describe({ answers: 'MessagePreview' })
  async preview(@Req() request: FastifyRequest): Promise<MessagePreview> {
    await requireRole(this.context, request, ['district_admin', 'auditor']);
    return this.testMessage();
  }

  /** Sends an invented message, marked as a test by its number. */
  @Post('channels/:id/test')
  @HttpCode(200)
  @Describe({ params: ['id'] })
  async test(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<{ ok: boolean; code: string; ms: number }> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { office, ledger, now } = this.context;
    const endpoint = office.endpoints.get(id);
    if (!endpoint) throw new ProblemError(404, '没有这个联系渠道');
    const startedMs = Date.now();
    const link = office.linkTo('', '');
    const parcel = { deliveryId: `test_${startedMs}`, facts: sample, link, message: this.testMessage() };
    const { verdict, ms } = await sendParcel(office, endpoint, parcel, startedMs);
    await appendAudit(ledger, {
      ...byUser(user, now()),
      action: 'channel.test',
      target: id,
      detail: { code: verdict.code },
    });
    return { ok: verdict.verdict === 'sent', code: verdict.code, ms };
  }

  @Post('channels/:id/enable')
  @HttpCode(204)
  @Describe({ params: ['id'], status: 204 })
  async enable(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const { user } = await requireRole(this.context, request, ['district_admin']);
    const { ledger, now } = this.context;
    await enableEndpoint(ledger, id);
    await appendAudit(ledger, {
      ...byUser(user, now()),
      action: 'channel.enable',
      target: id,
    });
  }

  /** Rules that past transfers suggest: routed to one unit, led by another in the end, again and again. */
  @Get('routing/suggestions')
  @Describe({ answers: 'RoutingSuggestion[]' })
  async suggestions(@Req() request: FastifyRequest): Promise<RoutingSuggestion[]> {
    await requireRole(this.context, request, ['district_admin', 'district_analyst', 'auditor']);
    const { ledger, names, now } = this.context;
    const since = new Date(now().getTime() - LOOK_BACK_DAYS * DAY_MS).toISOString();
    return (await listTransfers(ledger, since))
      .filter(({ times, of }) => times >= FEWEST && times >= of * SMALLEST_SHARE)
      .map(({ topicCode, street, routed, ended, times, of }) => ({
        topicCode,
        topicName: names.topic(topicCode),
        wardCode: street,
        wardName: street === '' ? '' : names.ward(street),
        from: names.department(routed),
        to: names.department(ended),
        toCode: ended,
        times,
        of,
      }));
  }

  private testMessage(): MessagePreview {
    const { office } = this.context;
    const message = renderMessage(sample, office.linkTo('', ''), office.templates?.());
    return { ...message, heading: `【测试】${message.heading}` };
  }

  @Get('canned-replies')
  async canned(@Req() request: FastifyRequest, @Query('topic') topic: string | undefined): Promise<CannedReply[]> {
    await requireAsker(this.context, request);
    const { replies } = this.context.settings.current(cannedRepliesSetting);
    return replies
      .filter((each) => each.topic === '' || (topic ?? '').startsWith(each.topic))
      .map(({ title, text }) => ({ title, text }));
  }
}

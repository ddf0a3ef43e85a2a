import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnAlert } from '#jobs/alerts/act-on-alert.ts';
import { raiseAlerts } from '#jobs/alerts/raise-alerts.ts';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { dispatcher, hotspot } from '#jobs/alerts/testing/fixtures.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import type { RoutingSuggestion } from '../contract/alerts.ts';
import type { SettingDetail, SettingPreview } from '../contract/settings.ts';

/** Four alerts of last week, all routed to the traffic police; three of them went to the water office in the end. */
const stores = await freshStores();
const desk = deskFor(stores.ledger);
const raised = '2020-12-07T02:00:00.000Z';
const now = (): Date => new Date('2020-12-12T04:00:00.000Z');
let api: RunningApi;
let office = '';
beforeAll(async () => {
  api = await startApi(await testContext(stores, { now }), desk, { host: '127.0.0.1', port: 0 });
  office = await cookieOf(stores, { role: 'district_admin', username: 'office' });
  const hotspots = ['e1', 'e2', 'e3', 'e4'].map((eventId) => hotspot({ eventId, severity: 3 }));
  await raiseAlerts(desk, { runId: 'run-1', hotspots, now: raised });
  for (const event of ['e1', 'e2', 'e3']) await transfer(event);
});
afterAll(() => api.close());

async function transfer(event: string): Promise<void> {
  const [alert] = await listAlerts(stores.ledger, systemScope, { event }, { limit: 1 });
  const file = await getAlert(stores.ledger, systemScope, alert!.alertId);
  const lead = file!.assignments.find(({ role }) => role === 'lead')!;
  const action = { action: 'transfer', departmentCode: 'water', note: '属水务', resetDeadline: false } as const;
  const order = { alertId: alert!.alertId, assignmentId: lead.assignmentId, action, actor: dispatcher };
  const more = { version: alert!.version, idempotencyKey: `t-${event}`, scope: systemScope, now: raised };
  expect((await actOnAlert(desk, { ...order, ...more })).kind).toBe('done');
}

async function ask<T>(path: string, body?: unknown, method = 'POST'): Promise<{ status: number; body: T }> {
  const response = await fetch(`${api.url}/api/${path}`, {
    method: body === undefined ? 'GET' : method,
    headers: { cookie: office, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

it('past transfers suggest a rule, with how often of how many', async () => {
  const { body } = await ask<RoutingSuggestion[]>('routing/suggestions');
  expect(body).toMatchObject([
    { topicCode: '0801', wardCode: '999001001', from: '交警支队', to: '水务局', toCode: 'water', times: 3, of: 4 },
  ]);
});

it('a change is tried out on last month: which alerts would have gone where', async () => {
  const { body: before } = await ask<SettingDetail>('settings/routing');
  const { rules } = before.value as { rules: object[] };
  const rule = { topic: '0801', ward: '999001001', nature: '', lead: 'water', assist: [], from: '', until: '' };
  const { body } = await ask<SettingPreview>('settings/routing/preview', { value: { rules: [rule, ...rules] } });
  expect(body.effect?.summary).toContain('过去 30 天的 4 条预警中，4 条会改派');
  expect(body.effect?.rows[0]).toMatchObject({ before: '交警支队', after: '水务局' });
  // A rule that begins later would have changed nothing then.
  const later = [{ ...rule, from: '2020-12-08' }, ...rules];
  const { body: none } = await ask<SettingPreview>('settings/routing/preview', { value: { rules: later } });
  expect(none.effect?.rows).toEqual([]);
});

it('rules without one that takes everything are refused in a sentence (首接负责)', async () => {
  const rules = [{ topic: '08', lead: 'water' }];
  const { body } = await ask<SettingPreview>('settings/routing/preview', { value: { rules } });
  expect(body.problems.join()).toContain('首接负责');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnAlert } from '#jobs/alerts/act-on-alert.ts';
import type { AlertAction } from '#jobs/alerts/contract.ts';
import { raiseAlerts } from '#jobs/alerts/raise-alerts.ts';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { handlerOf, hotspot } from '#jobs/alerts/testing/fixtures.ts';
import { freezeDueMonth } from '#jobs/supervision/freeze-due-month.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import type { Supervision } from '../contract/supervision.ts';

const stores = await freshStores();
const desk = deskFor(stores.ledger);
let now = new Date('2020-12-12T04:00:00.000Z');
let api: RunningApi;
let office = '';
let unit = '';
beforeAll(async () => {
  api = await startApi(await testContext(stores, { now: () => now }), desk, { host: '127.0.0.1', port: 0 });
  office = await cookieOf(stores, { role: 'district_admin', username: 'office' });
  unit = await cookieOf(stores, { role: 'handler', lines: ['traffic'], department_code: 'police', username: 'unit' });
  const raised = '2020-12-07T02:00:00.000Z';
  const hotspots = ['e1', 'e2', 'e3'].map((eventId) => hotspot({ eventId, severity: 3 }));
  await raiseAlerts(desk, { runId: 'run-1', hotspots, now: raised });
  await closeOne('e1', '2020-12-07T02:03:00.000Z');
});
afterAll(() => api.close());

async function closeOne(event: string, at: string): Promise<void> {
  const steps: AlertAction[] = [
    { action: 'acknowledge' },
    { action: 'reply', note: '已疏导', outcome: 'solved' },
    { action: 'resolve', note: '' },
  ];
  for (const [index, action] of steps.entries()) {
    const [alert] = await listAlerts(stores.ledger, systemScope, { event }, { limit: 1 });
    const file = await getAlert(stores.ledger, systemScope, alert!.alertId);
    const lead = file!.assignments.find(({ role }) => role === 'lead')!;
    const result = await actOnAlert(desk, {
      alertId: alert!.alertId,
      assignmentId: lead.assignmentId,
      action,
      actor: handlerOf('police'),
      version: alert!.version,
      idempotencyKey: `close-${event}-${index}`,
      scope: systemScope,
      now: at,
    });
    expect(result.kind).toBe('done');
  }
}

async function ask<T>(path: string, cookie: string, body?: unknown): Promise<{ status: number; body: T }> {
  const response = await fetch(`${api.url}/api/supervision${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}
const december = async (cookie = office) => (await ask<Supervision>('?month=2020-12', cookie)).body;

it('shows each unit with its rates, and what is late with its clock', async () => {
  const { figures, late, state } = await december();
  const [police] = figures.units;
  expect(state).toBe('running');
  expect(police).toMatchObject({ code: 'police', received: 3, overdue: 2, overdueMonths: 1, ladder: 'remind' });
  expect(police!.rates.ackOnTimeRate).toMatchObject({ numerator: 1, denominator: 3 });
  expect(police!.rates.closeRate).toMatchObject({ numerator: 1, denominator: 3 });
  expect(late.map(({ clock }) => clock)).toEqual(['resolve', 'resolve']);
});

it('leaves a case out only after another person granted it, and shows the rate before', async () => {
  const [first, second] = (await december()).late;
  const wanted = { assignmentId: first!.assignmentId, reason: '不属于交警职责', basis: '职责清单第三条' };
  expect((await ask('/exclusions', unit, wanted)).status).toBe(204);
  expect((await ask('/exclusions', unit, wanted)).status).toBe(409);
  const own = { ...wanted, assignmentId: second!.assignmentId };
  expect((await ask('/exclusions', office, own)).status).toBe(204);
  const [ofOffice, ofUnit] = (await december()).exclusions;
  expect([ofOffice!.mayDecide, ofUnit!.mayDecide]).toEqual([false, true]);
  expect((await ask(`/exclusions/${ofOffice!.exclusionId}`, office, { grant: true, note: '同意' })).status).toBe(403);
  expect((await ask(`/exclusions/${ofUnit!.exclusionId}`, unit, { grant: true, note: '同意' })).status).toBe(403);
  expect((await ask(`/exclusions/${ofUnit!.exclusionId}`, office, { grant: true, note: '同意' })).status).toBe(204);
  expect((await ask(`/exclusions/${ofUnit!.exclusionId}`, office, { grant: false, note: '再议' })).status).toBe(409);
  const { closeRate } = (await december()).figures.total.rates;
  expect(closeRate).toEqual({ numerator: 1, denominator: 2, value: 0.5, excluded: 1, valueBefore: 1 / 3 });
});

it('freezes a month once it is over; a later change is shown as a 更正 that says why', async () => {
  expect((await ask('/2020-12/freeze', office, {})).status).toBe(409);
  now = new Date('2021-01-06T04:00:00.000Z');
  expect((await ask('/2020-12/freeze', unit, {})).status).toBe(403);
  expect((await ask<Supervision>('/2020-12/freeze', office, {})).body).toMatchObject({
    state: 'frozen',
    differs: false,
  });
  const waiting = (await december()).exclusions.find(({ decision }) => decision === 'pending');
  const other = await cookieOf(stores, { role: 'district_admin', username: 'other office' });
  await ask(`/exclusions/${waiting!.exclusionId}`, other, { grant: true, note: '同意' });
  const changed = await december();
  expect(changed.differs).toBe(true);
  expect(changed.figures.total.rates.closeRate.denominator).toBe(2);
  expect((await ask('/2020-12/freeze', office, {})).status).toBe(409);
  const corrected = await ask<Supervision>('/2020-12/freeze', office, { note: '补录剔除一件' });
  expect(corrected.body.figures.total.rates.closeRate).toMatchObject({ numerator: 1, denominator: 1, excluded: 2 });
  expect(corrected.body.versions).toMatchObject([
    { version: 1, note: '' },
    { version: 2, note: '补录剔除一件' },
  ]);
});

it('freezes the month before by itself from the third working day on, once, and leaves a frozen one alone', async () => {
  const { reader, ledger } = stores;
  const { calendar, dutyDays } = desk.policy;
  const supervision = () => ({ reader, ledger, calendar, dutyDays, rates: { basicallyWeight: 1 }, wardName: () => '' });
  const freezeAt = (at: string) =>
    freezeDueMonth({ supervision, onWorkingDay: () => 3, now: () => new Date(`${at}T00:00:00.000Z`) });
  expect(await freezeAt('2021-01-07')).toBeUndefined();
  expect(await freezeAt('2021-02-02')).toBeUndefined();
  expect(await freezeAt('2021-02-03')).toBe('2021-01');
  expect(await freezeAt('2021-02-04')).toBeUndefined();
  now = new Date('2021-02-04T04:00:00.000Z');
  const { state, versions } = (await ask<Supervision>('?month=2021-01', office)).body;
  expect([state, versions]).toMatchObject(['frozen', [{ version: 1, by: '系统' }]]);
});

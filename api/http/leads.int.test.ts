import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { shippedCalendar } from '#jobs/alerts/calendar/working-calendar.ts';
import { deliver } from '#jobs/alerts/deliver/deliver.ts';
import { specialTicketOf, ticketFor } from '#jobs/alerts/deliver/ticket.ts';
import { policyOf } from '#jobs/alerts/lifecycle/policy.ts';
import { officeFor } from '#jobs/alerts/testing/desk.ts';
import { answering, startReceiver } from '#jobs/alerts/testing/receiver.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { insertSignals } from '#warehouse/analytics/detect/insert-signals.ts';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import type { Document } from '#warehouse/model/document.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { EventBackground, Leads } from '../contract/leads.ts';
import type { SpecialItemList } from '../contract/special-items.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

const stores = await freshStores();
const receiver = await startReceiver();
const secret = `whsec_${Buffer.from('of the office of building').toString('base64')}`;
const hook = (path: string) => ({ kind: 'webhook' as const, url: `${receiver.url}/${path}`, secret });
const departments = two.district.departments.map((department) => ({
  ...department,
  channels: department.code === 'shejian' ? [hook('first'), { ...hook('last-resort'), fallback: true }] : [],
}));
const queued: string[] = [];
const desk: AlertDesk = {
  ...two.deskOf(stores),
  policy: policyOf({ ...two.district, departments }, shippedCalendar()),
  mask: (text: string) => text.replaceAll('13800138000', '【电话】'),
  enqueue: async (_tx, { deliveryId }) => void queued.push(deliveryId),
};
const now = new Date('2025-06-20T04:00:00.000Z');
const context = await testContext(stores, { district: two.district, policy: desk.policy, now: () => now });
const office = {
  ...officeFor({ departments }, [receiver.authority]),
  linkToSpecial: (itemId: number, deliveryId: string) =>
    `http://minqing.example/inbox?special=${itemId}&seen=${ticketFor(context.linkKey, specialTicketOf(itemId), deliveryId)}`,
};
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
afterAll(() => Promise.all([api.close(), receiver.close()]));
const clerk = await cookieOf(stores, { role: 'street_clerk', wards: [two.own.ward] });
const committee = await cookieOf(stores, { role: 'committee', wards: [two.own.ward] });
const stranger = await cookieOf(stores, { role: 'street_clerk', wards: [two.neighbour.ward] });

const unit = await cookieOf(stores, { role: 'handler', wards: [''], lines: ['基层治理'], department_code: 'shejian' });

const ALL = { actorId: '', action: '', from: null, to: null, beforeId: null };
const drain = { place: '老新村', topicCode: '0702' };
const ticket = (day: string, n: number): Partial<Document> => ({
  sourceId: 'hotline',
  externalId: `drain-${day}-${n}`,
  publishedAt: `${day}T02:00:00.000Z`,
  wardCode: two.own.ward,
  title: '下水道又堵了',
  places: [drain.place],
  topicCode: drain.topicCode,
  reporterKey: `${day}-${n}`,
  tokens: [day, String(n)],
});
// Story E2: five tickets in six months about one old estate; and a heap of them in May before the drain was dug up.
const occasions = ['2025-01-10', '2025-02-20', '2025-03-25', '2025-06-15'].map((day) => ticket(day, 0));
const may = Array.from({ length: 20 }, (_, i) => ticket(`2025-05-${String((i % 10) + 16).padStart(2, '0')}`, i));
// Story A5: the announcement of the day before.
const announced: Partial<Document> = {
  sourceId: 'hotline',
  externalId: 'notice',
  publishedAt: '2025-01-09T01:00:00.000Z',
  wardCode: two.own.ward,
  board: '社区公告',
  title: '关于老新村管道改造的公告',
  nature: 'other',
  places: [drain.place],
  topicCode: '9900',
};
const signal: Signal = {
  signal_id: 'burst:1',
  kind: 'burst',
  ward_code: two.own.ward,
  ward_codes: [],
  topic_code: drain.topicCode,
  source_id: '',
  raised_at: '2025-06-15T05:00:00.000Z',
  since: '2025-06-15T02:00:00.000Z',
  last_at: '2025-06-15T09:00:00.000Z',
  observed: 6,
  expected: 0.2,
  dispersion: 1,
  p_value: 1e-7,
  score: 0,
  recurrence_days: 0,
  event_ids: ['drains'],
  parameters_version: 0,
};

beforeAll(async () => {
  await two.fillTwoWards(stores);
  await two.storeEvent(stores, 'drains', [...occasions, ...may], { title: '老新村下水道', place: drain.place });
  await two.storeEvent(stores, 'notices', [announced], { title: '公告', place: drain.place });
  const times = { first_at: '2025-01-10T02:00:00.000Z', last_at: '2025-06-15T02:00:00.000Z' };
  const described = { event_id: 'drains', revision: 2, is_deleted: 0, kind: 'event', title: '老新村下水道', ...times };
  const row = { ...described, place: drain.place, topic_code: drain.topicCode, document_count: 24 };
  await insertRows(stores.analytics, { name: 'test', table: 'events', rows: [row] });
  await insertSignals(stores.analytics, [signal], 1);
});

async function ask<T>(
  path: string,
  cookie: string,
  method = 'GET',
  body?: object,
): Promise<{ status: number; body: T }> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as T };
}

describe('leads for assessment', () => {
  test('story E2: tickets that were closed one by one are one 反复问题', async () => {
    const { body } = await ask<Leads>('/api/leads?days=7', committee);
    expect(body.recurring).toMatchObject([
      { place: drain.place, topicCode: '0702', occasions: 5, reports: 24, last30: 9, last90: 22, eventId: 'drains' },
    ]);
    expect(body.signals).toMatchObject([{ kind: 'burst', wardName: '博学社区', observed: 6, eventId: 'drains' }]);
    expect(body.monthly[0]).toMatchObject({ topicCode: '0702', communities: 1 });
    expect(body.coming).toEqual({ month: '2025-07', topics: [] });
  });
  test('are those of the asker’s wards', async () => {
    const { body } = await ask<Leads>('/api/leads?days=7', stranger);
    expect([body.recurring, body.signals]).toEqual([[], []]);
  });
});

describe('the background of an event', () => {
  const path = '/api/events/drains/background';
  test('names the announcement before the first report (story A5), the signal and how often it came back', async () => {
    const { body } = await ask<EventBackground>(path, committee);
    expect(body.announcements).toEqual([
      { at: '2025-01-09T01:00:00.000Z', wardName: '博学社区', title: '关于老新村管道改造的公告' },
    ]);
    expect(body.signals.map(({ id }) => id)).toEqual(['burst:1']);
    expect(body.recurrence).toEqual({ last30: 9, last90: 22, last180: 24, occasions: 5, isRecurring: true });
    expect(body.effects).toEqual([]);
  });
  test('is not there for who sees none of its documents', async () => {
    expect((await ask(path, stranger)).status).toBe(404);
  });
  test('a mark of what was done is answered with its effect, masked and audited, and can be taken back', async () => {
    const marks = '/api/events/drains/interventions';
    const done = { day: '2025-05-26', title: '管道清淤，联系13800138000' };
    const { body } = await ask<EventBackground>(marks, clerk, 'POST', done);
    expect(body.effects).toMatchObject([
      {
        title: '管道清淤，联系【电话】',
        effect: { verdict: 'fell', days: 25, before: 20, after: 1 },
      },
    ]);
    expect(body.effects[0]!.effect.high!).toBeLessThan(0.6);
    const { id } = body.effects[0]!;
    const page = (await ask<Leads>('/api/leads?days=7', committee)).body.measures;
    expect(page).toEqual([{ ...body.effects[0], eventId: 'drains', eventTitle: '老新村下水道' }]);
    expect((await ask<Leads>('/api/leads?days=7', stranger)).body.measures).toEqual([]);
    expect((await ask<EventBackground>(`${marks}/${id}`, clerk, 'DELETE')).body.effects).toEqual([]);
    expect((await ask(`${marks}/${id}`, clerk, 'DELETE')).status).toBe(404);
    const actions = (await listAudit(stores.ledger, ALL, 10)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['intervention.mark', 'intervention.remove']));
  });
  test('who only reads may not mark, nor anybody the future or another ward', async () => {
    const marks = '/api/events/drains/interventions';
    const done = { day: '2025-05-26', title: '清淤' };
    expect((await ask(marks, committee, 'POST', done)).status).toBe(403);
    expect((await ask(marks, stranger, 'POST', done)).status).toBe(404);
    expect((await ask(marks, clerk, 'POST', { ...done, day: '2025-06-21' })).status).toBe(400);
  });
});

/** Sends what the acts so far queued, and gives what the receiver got, with its signature checked. */
async function sent(): Promise<{ path: string; type: string; data: Record<string, unknown> }[]> {
  for (let id = queued.shift(); id; id = queued.shift()) await deliver(desk, office, { deliveryId: id, now });
  return receiver.got.splice(0).map(({ path, headers, body }) => ({
    path: path.split('/').at(-1)!,
    ...(new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; data: object }),
  })) as never;
}

describe('专题', () => {
  const items = '/api/special-items';
  const draft = { event: 'drains', dueDay: '2025-07-20', note: '联系13800138000' };
  const list = async (cookie: string): Promise<unknown[]> =>
    (await ask<SpecialItemList>(items, cookie)).body.rows.map((row) => [row.title, row.departmentName, row.closed?.by]);

  test('is opened about an event with unit, day and note, stands for its wards only, is closed and opened again', async () => {
    const { body, status } = await ask<SpecialItemList>(items, clerk, 'POST', draft);
    expect([status, body.mayAct]).toEqual([200, true]);
    expect(body.rows).toMatchObject([
      {
        eventId: 'drains',
        title: '老新村下水道',
        wardName: '博学社区',
        departmentName: '社建办',
        dueDay: '2025-07-20',
      },
    ]);
    expect(body.rows[0]).toMatchObject({ note: '联系【电话】', isLate: false, closed: null });
    expect((await ask(items, clerk, 'POST', draft)).status).toBe(409);
    expect(await list(committee)).toHaveLength(1);
    expect(await list(stranger)).toEqual([]);
    const { id } = body.rows[0]!;
    expect((await ask(`${items}/${id}/close`, stranger, 'POST', {})).status).toBe(404);
    expect((await ask(`${items}/${id}/close`, committee, 'POST', {})).status).toBe(403);
    await ask(`${items}/${id}/close`, clerk, 'POST', { note: '管道已换' });
    expect((await ask<SpecialItemList>(items, clerk)).body.rows[0]!.closed).toMatchObject({ note: '管道已换' });
    expect((await ask(`${items}/${id}/close`, clerk, 'POST', {})).status).toBe(404);
    expect((await ask<SpecialItemList>(`${items}/${id}/reopen`, clerk, 'POST')).body.rows[0]!.closed).toBeNull();
    const actions = (await listAudit(stores.ledger, ALL, 20)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['special.open', 'special.close', 'special.reopen']));
  });
  test('is told to its unit, signed and without a word of a resident, when it is opened, closed and opened again', async () => {
    const told = await sent();
    expect(told.map(({ path, type }) => `${path} ${type}`)).toEqual([
      'first special.opened',
      'first special.closed',
      'first special.reopened',
    ]);
    expect(told[0]!.data).toMatchObject({
      heading: '【专题：请牵头办理】井盖',
      departmentName: '社建办',
      dueDay: '2025-07-20',
      subject: { topicCode: '0702', wardName: '博学社区' },
    });
    expect(JSON.stringify(told)).not.toMatch(/下水道|老新村|电话|138/);
    const { rows } = (await ask<SpecialItemList>(items, unit)).body;
    expect(rows.map(({ id, title, isUnreached }) => [id, title, isUnreached])).toEqual([
      [told[0]!.data['itemId'], '老新村下水道', false],
    ]);
  });

  test('the link of its message is spent once, by who sees the item, and forged it is none', async () => {
    await ask(`${items}/1/close`, clerk, 'POST', { note: '已换' });
    const [message] = await sent();
    const link = new URL(String(message!.data['link']));
    const read = (cookie: string, pass: string) =>
      ask(`${items}/${link.searchParams.get('special')}/read`, cookie, 'POST', { ticket: pass });
    const given = link.searchParams.get('seen')!;
    expect((await read(stranger, given)).status).toBe(404);
    expect((await read(unit, `${given.slice(0, -2)}AA`)).status).toBe(404);
    expect((await read(unit, given)).body).toEqual({ first: true });
    expect((await read(unit, given)).body).toEqual({ first: false });
    expect((await listAudit(stores.ledger, { ...ALL, action: 'special.read' }, 9)).length).toBe(1);
  });

  test('goes by the channels of last resort where the others refuse it for good, and says so where those do too', async () => {
    receiver.answer = answering(410);
    await ask(`${items}/1/reopen`, clerk, 'POST');
    expect((await sent()).map(({ path }) => path)).toEqual(['first', 'last-resort']);
    receiver.answer = answering(200);
    expect((await ask<SpecialItemList>(items, unit)).body.rows[0]).toMatchObject({ id: 1, isUnreached: true });
  });

  test('is opened about a topic of the month, for the unit that is named', async () => {
    const asked = { topic: '0702', lead: 'jiaojing', dueDay: '2025-06-20' };
    const { body } = await ask<SpecialItemList>(items, clerk, 'POST', asked);
    expect(body.rows.find((row) => row.eventId === '')).toMatchObject({
      departmentName: '交警支队',
      wardName: '博学社区',
    });
    expect(await list(stranger)).toEqual([]);
  });
  test('is refused to who only reads, of an event of others, with a day that is over or a unit that is none', async () => {
    expect((await ask(items, committee, 'POST', draft)).status).toBe(403);
    expect((await ask(items, stranger, 'POST', draft)).status).toBe(404);
    expect((await ask(items, clerk, 'POST', { ...draft, dueDay: '2025-06-19' })).status).toBe(400);
    expect((await ask(items, clerk, 'POST', { topic: '0701', lead: 'nobody', dueDay: '2025-07-20' })).status).toBe(400);
    expect((await ask(items, clerk, 'POST', { dueDay: '2025-07-20' })).status).toBe(400);
  });
});

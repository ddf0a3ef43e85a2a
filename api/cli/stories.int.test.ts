import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { generateContent } from '#demo/content/generate-content.ts';
import type { DemoItem } from '#demo/item.ts';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { shippedCalendar } from '#jobs/alerts/calendar/working-calendar.ts';
import { checkClocks } from '#jobs/alerts/check-clocks.ts';
import type { DeliverJob } from '#jobs/alerts/contract.ts';
import { deliver } from '#jobs/alerts/deliver/deliver.ts';
import { policyOf } from '#jobs/alerts/lifecycle/policy.ts';
import { officeFor } from '#jobs/alerts/testing/desk.ts';
import { startReceiver } from '#jobs/alerts/testing/receiver.ts';
import { detect } from '#jobs/hotspots/detect/detect.ts';
import { initialDetection } from '#jobs/hotspots/detect/parameters.ts';
import { importFile } from '#jobs/import/import-file.ts';
import { runApplier } from '#jobs/intake/applier.ts';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { rankHotspots } from '#jobs/processors/rank-hotspots.ts';
import { requestRepair } from '#jobs/processors/repair-grouping.ts';
import { useSealKey } from '#jobs/secrets/seal.ts';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { EventBackground, Leads } from '../contract/leads.ts';
import type { HotspotList } from '../contract/hotspots.ts';
import type { SpecialItemList } from '../contract/special-items.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import { exampleDistrict, loadDistrict } from './load-district.ts';

/**
 * Stories A1, A2, A5, B1, D2, E2 and E3 the whole way: what residents wrote comes as a file, is cleaned, located, grouped, repaired as
 * in the night, ranked and watched, as of Saturday 2020-12-12, half past eleven in the evening, among all that was posted besides.
 */
const stores = await freshStores();
const receiver = await startReceiver();
const example = await loadDistrict(exampleDistrict);
const secret = `whsec_${Buffer.from('a secret of every unit, 32 bytes').toString('base64')}`;
const departments = example.departments.map((department) => ({
  ...department,
  channels: [{ kind: 'webhook' as const, url: `${receiver.url}/${department.code}`, secret }],
}));
const district = { ...example, departments };
const at = '2020-12-12T15:30:00.000Z';
const now = (): Date => new Date(at);
const log = { info() {}, warn() {}, error() {} };
const posted = ['shequtong', 'boxue', 'hotline'];
const queued: DeliverJob[] = [];
const items = generateContent(district, 1).filter((item) => posted.includes(item.platform) && item.at < at);
let desk: AlertDesk;
let api: RunningApi;
let admin: string;
/** By external id, the event that it was put into. */
let eventOf: Map<string, string>;

beforeAll(async () => {
  // The example district's channels have secrets, which settings seal.
  useSealKey(Buffer.alloc(32, 9));
  const folder = await mkdtemp(join(tmpdir(), 'minqing-stories-'));
  const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
  const grouping = createGroupingPool();
  const { ledger, analytics, reader } = stores;
  const { timeZone } = district;
  const apply = () =>
    runApplier({ ledger, analytics, grouping, timeZone, now, log, onCaughtUp: async () => {} }, async () => 'stop');
  try {
    for (const sourceId of posted) {
      const file = join(folder, `${sourceId}.jsonl`);
      const rows = items.filter(({ platform }) => platform === sourceId).map(rowOf);
      await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
      await importFile(
        { ledger, cleaning, timeZone, now, onProgress: () => {} },
        { file, sourceId, wardCode: '', map: undefined },
      );
    }
    await apply();
    await requestRepair(ledger, { key: 'night', now: at, newest: null });
    await apply();
  } finally {
    await Promise.all([cleaning.close(), grouping.close(), rm(folder, { recursive: true })]);
  }
  const policy = policyOf(district, shippedCalendar());
  desk = { ledger, policy, enqueue: async (_tx, job) => void queued.push(job), mask: (text: string) => text };
  await rankHotspots({ analytics, desk, district, now, log });
  const context = await testContext({ ledger, reader }, { district, policy, now });
  api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
  admin = await cookieOf(stores, { role: 'district_admin' });
  const places = await runQuery(analytics, {
    name: 'places',
    sql: 'SELECT external_id, event_id FROM memberships FINAL',
    row: z.object({ external_id: z.string(), event_id: z.string() }),
  });
  eventOf = new Map(places.map((row) => [row.external_id, row.event_id]));
}, 240_000);
afterAll(() => Promise.all([api.close(), receiver.close()]));

/** An item as a file exported now tells it; what the writer meant by it stays out. */
function rowOf(item: DemoItem) {
  const { id, at: publishedAt, title, text, author, wardName, estate, board, visibility, likes } = item;
  const row = {
    externalId: id,
    kind: 'post',
    publishedAt,
    title,
    text,
    reporter: author,
    wardHint: wardName,
    estate,
    board,
    visibility,
    likes,
  };
  for (const { at: changedAt, status, reply } of item.changes)
    if (changedAt < at) Object.assign(row, status && { status }, reply && { reply });
  return row;
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const headers = { cookie: admin, ...(body && { 'content-type': 'application/json' }) };
  const post = body && { method: 'POST', body: JSON.stringify(body) };
  return (await (await fetch(`${api.url}/api/${path}`, { headers, ...post })).json()) as T;
}

/** The event that most posts of a story are in, and how many of them. */
function mainEvent(posts: readonly DemoItem[]): { event: string; size: number } {
  const counts = new Map<string, number>();
  for (const { id } of posts) counts.set(eventOf.get(id)!, (counts.get(eventOf.get(id)!) ?? 0) + 1);
  const [[event, size] = ['', 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return { event, size };
}

const told = (story: string): DemoItem[] => items.filter((item) => item.story === story);

describe('told by residents among everything else', () => {
  test('B1: twelve posts in other words are one hotspot of both roads before midnight, at the top of its ward, and called', async () => {
    const posts = told('B1');
    const { event, size } = mainEvent(posts);
    expect(posts).toHaveLength(12);
    expect(size).toBeGreaterThanOrEqual(10);
    const strangers = [...eventOf].filter(([id, of]) => of === event && !posts.some((post) => post.id === id));
    expect(strangers.length).toBeLessThanOrEqual(1);
    const [top] = (await ask<HotspotList>(`hotspots?days=7&ward=${posts[0]!.wardCode}`)).rows;
    expect(top).toMatchObject({ eventId: event, rank: 1 });
    expect(top!.place).toContain('横五路');
    expect(top!.place).toContain('育才路');
    const [alert] = await listAlerts(stores.ledger, systemScope, { event }, { limit: 1 });
    expect(alert?.raisedAt).toBe(at);
    const basis = { district, parameters: initialDetection, parametersVersion: 0, calendar: shippedCalendar() };
    const signals = await detect(stores.reader, { ...basis, at, closing: [] });
    expect(signals.filter(({ kind, event_ids }) => kind === 'burst' && event_ids.includes(event))).not.toEqual([]);
  });

  test('E3: an open manhole that nobody closes is a red alert of the building department, below B1', async () => {
    const { event } = mainEvent(told('E3'));
    const [alert] = await listAlerts(stores.ledger, systemScope, { event }, { limit: 1 });
    expect(alert).toMatchObject({ level: 'red', state: 'pushed' });
    const file = await getAlert(stores.ledger, systemScope, alert!.alertId);
    expect(file!.assignments.find(({ role }) => role === 'lead')).toMatchObject({ departmentCode: 'zhujian' });
    const { dueAt, startedAt } = file!.clocks.find(({ kind }) => kind === 'resolve')!;
    expect(Date.parse(dueAt!) - Date.parse(startedAt)).toBe(24 * 3_600_000);
    const rows = (await ask<HotspotList>('hotspots?days=7&limit=200')).rows.map(({ eventId }) => eventId);
    expect(rows[0]).toBe(mainEvent(told('B1')).event);
    expect(rows).toContain(event);
  });

  test('A2: a bus line named in several committees is one hotspot that spans wards', async () => {
    const { event, size } = mainEvent(told('A2'));
    expect(size).toBeGreaterThanOrEqual(10);
    const row = (await ask<HotspotList>('hotspots?days=90&limit=200')).rows.find(({ eventId }) => eventId === event)!;
    expect(row.place).toContain('宝山20路');
    expect(row.counts.communities).toBeGreaterThanOrEqual(3);
    expect(row.ownWardName).toBe('罗店镇');
  });

  test('A1: thirty posts of four months are one event that came up again and again, not one a month', async () => {
    const posts = told('A1');
    const { event, size } = mainEvent(posts);
    expect(posts).toHaveLength(30);
    expect(size).toBeGreaterThanOrEqual(27);
    const own = posts.filter(({ id }) => eventOf.get(id) === event).map((post) => Date.parse(post.at) / 86_400_000);
    expect(own.at(-1)! - own[0]!).toBeGreaterThan(100);
    const pauses = own.slice(1).map((day, i) => day - own[i]!);
    expect(Math.max(...pauses)).toBeGreaterThan(7);
  });

  test('A5: the surge names the announcement of the day before', async () => {
    const posts = told('A5').filter(({ board }) => board !== '社区公告');
    const { event, size } = mainEvent(posts);
    expect(size).toBeGreaterThanOrEqual(7);
    const background = await ask<EventBackground>(`events/${encodeURIComponent(event)}/background`);
    expect(background.announcements.map(({ title }) => title)).toContain('关于拆除泾湾洗车场的公告');
  });

  test('D2: what was done on the road is answered by equal windows before and after, in words, and stands among the measures', async () => {
    const posts = told('D2').filter(({ staff }) => !staff);
    const { event, size } = mainEvent(posts);
    expect(posts).toHaveLength(26);
    expect(size).toBeGreaterThanOrEqual(20);
    const done = { day: '2020-10-31', title: '濠景路单向循环' };
    const { effects } = await ask<EventBackground>(`events/${encodeURIComponent(event)}/interventions`, done);
    expect(effects).toMatchObject([{ title: done.title, effect: { verdict: 'fell', days: 42 } }]);
    const { before, after, high } = effects[0]!.effect;
    expect(before).toBeGreaterThanOrEqual(16);
    expect(after).toBeLessThanOrEqual(6);
    expect(high).toBeLessThan(1);
    expect((await ask<Leads>('leads?days=90')).measures).toMatchObject([{ title: done.title, eventId: event }]);
  });

  test('E2: five tickets that were closed one by one are one 反复问题, which becomes the task of one unit, and it is told', async () => {
    const posts = told('E2');
    const { event, size } = mainEvent(posts);
    expect([posts.length, size]).toEqual([5, 5]);
    const street = posts[0]!.wardCode.slice(0, 9);
    const { recurring } = await ask<Leads>(`leads?days=7&ward=${street}`);
    const card = recurring.find(({ place, topicCode }) => place === '工人新村' && topicCode === '0705');
    expect(card).toMatchObject({ reports: 5, reporters: 4, occasions: 5, open: 0, eventId: event });
    const opened = await ask<SpecialItemList>('special-items', { event, lead: 'fangguan', dueDay: '2021-01-15' });
    expect(opened.rows).toMatchObject([{ eventId: event, departmentName: '滨江区住房保障和房屋管理局', closed: null }]);
    const office = {
      ...officeFor(district, [receiver.authority]),
      linkToSpecial: () => 'http://minqing.example/inbox',
    };
    // It waits until the quiet hours are over.
    const morning = new Date('2020-12-13T02:00:00.000Z');
    await checkClocks(desk, { now: morning });
    for (const { deliveryId } of queued) await deliver(desk, office, { deliveryId, now: morning });
    const messages = receiver.got.map(({ path, body }) => `${path} ${JSON.parse(body).type}`);
    expect(messages.filter((message) => message.includes('special'))).toEqual(['/hook/fangguan special.opened']);
  });
});

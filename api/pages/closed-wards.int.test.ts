import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeCoverage } from '#jobs/coverage/store-coverage.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { shippedWardRules } from '#jobs/hotspots/wards/ward-rules.ts';
import type { Setting } from '#jobs/settings/define-setting.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { insertSignals } from '#warehouse/analytics/detect/insert-signals.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { ApiContext } from '../context.ts';
import type { AlertList } from '../contract/alerts.ts';
import type { DocumentList } from '../contract/documents.ts';
import type { WardRankingRow } from '../contract/hotspots.ts';
import type { Leads } from '../contract/leads.ts';
import type { WardNode } from '../contract/names.ts';
import type { Coverage } from '../contract/sources.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { namesOf } from './names.ts';

const stores = await freshStores();
const street = '990113001';
const [former, current, later, gone] = ['001', '002', '003', '004'].map((last) => `${street}${last}`) as [
  string,
  string,
  string,
  string,
];
/** On 10 December 老桥头 was merged into 新梅园, and 老码头 closed without an heir; 未来里 will be founded next year. */
const district = districtSchema.parse({
  ...two.district,
  streets: [
    {
      code: street,
      name: '北干街道',
      communities: [
        { code: former, name: '老桥头', residents: 900, validTo: '2020-12-10' },
        { code: current, name: '新梅园', residents: 5000 },
        { code: later, name: '未来里', residents: 800, validFrom: '2021-01-01' },
        { code: gone, name: '老码头', residents: 700, validTo: '2020-12-10' },
      ],
    },
  ],
  sources: [{ id: 'hotline', name: '12345', manifest: 'hotline', wardCode: street }],
});
const now = { at: new Date('2020-12-12T04:00:00.000Z') };
let api: RunningApi;
let context: ApiContext;
let admin: string;

beforeAll(async () => {
  const posts = (event: string, wardCode: string, day: string, count: number) =>
    two.storeEvent(
      stores,
      event,
      Array.from({ length: count }, (_, n) => ({
        externalId: `${event}-${n}`,
        wardCode,
        publishedAt: `${day}T10:00:00.000Z`,
        reporterKey: `${event}-${n}`,
        title: event,
        tokens: [event, String(n)],
      })),
      { title: event, place: '育才路' },
    );
  await posts('former', former, '2020-12-08', 3);
  await posts('current', current, '2020-12-11', 2);
  await posts('gone', gone, '2020-12-08', 1);
  await upsertSource(stores.ledger, { sourceId: 'hotline', name: '12345' });
  const counts = [{ ward: '新梅园', day: '2020-12-11', registered: 10, party: 1, active: 2 }];
  const page = { sourceId: 'hotline', wardCode: street, counts, cursor: '', at: now.at.toISOString() };
  await storeCoverage(stores.ledger, district, page);
  const names = namesOf(district, '2020-12-12');
  context = await testContext(stores, { district, names, policy: two.deskOf(stores).policy, now: () => now.at });
  api = await startApi(context, two.deskOf(stores), { host: '127.0.0.1', port: 0 });
  admin = await cookieOf(stores, { role: 'district_admin' });
});
afterAll(() => api.close());

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`${api.url}/api/${path}`, { headers: { cookie: admin } });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const ranked = async (days: number): Promise<unknown[]> =>
  (await ask<WardRankingRow[]>(`wards/ranking?ward=${street}&days=${days}`)).map((row) => [
    row.wardName,
    row.documents,
  ]);

it('a closed ward is offered by no list, does not count in the sums, and has not to report', async () => {
  const wards = await ask<WardNode[]>('wards');
  expect(wards.filter((ward) => ward.isClosed).map((ward) => ward.name)).toEqual(['老桥头', '未来里', '老码头']);
  expect(wards.find((ward) => ward.code === street)?.residents).toBe(5000);
  expect((await ask<Coverage>('coverage?day=2020-12-11')).rows.map((row) => row.ward)).toEqual(['新梅园']);
  // While they existed they had to, and one that did not is 未报, never zero.
  const before = await ask<Coverage>('coverage?day=2020-12-09');
  expect(before).toMatchObject({ expected: 3, reported: 0 });
  expect(before.rows.map((row) => row.registered)).toEqual([null, null, null]);
});

it('that was closed keeps its row in a view of its time, and has none in a view of today', async () => {
  expect(await ranked(7)).toEqual([
    ['老桥头', 3],
    ['新梅园', 2],
    ['老码头', 1],
  ]);
  expect(await ranked(1)).toEqual([['新梅园', 2]]);
});

it('what stood under it is shown where it belongs today once the office says where: the number and its documents', async () => {
  const by = { id: '1', name: '区管理员' };
  const change = { body: merged(former), expectedVersion: 0, by, note: '', now: now.at };
  const setting = wardRankingSetting as Setting<never>;
  expect(await saveSetting({ ledger: stores.ledger, district }, setting, change)).toMatchObject({ kind: 'saved' });
  await context.settings.refresh();
  expect(await ranked(7)).toEqual([
    ['新梅园', 5],
    ['老码头', 1],
  ]);
  const shown = await ask<DocumentList>(`documents?ward=${current}&days=7`);
  expect(shown.total).toBe(5);
  expect(new Set(shown.rows.map((row) => row.wardName))).toEqual(new Set(['老桥头', '新梅园']));
});

it('somebody of the ward of today reads what was merged into it, and nobody else’s', async () => {
  const cookie = await cookieOf(stores, { role: 'committee', wards: [current] });
  const response = await fetch(`${api.url}/api/documents?days=7`, { headers: { cookie } });
  const shown = (await response.json()) as DocumentList;
  expect(new Set(shown.rows.map((row) => row.wardName))).toEqual(new Set(['老桥头', '新梅园']));
});

/** A burst of 8 December. */
function burstIn(ward_code: string): Signal {
  return {
    signal_id: `burst:${ward_code}`,
    kind: 'burst',
    ward_code,
    ward_codes: [],
    topic_code: '0801',
    source_id: '',
    raised_at: '2020-12-08T12:00:00.000Z',
    since: '2020-12-08T09:00:00.000Z',
    last_at: '2020-12-11T12:00:00.000Z',
    observed: 3,
    expected: 0.1,
    dispersion: 1,
    p_value: 1e-6,
    score: 0,
    recurrence_days: 0,
    event_ids: [],
    parameters_version: 0,
  };
}

it('the leads of the ward of today hold what stands under its former codes, as one community, and no other’s', async () => {
  await insertSignals(stores.analytics, [former, gone].map(burstIn), 1);
  const { signals, monthly } = await ask<Leads>(`leads?ward=${current}&days=7`);
  expect(signals.map(({ wardName }) => wardName)).toEqual(['老桥头']);
  expect(monthly).toMatchObject([{ topicCode: '0801', reports: 5, communities: 1 }]);
  expect((await ask<Leads>('leads?days=7')).monthly).toMatchObject([{ reports: 6, communities: 2 }]);
});

it('an alert raised under a former code is found under the ward of today: by its people, in lists and in files', async () => {
  await two.rankNow(stores, now.at);
  const events = async (path: string, cookie = admin): Promise<string[]> => {
    const response = await fetch(`${api.url}/api/${path}`, { headers: { cookie } });
    return ((await response.json()) as { rows: { eventId: string }[] }).rows.map((row) => row.eventId).toSorted();
  };
  expect(await events('alerts')).toEqual(['current', 'former']);
  expect(await events(`alerts?ward=${current}`)).toEqual(['current', 'former']);
  const [ours, theirs] = await Promise.all(
    [current, gone].map((ward) => cookieOf(stores, { role: 'committee', wards: [ward] })),
  );
  expect(await events('alerts', ours)).toEqual(['current', 'former']);
  expect(await events(`alerts?ward=${current}`, theirs)).toEqual([]);
  expect(await events('alerts', theirs)).toEqual([]);
  // How many there are is told by each page of the list, also by one that does not hold them all.
  const first = await ask<AlertList>('alerts?limit=1');
  const rest = await ask<AlertList>(`alerts?limit=1&cursor=${encodeURIComponent(first.nextCursor!)}`);
  const whole = await ask<AlertList>('alerts');
  expect([first, rest, whole].map(({ rows, total }) => [rows.length, total])).toEqual([
    [1, 2],
    [1, 2],
    [2, 2],
  ]);
  const file = await fetch(`${api.url}/api/exports/alerts?ward=${current}&format=csv`, { headers: { cookie: ours! } });
  expect((await file.text()).trim().split('\r\n')).toHaveLength(2 + 2);
  const rows = await ask<WardRankingRow[]>(`wards/ranking?ward=${street}&days=7`);
  expect(rows.find((row) => row.wardCode === current)!.openAlerts).toBe(2);
});

const merged = (one: string) => ({ ...shippedWardRules, changes: [{ former: one, current }] });

it('only a ward that the file closes may be named as merged', () => {
  expect(wardRankingSetting.check!(merged(later), district)).toHaveLength(1);
  expect(wardRankingSetting.check!(merged(gone), district)).toEqual([]);
});

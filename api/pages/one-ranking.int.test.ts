import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedCalendar } from '#jobs/alerts/calendar/working-calendar.ts';
import { policyOf } from '#jobs/alerts/lifecycle/policy.ts';
import { type HeatParameters, shippedHeat } from '#jobs/hotspots/heat-parameters.ts';
import { currentHeat, heatSetting } from '#jobs/hotspots/settings/heat-setting.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { shippedWardRules } from '#jobs/hotspots/wards/ward-rules.ts';
import { rankHotspots } from '#jobs/processors/rank-hotspots.ts';
import { buildReport } from '#jobs/reports/content/build-report.ts';
import { parsePeriod } from '#jobs/reports/period.ts';
import { snapshotMaker, subjectsOf } from '#jobs/reports/snapshot/assemble-snapshot.ts';
import { collectRelease } from '#jobs/reports/snapshot/collect-release.ts';
import type { Snapshot } from '#jobs/reports/snapshot/snapshot.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import type { Setting } from '#jobs/settings/define-setting.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { rankingRulesOf } from '../cli/report-desk.ts';
import type { HotspotList, WardRankingRow } from '../contract/hotspots.ts';
import type { SettingDetail, SettingPreview } from '../contract/settings.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { wardsOf } from './names.ts';

const stores = await freshStores();
/** The last instant of the week 2020-W50 in China: a page of seven days and a weekly report then tell of the same days. */
const at = new Date('2020-12-13T15:59:59.999Z');
const [north, south] = ['990113001', '990113002'] as const;
/** A committee of a street that was dissolved; its people belong to the south now. */
const former = '990113009001';
const district = districtSchema.parse({
  ...two.district,
  streets: [
    {
      code: north,
      name: '北干街道',
      communities: [{ code: `${north}001`, name: '博学', residents: 9000, households: 1000 }],
    },
    {
      code: south,
      name: '南岸街道',
      communities: [{ code: `${south}001`, name: '邻舍', residents: 4000, households: 3000 }],
    },
  ],
});
let api: RunningApi;
let admin: string;
let hotspots: HotspotList;
let wards: WardRankingRow[];
let snapshot: Snapshot;

beforeAll(async () => {
  const posts = (event: string, wardCode: string, count: number) =>
    two.storeEvent(
      stores,
      event,
      Array.from({ length: count }, (_, i) => ({
        externalId: `${event}-${i}`,
        wardCode,
        reporterKey: `${event}-${i}`,
        // What was moved to the south is one text that four paste.
        tokens: event === 'moved' ? [event] : [event, String(i)],
        topicCode: '0801',
      })),
      { title: event, place: '育才路' },
    );
  await posts('jam', `${north}001`, 9);
  await posts('noise', `${south}001`, 6);
  await posts('moved', former, 4);
  await posts('nowhere', '', 2);
  const context = await testContext(stores, { district, policy: policyOf(district, shippedCalendar()), now: () => at });
  const save = async (setting: Setting<never>, body: unknown): Promise<void> => {
    const by = { id: '1', name: '区管理员' };
    const change = { body, expectedVersion: 0, by, note: '', now: at };
    expect(await saveSetting({ ledger: stores.ledger, district }, setting, change)).toMatchObject({ kind: 'saved' });
    await context.settings.refresh();
  };
  const heat = { ...shippedHeat, ratioPoints: shippedHeat.ratioPoints - 5, volumePoints: shippedHeat.volumePoints + 5 };
  await save(heatSetting as Setting<never>, heat);
  await save(wardRankingSetting as Setting<never>, {
    ...shippedWardRules,
    per: 'households',
    changes: [{ former, current: `${south}001` }],
  });
  const { ledger, analytics } = stores;
  const desk = { ledger, policy: context.policy, enqueue: async () => {}, mask: (text: string) => text };
  await rankHotspots({
    analytics,
    desk,
    district,
    now: () => at,
    heat: () => currentHeat(context.settings),
    log: context.log,
  });
  api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
  admin = await cookieOf(stores, { role: 'district_admin' });
  hotspots = (await (await ask('hotspots?days=7')).json()) as HotspotList;
  wards = (await (await ask('wards/ranking?days=7')).json()) as WardRankingRow[];
  snapshot = await weekly(() => rankingRulesOf(context.settings));
});
afterAll(() => api.close());

function ask(path: string): Promise<Response> {
  return fetch(`${api.url}/api/${path}`, { headers: { cookie: admin } });
}

async function weekly(ranking: Parameters<typeof collectRelease>[0]['ranking'] & object): Promise<Snapshot> {
  const calendar = shippedCalendar();
  const release = await collectRelease(
    { analytics: stores.reader, ledger: stores.ledger, district, calendar, now: nextMorning, ranking },
    parsePeriod('2020-W50')!,
  );
  const all = wardsOf(district);
  return snapshotMaker(release, { district, calendar, wards: all })(subjectsOf(district, all)[0]!);
}

function nextMorning(): Date {
  return new Date('2020-12-14T02:00:00.000Z');
}

/** The cells of an exported table, by its header. */
async function exported(path: string): Promise<Record<string, string>[]> {
  const lines = (await (await ask(path)).text()).trim().split('\r\n').slice(1);
  const [header = [], ...rows] = lines.map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]!])));
}

test('a change of the heat shows what it would have made of the last month, and changes nothing until it is saved', async () => {
  const before = (await (await ask('hotspots?days=30')).json()) as HotspotList;
  const { value, version } = (await (await ask('settings/heat')).json()) as SettingDetail;
  const shown = value as HeatParameters;
  const tried = { ...shown, ratioPoints: shown.ratioPoints - 5, spreadPoints: shown.spreadPoints + 5 };
  const response = await fetch(`${api.url}/api/settings/heat/preview`, {
    method: 'POST',
    headers: { cookie: admin, 'content-type': 'application/json' },
    body: JSON.stringify({ value: tried }),
  });
  const { problems, effect } = (await response.json()) as SettingPreview;
  expect(problems).toEqual([]);
  expect(effect!.summary).toContain('按最近三十天的数据');
  const jam = effect!.rows.find(({ label, before: was }) => label === 'jam' && was.startsWith('第 1 名'))!;
  // The page's own heat stands on the left, what would have been on the right.
  expect(jam.before).toBe(`第 1 名（${before.rows[0]!.heat}）`);
  expect(jam.after).toMatch(/^第 1 名（[\d.]+）$/);
  expect(jam.after).not.toBe(jam.before);
  expect(await (await ask('hotspots?days=30')).json()).toMatchObject({ rows: before.rows });
  expect(await (await ask('settings/heat')).json()).toMatchObject({ version, value });
});

describe('one definition', () => {
  test('of a hotspot: page, export, report and alert tell the same heat, documents and reporters', async () => {
    const page = hotspots.rows.map((row) => [
      row.eventId,
      Math.round(row.heat),
      row.counts.documents,
      row.counts.reporters,
    ]);
    expect(page.map(([event]) => event)).toContain('jam');
    const file = await exported('exports/hotspots?days=7&format=csv');
    expect(file.map((row) => [row['热点'], ...['热度', '件数', '人数'].map((name) => Number(row[name]))])).toEqual(
      page,
    );
    const told = snapshot.hotspots.map((row) => [row.eventId, Math.round(row.heat), row.documents, row.reporters]);
    expect(told).toEqual(page);
    const alerts = await listAlerts(stores.ledger, systemScope, {}, { limit: 10 });
    const raised = new Map(alerts.map((row) => [row.eventId, [Math.round(row.heat), row.documents, row.reporters]]));
    const ofRaised = page.filter(([event]) => raised.has(String(event)));
    expect(ofRaised.map(([event]) => [event, ...raised.get(String(event))!])).toEqual(ofRaised);
    expect(raised.has('jam')).toBe(true);
  });

  test('of a ward: page, export and report tell the same counts, rates and places', async () => {
    const located = wards.filter(({ level }) => level !== 'unlocated');
    const page = located.map((row) => [row.wardName, row.voices, row.documents, rounded(row.per10k), row.hotspots]);
    const file = await exported('exports/wards?days=7&format=csv');
    expect(
      file
        .filter((row) => row['总量名次'] !== '')
        .map((row) => [
          row['区域'],
          ...['发声人数', '件数'].map((name) => Number(row[name])),
          rounded(Number(row['每万户发声'])),
          Number(row['热点数']),
        ]),
    ).toEqual(page);
    const table = buildReport(snapshot, { kind: 'monthly', issuer: '区社建办' }).blocks.find(
      (block) => block.kind === 'table' && block.id === 'wards',
    );
    const cells = table?.kind === 'table' ? table.rows.map((row) => row.cells) : [];
    expect(cells.map((row) => [row[1], row[2], row[3], row[5], row[6]])).toEqual(page);
    expect(table?.kind === 'table' && table.columns[5]!.header).toBe('万户发声');
  });

  test('and by the office’s rules: per households, within the boundaries of today, the unlocated beside them', () => {
    expect(wards.map((row) => [row.wardCode, row.voices, row.documents, row.rankTotal])).toEqual([
      [north, 9, 9, 1],
      [south, 7, 10, 2],
      ['', 2, 2, 0],
    ]);
    const [first, second] = wards;
    expect(second).toMatchObject({ per: 'households', households: 3000, rankPer10k: 2 });
    expect(first!.per10kLow!).toBeLessThan(first!.per10k!);
    expect(first!.rankPer10k).toBe(1);
  });
});

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

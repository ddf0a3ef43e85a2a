import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { district } from '#jobs/alerts/testing/fixtures.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { AuditPage } from '../contract/audit.ts';
import type { SettingDetail, SettingPreview } from '../contract/settings.ts';
import type { WardMapRead, WardMapView } from '../contract/ward-map.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import { IMPORT_TYPE } from './imports.controller.ts';

const stores = await freshStores();
let api: RunningApi;
let admin: string;

beforeAll(async () => {
  api = await startApi(await testContext(stores), deskFor(stores.ledger), { host: '127.0.0.1', port: 0 });
  admin = await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' });
});
afterAll(() => api.close());

async function ask<T>(cookie: string, method: string, path: string, body?: object) {
  const response = await fetch(`${api.url}/api/${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as T };
}

describe('Settings over HTTP', () => {
  test('are tried out, saved on the version that was seen, and undone', async () => {
    const { body: before } = await ask<SettingDetail>(admin, 'GET', 'settings/alerting');
    expect(before).toMatchObject({ version: 0, maySave: true, history: [], schema: { type: 'object' } });
    const value = { ...(before.value as object), enterHeat: 75 };
    const bad = await ask<SettingPreview>(admin, 'POST', 'settings/alerting/preview', {
      value: { ...value, exitHeat: 80 },
    });
    expect(bad.body).toEqual({ problems: [expect.stringContaining('消退')], effect: null });

    const saved = await ask<SettingDetail>(admin, 'PUT', 'settings/alerting', { version: 0, value, note: '试行' });
    expect(saved).toMatchObject({
      status: 200,
      body: { version: 1, value, history: [{ version: 1, savedBy: '区管理员', note: '试行' }] },
    });
    expect((await ask(admin, 'PUT', 'settings/alerting', { version: 0, value })).status).toBe(409);

    const undone = await ask<SettingDetail>(admin, 'POST', 'settings/alerting/restore', { version: 1, restore: 0 });
    expect(undone).toMatchObject({ status: 200, body: { version: 2, value: before.value } });
    const audit = await ask<AuditPage>(admin, 'GET', 'audit?action=setting');
    expect(audit.body.rows.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['setting.restore', '区管理员'],
      ['setting.save', '区管理员'],
    ]);
  });

  test('take a word list of 100 000 lines as Windows writes it, tell bad lines by number, and bound everything else', async () => {
    const lines = Array.from({ length: 99_998 }, (_, i) => `新词${i}号`);
    const words = `\uFEFF${[...lines, '新词1号', '# 备注'].join('\r\n')}`;
    const saved = await ask<SettingDetail>(admin, 'PUT', 'settings/lexicon', { version: 0, value: { words } });
    expect(saved).toMatchObject({ status: 200, body: { version: 1, value: { words } } });

    const bad = `${words}\r\n水\r\n再来一词`;
    const refused = await ask<{ detail: string }>(admin, 'PUT', 'settings/lexicon', {
      version: 1,
      value: { words: bad },
    });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain('第 100001 行');
    const short = await ask(admin, 'PUT', 'settings/lexicon', { version: 1, value: { words: '梧桐里弄\n水\n' } });
    expect(JSON.stringify(short)).toContain('第 2 行');

    const tooLarge = { words: '词'.repeat(1_400_000) };
    expect((await ask(admin, 'PUT', 'settings/lexicon', { version: 1, value: tooLarge })).status).toBe(413);
    expect((await ask(admin, 'POST', 'settings/lexicon/restore', { note: '词'.repeat(400_000) })).status).toBe(413);
  });

  test('are read by the district only and changed by its administrator only', async () => {
    const analyst = await cookieOf(stores, { role: 'district_analyst' });
    const clerk = await cookieOf(stores, { role: 'street_clerk', wards: ['990113001'] });
    expect((await ask<SettingDetail>(analyst, 'GET', 'settings/alerting')).body).toMatchObject({ maySave: false });
    expect((await ask(analyst, 'PUT', 'settings/alerting', { version: 2, value: {} })).status).toBe(403);
    expect((await ask(clerk, 'GET', 'settings')).status).toBe(403);
    expect((await ask(analyst, 'GET', 'audit')).status).toBe(403);
    expect((await ask('', 'GET', 'settings')).status).toBe(401);
    expect((await ask(admin, 'GET', 'settings/nothing')).status).toBe(404);
  });
});

/** Two streets beside each other and one of nowhere, as a desktop program exports them: with a mark of its encoding. */
const borders = (streets: readonly string[]): Blob => {
  const corners = ['0 0', '1 0', '1 1', '0 1', '0 0'].map((corner) => corner.split(' ').map(Number));
  const square = (x: number): object => ({
    type: 'Polygon',
    coordinates: [corners.map(([right, up]) => [x + right! * 0.01, 30 + up! * 0.01])],
  });
  const features = [...streets, '990199009'].map((code, i) => ({
    type: 'Feature',
    properties: { fid: i, xzqdm: `${code}000`, 名称: `街道${i}` },
    geometry: square(120 + i * 0.01),
  }));
  return new Blob(['\uFEFF', JSON.stringify({ type: 'FeatureCollection', features })]);
};

describe('A map of wards', () => {
  test('is read from a GeoJSON file in a thread of its own, saved and drawn', async () => {
    const streets = district.streets.slice(0, 2).map(({ code }) => code);
    const response = await fetch(`${api.url}/api/ward-map/read`, {
      method: 'POST',
      headers: { cookie: admin, 'content-type': IMPORT_TYPE },
      body: borders(streets),
    });
    const read = (await response.json()) as WardMapRead;
    expect(read).toMatchObject({ property: 'xzqdm', points: { before: 8, after: 8 } });
    expect(read.problems).toEqual(['第 3 个图形（街道2）：xzqdm 是“990199009000”，本区没有这个街镇或居村']);
    const value = { crs: 'EPSG:4326', approval: '审图号：测 2020-001', shapes: read.shapes };
    expect((await ask(admin, 'PUT', 'settings/ward-map', { version: 0, value })).status).toBe(200);
    const { body } = await ask<WardMapView>(admin, 'GET', 'ward-map');
    expect(body).toEqual({ approval: value.approval, shapes: read.shapes });
    expect(body.shapes.map(({ ward }) => ward)).toEqual(streets);
    // From where the border with the neighbour begins, step by step.
    expect(body.shapes[0]!.polygons).toEqual([['12001000 3000000 0 1000 -1000 0 0 -1000']]);
  });
});

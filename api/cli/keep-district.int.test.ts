import { expect, test } from 'vitest';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { WardNode } from '../contract/names.ts';
import type { SettingDetail } from '../contract/settings.ts';
import { keepRunning } from '../testing/keep-running.ts';
import { exampleDistrict, loadDistrict } from './load-district.ts';

const stores = await freshStores();
const district = { ...(await loadDistrict(exampleDistrict)), sources: [] };
const running = keepRunning(stores, district);

const ask = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
  const answer = await fetch(`${running.url}/api${path}`, {
    method,
    headers: { cookie: running.cookie, 'content-type': 'application/json', 'x-minqing': '1', origin: running.url },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<T>;
};
/** Names by code; empty while the product starts anew. */
const wardNames = async (): Promise<Record<string, string>> => {
  const wards = await ask<WardNode[]>('/wards').catch(() => []);
  return Object.fromEntries(wards.map(({ code, name }) => [code, name]));
};

test('Wards and departments that are saved hold within seconds, at the same address, and are undone the same way', async () => {
  const street = district.streets[0]!;
  const before = await ask<SettingDetail>('/settings/wards');
  expect(before.version).toBe(0);
  const streets = district.streets.with(0, { ...street, name: '改名街道', aliases: [street.name] });
  const tried = await ask<{ problems: string[]; effect: { summary: string; rows: object[] } }>(
    '/settings/wards/preview',
    'POST',
    { value: { streets } },
  );
  expect(tried).toMatchObject({ problems: [], effect: { rows: [{ label: street.code }] } });
  expect(tried.effect.summary).toContain('将重新定位 0 件');

  await ask('/settings/wards', 'PUT', { version: 0, value: { streets }, note: '街道更名' });
  await expect.poll(async () => (await wardNames())[street.code], { timeout: 30_000 }).toBe('改名街道');

  const [unit] = district.departments;
  const { value } = await ask<{ value: { departments: { code: string }[] } }>('/settings/departments');
  const departments = value.departments.map((one) => (one.code === unit!.code ? { ...one, name: '改名局' } : one));
  await ask('/settings/departments', 'PUT', { version: 0, value: { departments }, note: '' });
  const unitName = async (): Promise<string | undefined> => {
    const all = await ask<{ code: string; name: string }[]>('/departments').catch(() => []);
    return all.find(({ code }) => code === unit!.code)?.name;
  };
  await expect.poll(unitName, { timeout: 30_000 }).toBe('改名局');
  expect((await wardNames())[street.code]).toBe('改名街道');

  await ask('/settings/wards/restore', 'POST', { version: 1, restore: 0, note: '' });
  await expect.poll(async () => (await wardNames())[street.code], { timeout: 30_000 }).toBe(street.name);
  const lines = await listAudit(
    stores.ledger,
    { actorId: '', action: 'setting', from: null, to: null, beforeId: null },
    9,
  );
  expect(lines.map(({ action, target }) => `${action} ${target}`)).toEqual([
    'setting.restore wards',
    'setting.save departments',
    'setting.save wards',
  ]);
}, 120_000);

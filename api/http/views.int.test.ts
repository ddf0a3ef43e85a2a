import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { SavedView } from '../contract/views.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';

const stores = await freshStores();
let api: RunningApi;
let mine = '';
let others = '';
beforeAll(async () => {
  api = await startApi(await testContext(stores), deskFor(stores.ledger), { host: '127.0.0.1', port: 0 });
  mine = await cookieOf(stores, { role: 'district_admin', username: 'mine' });
  others = await cookieOf(stores, { role: 'district_admin', username: 'others' });
});
afterAll(() => api?.close());

async function ask(cookie: string, method = 'GET', path = '', body?: object) {
  const answer = await fetch(`${api.url}/api/views${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, views: (await answer.json()) as SavedView[] };
}
const named = async (cookie: string): Promise<string[]> =>
  (await ask(cookie)).views.map(({ name, query }) => `${name} ${query}`);

it('A person names a filter, names it anew, overwrites it and forgets it; nobody else has it', async () => {
  const query = 'ward=990113001&topic=08&q=%E7%A7%AF%E6%B0%B4&days=30';
  const [view] = (await ask(mine, 'POST', '', { name: ' 交通 ', query })).views;
  expect(view).toMatchObject({ name: '交通', query });
  expect(await named(others)).toEqual([]);
  expect((await ask(others, 'PUT', `/${view!.id}`, { name: '别人的' })).status).toBe(409);
  expect((await ask(others, 'DELETE', `/${view!.id}`)).status).toBe(404);

  await ask(mine, 'POST', '', { name: '全区', query: '' });
  expect((await ask(mine, 'PUT', `/${view!.id}`, { name: '全区' })).status).toBe(409);
  await ask(mine, 'PUT', `/${view!.id}`, { name: '北干交通' });
  await ask(mine, 'POST', '', { name: '北干交通', query: 'days=1' });
  expect((await named(mine)).toSorted()).toEqual(['全区 ', '北干交通 days=1'].toSorted());
  expect((await ask(mine, 'DELETE', `/${view!.id}`)).views.map(({ name }) => name)).toEqual(['全区']);
  expect((await ask(mine, 'DELETE', `/${view!.id}`)).status).toBe(404);
});

it.each(['posts=days:7', 'ward=1#x', 'ward=1&', 'javascript:alert(1)', '&', `q=${'x'.repeat(1000)}`])(
  'What is no filter of a page is refused: %s',
  async (query) => {
    expect((await ask(mine, 'POST', '', { name: '不成', query })).status).toBe(400);
  },
);

it('The twenty-first view is refused, and a known name may still be overwritten', async () => {
  for (let n = 1; n <= 20; n++) await ask(others, 'POST', '', { name: `视图 ${n}`, query: '' });
  expect((await ask(others, 'POST', '', { name: '多一个', query: '' })).status).toBe(409);
  expect((await ask(others, 'POST', '', { name: '视图 7', query: 'days=30' })).status).toBe(200);
  expect(await named(others)).toHaveLength(20);
});

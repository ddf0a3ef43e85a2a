import { afterAll, expect, test } from 'vitest';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { WideMatter } from '../contract/events.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

const stairs = '楼道也停水';
const stores = await freshStores();
await two.fillTwoWards(stores);
await two.storeEvent(stores, 'event-also-own', [two.ownPost('own-10')], { title: stairs, place: '育才路' });
const desk = two.deskOf(stores);
const context = await testContext(stores, { district: two.district, policy: desk.policy, now: () => two.now });
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
const [analyst, committee, health] = await Promise.all([
  cookieOf(stores, { role: 'district_analyst' }),
  cookieOf(stores, { role: 'committee', wards: [two.own.ward] }),
  cookieOf(stores, { role: 'district_analyst', username: 'other-line', lines: ['卫生健康'] }),
]);

async function post(path: string, cookie: string, body: object): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json' };
  return fetch(`${api.url}/api/events/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function link(one: string, to: string, cookie = analyst): Promise<number> {
  const response = await post(`${one}/acts`, cookie, { kind: 'link', to });
  expect(response.status).toBe(202);
  return ((await response.json()) as { actNo: number }).actNo;
}

/** What the page of an event tells somebody of the events linked with it. */
async function linkedOn(event: string, cookie: string): Promise<{ titles: string[]; eventCount: number }[]> {
  const response = await fetch(`${api.url}/api/wide-matters?event=${event}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  const matters = (await response.json()) as WideMatter[];
  return matters.map(({ events, eventCount }) => ({ titles: events.map(({ title }) => title), eventCount }));
}

test('a linked event of a neighbouring ward is named to the district, and to the other ward neither named nor counted', async () => {
  await link(two.own.event, two.neighbour.event);
  expect(await linkedOn(two.own.event, analyst)).toEqual([{ titles: [two.neighbour.word], eventCount: 1 }]);
  expect(await linkedOn(two.neighbour.event, analyst)).toEqual([{ titles: [two.own.word], eventCount: 1 }]);
  expect(await linkedOn(two.own.event, committee)).toEqual([]);

  const actNo = await link('event-also-own', two.neighbour.event);
  // Both are linked with the neighbour's: so they are one matter with each other, which the asker may see.
  expect(await linkedOn(two.own.event, committee)).toEqual([{ titles: [stairs], eventCount: 1 }]);
  // Whoever may not see an event learns nothing of what is linked with it, not even that something is.
  expect(await linkedOn(two.neighbour.event, committee)).toEqual([]);
  expect(await linkedOn(two.own.event, health)).toEqual([]);

  const undone = await post(`${two.neighbour.event}/acts/${actNo}/undo`, analyst, {});
  expect(undone.status).toBe(202);
  expect(await linkedOn('event-also-own', analyst)).toEqual([]);
  expect(await linkedOn(two.own.event, committee)).toEqual([]);
});

test('an event is linked with another that there is, by the district only', async () => {
  const asked = [
    [two.own.event, two.own.event, analyst, 400],
    [two.own.event, 'event-nowhere', analyst, 404],
    ['event-nowhere', two.own.event, analyst, 404],
    [two.own.event, '', analyst, 400],
    [two.own.event, 'event-also-own', committee, 403],
  ] as const;
  for (const [one, to, cookie, status] of asked)
    expect((await post(`${one}/acts`, cookie, { kind: 'link', to })).status, `${one} with ${to}`).toBe(status);
});

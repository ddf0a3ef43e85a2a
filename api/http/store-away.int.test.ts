import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type OwnStores, ownStores } from '#warehouse/testing/own-stores.ts';
import type { Problem } from '../contract/problem.ts';
import { startApi } from '../start-api.ts';
import { probes } from '../testing/route-probes.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

/** All routes of the API while one of its stores is killed, again and again, and once it is left alone. */
const stores = await ownStores();
await two.fillTwoWards(stores);
const desk = two.deskOf(stores);
const told: string[] = [];
const log = { info() {}, warn() {}, error: ({ event }: { event: string }) => void told.push(event) };
const context = await testContext(stores, { district: two.district, policy: desk.policy, now: () => two.now, log });
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
let cookie = '';
beforeAll(async () => {
  cookie = await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' });
});

/** Each route that is described, with something in the place of its parameters. */
const routes = Object.keys(probes).map((id) => {
  const [method, path] = id.split(' ') as [string, string];
  return { id, method, path: path.replace('{format}', 'json').replaceAll(/\{\w+\}/g, '1') };
});
type Route = (typeof routes)[number];

interface Answer {
  id: string;
  status: number;
  retryAfter: string | null;
  text: string;
}

async function ask({ id, method, path }: Route): Promise<Answer> {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const response = await fetch(api.url + path, {
    method,
    // What ends a session must not end ours.
    headers: {
      cookie: id === 'DELETE /api/session' ? '' : cookie,
      'content-type': 'application/json',
      'idempotency-key': 'test-key-1',
    },
    ...(hasBody ? { body: JSON.stringify({ username: 'a', password: 'b' }) } : {}),
    signal: AbortSignal.timeout(10_000),
  });
  // A live page stays open.
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = isStream ? '' : await response.text();
  if (isStream) await response.body!.cancel();
  return { id, status: response.status, retryAfter: response.headers.get('retry-after'), text };
}

const askAll = (): Promise<Answer[]> => Promise.all(routes.map(ask));
/** The pages that an office has open. */
const pages = routes.filter(({ id }) =>
  ['overview', 'hotspots', 'documents', 'alerts', 'leads'].some((page) => id === `GET /api/${page}`),
);

function keepAway(store: Parameters<OwnStores['keepAway']>[0]): () => void {
  const leaveAlone = stores.keepAway(store);
  onTestFinished(leaveAlone);
  return leaveAlone;
}

/** What is wrong with how an outage is told. */
const mistold = ({ id, status, retryAfter, text }: Answer): string[] => {
  if (status === 500) return [`${id}: ${text}`];
  if (status !== 503 || id === 'GET /readyz') return [];
  const { title, retryAfterSeconds } = JSON.parse(text) as Problem;
  const isCalm = title.includes('数据库暂时连不上，稍后会自动恢复') && retryAfter === String(retryAfterSeconds);
  return isCalm ? [] : [`${id}: ${text}`];
};

const statusOf = (answers: readonly Answer[], id: string): number => answers.find((one) => one.id === id)!.status;
/** What of the open pages is not answered. */
const unanswered = async (): Promise<Answer[]> =>
  (await Promise.all(pages.map(ask))).filter(({ status }) => status !== 200);
/** Once a minute, not once a request, and never as a fault of ours. */
function expectToldOnce(): void {
  expect(new Set(told)).toEqual(new Set(['store_away']));
  expect(told.length).toBeLessThan(4);
}

test('A PostgreSQL that is away is told as such by every route, and once it is back the pages are too', async () => {
  expect(await unanswered()).toEqual([]);
  const leaveAlone = keepAway('postgres');
  await expect.poll(async () => (await ask(pages[0]!)).status).toBe(503);
  const answers = (await Promise.all([askAll(), askAll(), askAll()])).flat();
  expect(answers.flatMap(mistold)).toEqual([]);
  // Whoever is signed in is asked of PostgreSQL first, so nobody is told 401 or 403 meanwhile.
  const open = answers.filter(({ status }) => status !== 503).map(({ id }) => probes[id]!.by);
  expect(new Set(open)).toEqual(new Set(['open']));
  expect(statusOf(answers, 'POST /api/session')).toBe(503);
  expect(statusOf(answers, 'GET /healthz')).toBe(200);
  leaveAlone();
  await expect.poll(unanswered, { timeout: 30_000 }).toEqual([]);
  expectToldOnce();
});

test('A ClickHouse that is away is told as such by the pages, and once it is back they are too', async () => {
  expect(await unanswered()).toEqual([]);
  const leaveAlone = keepAway('clickhouse');
  await expect.poll(async () => (await ask(pages[0]!)).status).toBe(503);
  const answers = (await Promise.all([askAll(), askAll(), askAll()])).flat();
  expect(answers.flatMap(mistold)).toEqual([]);
  for (const page of ['overview', 'hotspots', 'documents']) expect(statusOf(answers, `GET /api/${page}`)).toBe(503);
  expect(statusOf(answers, 'GET /api/session')).toBe(200);
  leaveAlone();
  await expect.poll(unanswered, { timeout: 30_000 }).toEqual([]);
  expectToldOnce();
});

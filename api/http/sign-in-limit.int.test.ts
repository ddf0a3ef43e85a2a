import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { createPersonas, personas } from '../accounts/personas.ts';
import { hashPassword } from '../accounts/sign-in.ts';
import type { Problem } from '../contract/problem.ts';
import { startApi } from '../start-api.ts';
import { testContext } from '../testing/test-context.ts';
import { district } from '../testing/two-wards.ts';

/** The demo's district behind a proxy of the same host, which says whom it speaks for. */
const stores = await freshStores();
const at = Date.parse('2020-12-12T04:00:00.000Z');
const replay = { now: () => at, start: () => {}, speed: () => 1, until: new Date(at).toISOString() };
const context = await testContext(stores, { district, replay, setupSecret: 'the secret that the first start printed' });
const api = await startApi(context, deskFor(stores.ledger), { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
await createPersonas(stores.ledger, district);

const password = '正确的口令 correct horse';
const clerk = { username: 'clerk', display_name: '李经办', role: 'street_clerk', department_code: '' } as const;
await upsertUser(stores.ledger, { ...clerk, wards: [''], lines: null, password_hash: await hashPassword(password) });

// A slow run gives no attempts back by the way; timers go on.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => vi.useRealTimers());

const office = '203.0.113.7';
const elsewhere = '198.51.100.9';
const post = (path: string, body: object, from: string): Promise<Response> =>
  fetch(`${api.url}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
const signIn = (body: object, from = office): Promise<Response> => post('session', body, from);

async function statuses(times: number, ask: (n: number) => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await ask(n)).status);
  return found;
}

test('An office of many is let in as often as it likes, typos in between', async () => {
  const tried = await statuses(40, (n) =>
    signIn({ username: 'clerk', password: n % 3 === 0 ? `${password}.` : password }),
  );
  expect(tried).toEqual(Array.from({ length: 40 }, (_, n) => (n % 3 === 0 ? 401 : 200)));
});

test('Who tries one password on account after account is told to wait, and nobody elsewhere is', async () => {
  const spray = (n: number) => signIn({ username: `user${n}`, password: 'Welcome2026!' });
  // Fourteen of thirty went with the typos.
  expect((await statuses(16, spray)).every((status) => status === 401)).toBe(true);
  const refused = await signIn({ username: 'user99', password: 'Welcome2026!' });
  expect(refused.status).toBe(429);
  const { title, retryAfterSeconds } = (await refused.json()) as Problem;
  expect(refused.headers.get('retry-after')).toBe(String(retryAfterSeconds));
  expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(retryAfterSeconds).toBeLessThanOrEqual(30);
  expect(title).toContain(`请等 ${retryAfterSeconds} 秒再试`);
  // No guess is told to be right, and the secret of the first start is no way around.
  expect((await signIn({ username: 'clerk', password })).status).toBe(429);
  const first = { secret: 'a guess', username: 'a', displayName: 'A', password: 'long enough for one' };
  expect((await post('session/setup', first, office)).status).toBe(429);
  expect((await signIn({ username: 'clerk', password }, elsewhere)).status).toBe(200);
});

test('The demo lets anybody in by one press, also where too many sign-ins failed', async () => {
  const [persona] = personas(district);
  expect((await signIn({ persona: persona!.id })).status).toBe(200);
});

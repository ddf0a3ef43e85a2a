import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { forgeries, type Probe, probes } from '../testing/route-probes.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import { startApi } from '../start-api.ts';
import * as two from '../testing/two-wards.ts';

/** The API's own description, as far as this test reads it. */
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema?: { type?: string; enum?: unknown[] };
}
interface Route {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
}

const stores = await freshStores();
const { alert } = await two.fillTwoWards(stores);
await two.supplyMap(stores);
const desk = two.deskOf(stores);
const context = await testContext(stores, { district: two.district, policy: desk.policy, now: () => two.now });
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
const committee = (ward: string) => cookieOf(stores, { role: 'committee', wards: [ward] });
// A clerk may act on alerts, where a committee only reads.
const clerk = (ward: string) => cookieOf(stores, { role: 'street_clerk', wards: [ward] });
const [asker, owner, actor] = await Promise.all([
  committee(two.own.ward),
  committee(two.neighbour.ward),
  clerk(two.own.ward),
]);

const routes = await describedRoutes();
const of = (by: Probe['by']): Route[] => routes.filter(({ id }) => probes[id]?.by === by);
let forged: Record<string, readonly string[]> = {};
beforeAll(async () => {
  const pages = await Promise.all(['documents', 'alerts'].map((list) => ask(`/api/${list}?limit=1`, owner)));
  const cursors = pages.flatMap(({ text }) => (JSON.parse(text) as { nextCursor: string | null }).nextCursor ?? []);
  forged = forgeries({ alert, cursors });
});

async function describedRoutes(): Promise<Route[]> {
  const description = (await (await fetch(`${api.url}/api/docs-json`)).json()) as {
    paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
  };
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => {
      const verb = method.toUpperCase();
      return { id: `${verb} ${path}`, method: verb, path, parameters };
    }),
  );
}

interface Answer {
  status: number;
  text: string;
  /** The first mark of the neighbour in it, headers included. */
  mark: string | undefined;
}

async function ask(path: string, cookie = '', method = 'GET', body?: unknown): Promise<Answer> {
  const response = await fetch(api.url + path, {
    method,
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': 'test-key-1' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers.values()].map((value) => decodeURIComponent(value)).join('\n');
  const text = unpacked(bytes);
  return { status: response.status, text, mark: markIn(withoutEcho(text + headers, path)) };
}

/** Asks many addresses, some at a time: the stores answer one while the text of another is searched. */
async function askAll(
  paths: string[],
  cookie: string,
  method = 'GET',
  body?: unknown,
): Promise<(Answer & { path: string })[]> {
  const answers: (Answer & { path: string })[] = [];
  for (let at = 0; at < paths.length; at += 8) {
    const some = paths.slice(at, at + 8);
    answers.push(
      ...(await Promise.all(some.map(async (path) => ({ path, ...(await ask(path, cookie, method, body)) })))),
    );
  }
  return answers;
}

/** An answer may say what was asked; whatever else it says counts. */
function withoutEcho(text: string, path: string): string {
  const asked = [...new URL(path, api.url).searchParams.values()];
  return asked.reduce((rest, value) => (value === '' ? rest : rest.replaceAll(value, '')), text);
}

/** The text of an answer; of a workbook or document (zip) that of its parts, so that nothing hides in compression. */
function unpacked(bytes: Buffer): string {
  if (bytes.subarray(0, 2).toString() !== 'PK') return bytes.toString();
  const parts: string[] = [];
  for (let at = bytes.indexOf('PK\u0003\u0004'); at >= 0; at = bytes.indexOf('PK\u0003\u0004', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (bytes.readUInt16LE(at + 8) === 8) parts.push(inflateRawSync(bytes.subarray(start)).toString());
  }
  return parts.join('\n');
}

/** The addresses of a route: each forged id in the path, then each forged parameter by itself, then all together. */
function addresses(route: Route): string[] {
  const names = route.parameters.filter((one) => one.in === 'path').map((one) => one.name);
  const paths = names.reduce(
    (all, name) => all.flatMap((path) => valuesOf(name).map((value) => path.replace(`{${name}}`, encode(value)))),
    [route.path],
  );
  const queries = route.parameters
    .filter((one) => one.in === 'query' && isFree(one))
    .map((one) => valuesOf(one.name).map((value) => `${one.name}=${encode(value)}`));
  const together = queries.map(([first]) => first).join('&');
  return paths.flatMap((path) => ['', ...queries.flat(), together].map((query) => (query ? `${path}?${query}` : path)));
}

const encode = encodeURIComponent;
const isFree = ({ schema }: Parameter): boolean => schema?.type === 'string' && schema.enum === undefined;

function valuesOf(name: string): readonly string[] {
  const values = forged[name];
  if (!values) throw new Error(`say in api/testing/route-probes.ts how parameter ${name} would be forged`);
  return values;
}

/** Something that parses as JSON, where the method has a body. */
const bodyFor = ({ method }: Route): object | undefined => (method === 'GET' || method === 'DELETE' ? undefined : {});
const markIn = (text: string): string | undefined => two.marks.find((mark) => text.includes(mark));

it('every route of the description says in api/testing/route-probes.ts how it is kept, and no other does', () => {
  expect(Object.keys(probes).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
});

it('a stranger gets nothing but a 401 wherever a sign-in is needed', async () => {
  const kept = routes.filter(({ id }) => probes[id]?.by !== 'open');
  const found = await Promise.all(
    kept.flatMap((route) =>
      addresses(route)
        .slice(0, 1)
        .map(async (path) => [route.id, (await ask(path, '', route.method, bodyFor(route))).status] as const),
    ),
  );
  expect(found.filter(([, status]) => status !== 401)).toEqual([]);
});

describe('somebody of one ward', () => {
  const readable = of('ward').filter(({ path }) => path !== '/api/stream');
  for (const route of readable)
    it(`sees nothing of the neighbour by ${route.id}, whatever they ask`, async () => {
      const answers = await askAll(addresses(route), asker);
      expect(answers.filter(({ status, mark }) => mark !== undefined || status >= 500)).toEqual([]);
    });

  for (const route of readable.filter(({ id }) => !('sees' in probes[id]!)))
    it(`would have seen it by ${route.id}, were they the neighbour`, async () => {
      for (const path of addresses(route)) if ((await ask(path, owner)).mark !== undefined) return;
      expect.unreachable('the neighbour themselves see none of it: this route’s test cannot fail');
    });

  for (const route of of('act'))
    it(`cannot act on the neighbour’s by ${route.id}`, async () => {
      const probe = probes[route.id] as Extract<Probe, { by: 'act' }>;
      const answers = await askAll(addresses(route), actor, route.method, probe.body);
      const kept = new Set([403, 404, 409]);
      expect(answers.filter(({ status, mark }) => mark !== undefined || !kept.has(status))).toEqual([]);
    });

  for (const route of of('roles'))
    it(`is refused ${route.id}, which is for others`, async () => {
      const answers = await askAll(addresses(route).slice(0, 3), asker, route.method, bodyFor(route));
      expect(answers.filter(({ status }) => status !== 403)).toEqual([]);
    });

  it('counts what they share with the neighbour by their own part only', async () => {
    const { text } = await ask('/api/events/event-shared', asker);
    const { event, members } = JSON.parse(text) as {
      event: { title: string; documentCount: number };
      members: unknown[];
    };
    expect(event).toMatchObject({ title: '路口也堵', documentCount: 1 });
    expect(members).toHaveLength(1);
  });

  it('hears of their own alerts and not of the neighbour’s on the live stream, also when they resume', async () => {
    const streams = await Promise.all([listenTo(asker), listenTo(owner)]);
    const later = new Date(two.now.getTime() + 60_000);
    const theirs = [two.theirPost('linshe-20'), two.theirPost('linshe-21')];
    await two.storeEvent(stores, 'event-linshe-2', theirs, { title: two.neighbour.word, place: two.neighbour.place });
    await two.rankNow(stores, later);
    const mine = [two.ownPost('own-20'), two.ownPost('own-21')];
    await two.storeEvent(stores, 'event-own-2', mine, { title: '自家又一件', place: '育才路' });
    await two.rankNow(stores, new Date(later.getTime() + 60_000));
    const at = later.toISOString();
    await notifyLive(stores.ledger, { event: 'intake', sourceId: two.neighbour.source, accepted: 2, at });
    await notifyLive(stores.ledger, { event: 'intake', sourceId: 'hotline', accepted: 2, at });
    for (const stream of streams) await expect.poll(() => stream.text(), { timeout: 10_000 }).toContain('hotline');
    await expect.poll(() => streams[0].text(), { timeout: 10_000 }).toContain('自家又一件');
    await expect.poll(() => streams[1].text(), { timeout: 10_000 }).toContain(two.neighbour.word);
    const resumed = await listenTo(asker, '?lastEventId=0');
    await expect.poll(() => resumed.text(), { timeout: 10_000 }).toContain('自家又一件');
    expect(markIn(streams[0].text() + resumed.text())).toBeUndefined();
    for (const stream of [...streams, resumed]) stream.close();
  });
});

/** An open stream and what it said so far. */
async function listenTo(cookie: string, query = ''): Promise<{ text: () => string; close: () => void }> {
  const stop = new AbortController();
  const { body } = await fetch(`${api.url}/api/stream${query}`, { headers: { cookie }, signal: stop.signal });
  let text = '';
  const reading = async (): Promise<void> => {
    for await (const chunk of body!) text += Buffer.from(chunk as Uint8Array).toString();
  };
  void reading().catch(() => {});
  return { text: () => text, close: () => stop.abort() };
}

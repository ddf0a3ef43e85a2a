import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { district } from '#jobs/alerts/testing/fixtures.ts';
import { type CleaningPool, createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { unpack } from '#jobs/intake/cleaned-batch.ts';
import { toDocumentRow } from '#jobs/intake/document-rows.ts';
import { isOpen311Key, takeOpen311 } from '#jobs/intake/take-open311.ts';
import { TokenBuckets } from '#jobs/intake/token-bucket.ts';
import { readManifest } from '#ingest/sources/load-manifest.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { nextBatches } from '#warehouse/ledger/intake/next-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import type { Document } from '#warehouse/model/document.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { testContext } from '../testing/test-context.ts';

const stores = await freshStores();
const { ledger, analytics } = stores;
const now = (): Date => new Date('2020-12-12T04:00:00.000Z');
const door = { sourceId: 'front', wardCode: '', apiKey: 'front-key' };
const report = {
  api_key: 'front-key',
  service_code: '0801',
  description: '路口右转车道早高峰拥堵，我是王小明，电话13800138000',
  address_string: '示例路口',
  email: 'a@b.example',
};

let cleaning: CleaningPool;
let api: RunningApi;
let closed: RunningApi;
beforeAll(async () => {
  cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
  await upsertSource(ledger, { sourceId: 'front', name: '市民地图' });
  const pace = new TokenBuckets({ burst: 100, perMinute: 6_000 });
  const deps = { ledger, cleaning, timeZone: 'Asia/Shanghai', now, pace };
  const open311 = {
    sourceId: 'front',
    isKey: (key: string) => isOpen311Key(door, key),
    take: (form: URLSearchParams) => takeOpen311(deps, door, form),
  };
  const at = { host: '127.0.0.1', port: 0 };
  api = await startApi(await testContext(stores, { now, open311 }), deskFor(ledger), at);
  closed = await startApi(await testContext(stores, { now }), deskFor(ledger), at);
});
afterAll(async () => {
  await Promise.all([api.close(), closed.close(), cleaning.close()]);
});

const ask = (path: string, form?: Record<string, string>): Promise<Response> =>
  fetch(`${api.url}/open311/v2/${path}`, form ? { method: 'POST', body: new URLSearchParams(form) } : {});

/** What our own client makes of our own server. */
async function pulled(name: 'open311' | 'open311-xml', query: Record<string, string> = {}) {
  const manifest = await readManifest(name, '');
  const request = { ...manifest.request, query };
  const source = { id: 'mirror', baseUrl: `${api.url}/open311/v2` };
  const page = { manifest: { ...manifest, request }, source, credential: '', cursor: null, fetch, now: now() };
  // The first window of a year back is empty; the last holds what is here.
  let found = await pullPage(page);
  const items = [...found.items];
  while (found.more) {
    found = await pullPage({ ...page, cursor: found.nextCursor });
    items.push(...found.items);
  }
  return items;
}

describe('the Open311 server', () => {
  it('takes a report once, masks it, and names it by an id that both formats tell', async () => {
    const [first] = (await (await ask('requests.json', report)).json()) as [{ service_request_id: string }];
    const again = await ask('requests.xml', report);
    expect(again.headers.get('content-type')).toContain('text/xml');
    expect(await again.text()).toContain(`<service_request_id>${first.service_request_id}</service_request_id>`);
    const batches = await nextBatches(ledger);
    expect(batches).toHaveLength(1);
    const [document] = await unpack<Document[]>(batches[0]!.documents!);
    expect(first.service_request_id).toBe(`front.${document!.externalId}`);
    expect(document!.text).toContain('〔手机号〕');
    expect(document!.reporterKey).not.toContain('@');
    await insertRows(analytics, {
      name: 'documents',
      table: 'documents',
      rows: [
        toDocumentRow(document!, 1, now().toISOString()),
        toDocumentRow({ ...document!, externalId: 'secret', visibility: 'private' }, 2, now().toISOString()),
        toDocumentRow({ ...document!, externalId: 'illness', topicCode: '1601' }, 3, now().toISOString()),
        toDocumentRow(
          { ...document!, sourceId: 'forum', externalId: 'f1', status: 'resolved', closedAt: now().toISOString() },
          4,
          now().toISOString(),
        ),
      ],
    });
  });

  it.each(['open311', 'open311-xml'] as const)(
    'is read by our own client (%s): strangers see what came by it',
    async (name) => {
      const [item, ...others] = await pulled(name);
      expect(others).toEqual([]);
      expect(item).toMatchObject({ status: 'open', publishedAt: now().toISOString(), title: '拥堵' });
      expect(item!.text).not.toContain('13800138000');
    },
  );

  it('with the key shows the public requests of all sources, and of nobody the private or sensitive ones', async () => {
    const ids = (await pulled('open311', { api_key: 'front-key' })).map(({ externalId }) => externalId);
    expect(ids).toEqual(
      [expect.stringMatching(/^forum\.f1$/), expect.stringMatching(/^front\.[0-9a-f]{24}$/)].toSorted(() => 0),
    );
    const done = (await (await ask('requests.json?api_key=front-key&status=closed')).json()) as {
      closed_datetime: string;
    }[];
    expect(done.map(({ closed_datetime }) => closed_datetime)).toEqual(['2020-12-12T04:00:00Z']);
    const one = (await (await ask('requests/forum.f1.json?api_key=front-key')).json()) as { status: string }[];
    expect(one.map(({ status }) => status)).toEqual(['closed']);
    expect(await (await ask('requests/front.secret.json?api_key=front-key')).json()).toEqual([]);
    expect(await (await ask('requests/front.illness.json')).json()).toEqual([]);
  });

  it('pages, and keeps to a window of 90 days', async () => {
    const page = (n: number) =>
      ask(`requests.json?api_key=front-key&page_size=1&page=${n}`).then((answer) => answer.json());
    expect(await page(1)).toHaveLength(1);
    expect(await page(2)).toHaveLength(1);
    expect(await page(3)).toEqual([]);
    expect(
      await (await ask('requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-06-01T00:00:00Z')).json(),
    ).toEqual([]);
  });

  it('finds a request by its id however old it is, and only by it', async () => {
    const old = 'service_request_id=forum.f1&status=open&start_date=2015-01-01T00:00:00Z';
    const found = (await (await ask(`requests.json?api_key=front-key&${old}`)).json()) as unknown[];
    expect(found).toHaveLength(1);
  });

  it.each([
    ['a place that is none', { ...report, lat: 'north', long: '121.4' }, 400],
    ['half a place', { ...report, lat: '31.4' }, 400],
    ['a place off the earth', { ...report, lat: '131.4', long: '121.4' }, 400],
    ['a wrong key', { ...report, api_key: 'x' }, 403],
    ['no service', { ...report, service_code: '' }, 400],
    ['an unknown service', { ...report, service_code: 'x1' }, 400],
    ['no place', { ...report, address_string: undefined as never }, 400],
    ['no words', { ...report, description: ' ' }, 400],
    ['a million characters', { ...report, description: '漏'.repeat(100_000) }, 400],
  ])('refuses %s in words of the standard', async (_, form, status) => {
    const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));
    const answer = await ask('requests.json', given);
    expect([answer.status, await answer.json()]).toEqual([
      status,
      [{ code: String(status), description: expect.any(String) }],
    ]);
  });

  it('lists the services in both formats, and is closed where no front may report', async () => {
    const services = (await (await ask('services.json')).json()) as { service_code: string; service_name: string }[];
    expect(services).toContainEqual(expect.objectContaining({ service_code: '0801', service_name: '拥堵' }));
    expect(await (await ask('services.xml')).text()).toContain('<service><service_code>0101</service_code>');
    expect((await fetch(`${closed.url}/open311/v2/services.json`)).status).toBe(404);
  });
});

import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { district } from '#jobs/alerts/testing/fixtures.ts';
import { type CleaningPool, createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { takePush } from '#jobs/intake/take-push.ts';
import { TokenBuckets } from '#jobs/intake/token-bucket.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { testContext } from '../testing/test-context.ts';

const stores = await freshStores();
const { ledger } = stores;
const key = Buffer.alloc(32, 9);
const sources = new Map([['forum', { sourceId: 'forum', wardCode: '', secret: `whsec_${key.toString('base64')}` }]]);
const now = (): Date => new Date('2020-12-12T04:00:00.000Z');
const pace = new TokenBuckets({ burst: 1_000, perMinute: 60_000 });
const faults: string[] = [];
const log = { info() {}, warn() {}, error: (fields: object) => void faults.push(JSON.stringify(fields)) };

let cleaning: CleaningPool;
let api: RunningApi;
beforeAll(async () => {
  cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
  for (const sourceId of sources.keys()) await upsertSource(ledger, { sourceId, name: '社区论坛' });
  const context = await testContext(stores, {
    now,
    takePush: (sourceId, headers, body) =>
      takePush({ ledger, cleaning, timeZone: 'Asia/Shanghai', now, sources, pace }, sourceId, { headers, body }),
    log,
  });
  api = await startApi(context, deskFor(ledger), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await api.close();
  await cleaning.close();
});

interface Signing {
  id?: string;
  key?: Buffer;
  at?: number;
  path?: string;
}

interface Answer {
  status: number;
  body: {
    title?: string;
    detail?: string;
    results?: { index: number; status: number; outcome: string; reason?: string }[];
  };
}

/** Sends bytes as a platform that signs what it sends. */
async function send(bytes: string | Buffer, signing: Signing = {}): Promise<Answer> {
  const body = Buffer.from(bytes);
  const id = signing.id ?? randomUUID();
  const timestamp = String(Math.floor((signing.at ?? Date.now()) / 1000));
  const signature = createHmac('sha256', signing.key ?? key)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  const response = await fetch(`${api.url}${signing.path ?? '/api/ingest/forum'}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

let posts = 0;
const post = (changes: object = {}): object => ({
  externalId: `post-${(posts += 1)}`,
  kind: 'post',
  publishedAt: '2020-12-12T03:00:00.000Z',
  title: '路口拥堵',
  text: '早高峰育才路口堵得走不动',
  ...changes,
});
const push = (items: unknown[], signing?: Signing): Promise<Answer> => send(JSON.stringify({ items }), signing);

const rejects = (): Promise<{ position: string; reason: string; excerpt: string }[]> =>
  runStatement(ledger, {
    name: 'rejects',
    text: 'select position, reason, excerpt from rejects order by reject_id',
    row: z.object({ position: z.string(), reason: z.string(), excerpt: z.string() }),
  });
const batches = async (): Promise<number> => (await getIntakeProgress(ledger)).pending;

/** An array within an array, and so on. */
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('a push that cannot be taken', () => {
  const good = JSON.stringify({ items: [post()] });

  it.each<[name: string, bytes: string | Buffer, told: [status: number, title: RegExp], signing?: Signing]>([
    ['no JSON', '{"items": [', [400, /有效的 JSON/]],
    ['nothing', '', [400, /有效的 JSON/]],
    ['another shape', '{"posts": []}', [400, /items/]],
    ['no items', '{"items": []}', [400, /items/]],
    ['null', 'null', [400, /items/]],
    ['1 001 items', JSON.stringify({ items: Array.from({ length: 1_001 }, () => post()) }), [400, /1000 条/]],
    [
      'broken UTF-8',
      Buffer.concat([Buffer.from('{"items":["'), Buffer.from([0xc4, 0xe3, 0xff]), Buffer.from('"]}')]),
      [400, /UTF-8/],
    ],
    [
      'GBK',
      Buffer.concat([Buffer.from('{"items":[{"title":"'), Buffer.from('c2b7bfda', 'hex'), Buffer.from('"}]}')]),
      [400, /UTF-8/],
    ],
    ['arrays nested 400 000 deep', `{"items":[${nested(400_000)}]}`, [400, /嵌套过深/]],
    ['arrays nested 12 deep', `{"items":[${nested(12)}]}`, [400, /嵌套过深/]],
    ['2 MB', JSON.stringify({ items: [post({ text: '长'.repeat(700_000) })] }), [413, /1 MB/]],
    ['a signature of another key', good, [401, /签名/], { key: Buffer.alloc(32, 1) }],
    ['a signature of yesterday', good, [401, /签名/], { at: Date.now() - 86_400_000 }],
    ['an unknown source', good, [404, /来源/], { path: '/api/ingest/nobody' }],
    ['a path written so that it passes as another', good, [401, /签名/], { path: '/api/%69ngest/forum' }],
  ])('%s: is told why, and leaves nothing', async (_, bytes, [status, title], signing) => {
    const before = [await batches(), (await rejects()).length];
    const answer = await send(bytes, signing);
    expect(answer).toMatchObject({ status, body: { title: expect.stringMatching(title) } });
    expect([await batches(), (await rejects()).length]).toEqual(before);
  });

  it('without any header or body is told so', async () => {
    const response = await fetch(`${api.url}/api/ingest/forum`, { method: 'POST' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ detail: 'headers_missing' });
  });

  it('as a form is told what is taken', async () => {
    const response = await fetch(`${api.url}/api/ingest/forum`, {
      method: 'POST',
      body: new URLSearchParams({ a: '1' }),
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ title: '请以 application/json 提交' });
  });
});

describe('a row that cannot be taken', () => {
  it.each<[name: string, row: unknown, reason: string]>([
    ['from 2099', post({ publishedAt: '2099-01-01T00:00:00.000Z' }), 'published_in_future'],
    ['of 100 000 characters', post({ text: '长'.repeat(100_000) }), 'text_too_long'],
    ['from before the window', post({ publishedAt: '2001-01-01T00:00:00.000Z' }), 'published_too_old'],
    ['without words', post({ title: ' ', text: '' }), 'empty'],
    ['that is a number', 7, 'invalid_field'],
    ['that is nothing', null, 'invalid_field'],
    ['whose title pretends to be a text', post({ title: { toString: 'x', valueOf: 'y' } }), 'invalid_field'],
    [
      'with a NUL where its words are shown',
      post({ text: 'a\0b', publishedAt: '2099-01-01T00:00:00.000Z' }),
      'published_in_future',
    ],
    ['with half a character', post({ text: 'ab\uD83D' }), 'bad_encoding'],
    ['of 300 000 numbers', { ...post(), title: Array.from({ length: 300_000 }, () => 1) }, 'invalid_field'],
    ['with a key of the prototype', JSON.parse('{"__proto__":{"kind":"post"},"externalId":"x"}'), 'invalid_field'],
  ])('%s: is kept with its reason, and its neighbours are taken', async (_, row, reason) => {
    const before = (await rejects()).length;
    const answer = await push([post(), row, post()]);
    expect(answer.status).toBe(207);
    expect(answer.body.results!.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(answer.body.results![1]).toMatchObject({ index: 1, status: 422, reason });
    expect((await rejects()).slice(before)).toMatchObject([{ position: '1', reason }]);
  });

  it('shows of itself nothing that tells who wrote it', async () => {
    await push([post({ text: '请回电13812345678，谢谢', publishedAt: '2099-01-01T00:00:00.000Z' })]);
    expect((await rejects()).at(-1)!.excerpt).not.toMatch(/13812345678/);
  });
});

describe('a good push', () => {
  it('is durable when it is answered, and once however often its sender repeats it', async () => {
    const before = await batches();
    const [items, signing] = [[post(), post()], { id: 'msg-1' }];
    const answer = await push(items, signing);
    expect(answer).toEqual({
      status: 207,
      body: { results: [0, 1].map((index) => ({ index, status: 202, outcome: 'accepted' })) },
    });
    expect(await push(items, signing)).toEqual(answer);
    expect(await batches()).toBe(before + 1);
  });

  it('that takes a post back to an earlier state is heard, though its body came before', async () => {
    const shown = post();
    const before = await batches();
    for (const item of [shown, { ...shown, deleted: true }, shown]) expect((await push([item])).status).toBe(207);
    expect(await batches()).toBe(before + 3);
  });

  it('is asked for later when too much waits', async () => {
    const text = `insert into intake_batches (source_id, input_key, rows, stored_at)
                  select 'forum', 'flood:' || n, 0, now() from generate_series(1, 600) n`;
    await runStatement(ledger, { name: 'flood', text, row: z.unknown() });
    expect(await push([post()])).toMatchObject({ status: 429 });
    await runStatement(ledger, {
      name: 'ebb',
      text: `delete from intake_batches where input_key like 'flood:%'`,
      row: z.unknown(),
    });
    expect((await push([post()])).status).toBe(207);
  });
});

it('none of it was a fault of ours', () => {
  expect(faults).toEqual([]);
});

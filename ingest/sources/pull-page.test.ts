import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loadManifest, shippedManifestText } from './load-manifest.ts';
import { pullPage } from './pull-page.ts';
import { SourceFault } from './source-fault.ts';
import type { PulledPage } from './pulled-page.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

const now = new Date('2020-12-12T12:00:00.000Z');
let close: (() => void) | undefined;
afterEach(() => close?.());

async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) =>
    answer(request, response, new URL(request.url ?? '', 'http://host')),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const manifestOf = (paging: string, extra = ''): string => `platform: p
name: P
auth: { kind: none }
request: { path: /items, timeoutSeconds: 20 }
paging: ${paging}
items: rows
map: { externalId: id, publishedAt: at, updatedAt: at, text: id, board: board }
${extra}`;

async function pull(
  baseUrl: string,
  paging: string,
  options: { extra?: string; cursor?: string | null; at?: Date } = {},
): Promise<PulledPage> {
  const manifest = loadManifest(manifestOf(paging, options.extra), 'p.yaml');
  const source = { id: 's', baseUrl };
  return pullPage({ manifest, source, credential: '', cursor: options.cursor ?? null, fetch, now: options.at ?? now });
}

async function faultOf(answer: Answer): Promise<SourceFault> {
  const fault = await pull(await serve(answer), '{ kind: page, param: page, size: 2 }').catch(
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(SourceFault);
  return fault as SourceFault;
}

const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};
const ids = (page: PulledPage): unknown[] => page.items.map((item) => item.externalId);
const minute = (n: number): string => new Date(Date.UTC(2020, 11, 12, 8, n)).toISOString();

const redirect =
  (location: string): Answer =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

describe('faults are typed and say how long to wait', () => {
  it.each<{ name: string; answer: Answer; kind: string; wait: number }>([
    {
      name: 'Retry-After in seconds',
      answer: (_q, r) => r.writeHead(429, { 'retry-after': '7' }).end(),
      kind: 'rate_limited',
      wait: 7000,
    },
    {
      name: 'Retry-After as a date',
      answer: (_q, r) => r.writeHead(503, { 'retry-after': 'Sat, 12 Dec 2020 12:00:30 GMT' }).end(),
      kind: 'unavailable',
      wait: 30_000,
    },
    {
      name: 'Retry-After of a year is held to an hour',
      answer: (_q, r) => r.writeHead(429, { 'retry-after': '31536000' }).end(),
      kind: 'rate_limited',
      wait: 3_600_000,
    },
    { name: 'a refusal waits for a person', answer: (_q, r) => r.writeHead(401).end(), kind: 'refused', wait: 60_000 },
    {
      name: 'a body that stops',
      answer: (_q, r) => r.writeHead(200, { 'content-length': '100' }).write('{"rows":[', () => r.destroy()),
      kind: 'network',
      wait: 1_000,
    },
    { name: 'a body that is no JSON', answer: (_q, r) => r.end('{"rows":['), kind: 'bad_body', wait: 1_000 },
    {
      name: 'a body that is not UTF-8',
      answer: (_q, r) => r.end(Buffer.from([0x7b, 0xff, 0xfe])),
      kind: 'bad_body',
      wait: 1_000,
    },
    {
      name: 'an error page in disguise',
      answer: (_q, r) => json(r, { code: 500, msg: '系统错误' }),
      kind: 'bad_body',
      wait: 1_000,
    },
    {
      name: 'a redirect to another host',
      answer: redirect('http://169.254.169.254/latest'),
      kind: 'redirected',
      wait: 60_000,
    },
    { name: 'a redirect without end', answer: redirect('/items'), kind: 'redirected', wait: 60_000 },
    {
      name: 'more than 8 MB',
      answer: (_q, r) => r.end(Buffer.alloc(9 * 1024 * 1024, 32)),
      kind: 'too_large',
      wait: 60_000,
    },
  ])('$name', async ({ answer, kind, wait }) => {
    const fault = await faultOf(answer);
    expect(fault.kind).toBe(kind);
    expect(fault.retryAfterMs).toBe(wait);
  });

  it('no answer in time', async () => {
    const baseUrl = await serve(() => undefined);
    const manifest = loadManifest(
      manifestOf('{ kind: page, param: page, size: 2 }').replace(': 20 }', ': 0.1 }'),
      'p.yaml',
    );
    const source = { id: 's', baseUrl };
    await expect(pullPage({ manifest, source, credential: '', cursor: null, fetch, now })).rejects.toMatchObject({
      kind: 'timeout',
    });
  });

  it('the message never shows the query, which may hold a signature', async () => {
    const fault = await faultOf((_request, response) => response.writeHead(500).end());
    expect(fault.message).toContain('/items');
    expect(fault.message).not.toContain('page=');
  });
});

describe('paging', () => {
  it('a row edited while the pages are read is stepped over by page numbers and not by change times', async () => {
    const rows = [1, 2, 3, 4, 5].map((n) => ({ id: `r${n}`, at: minute(n) }));
    let asked = 0;
    const baseUrl = await serve((_request, response, url) => {
      asked += 1;
      // Before the second page the first row is edited and moves to the end: every other row moves up by one.
      if (asked === 2) rows[0]!.at = minute(30);
      const since = url.searchParams.get('since') ?? '';
      const list = rows
        .filter((row) => row.at.slice(0, 19) >= since.slice(0, 19))
        .sort((a, b) => (a.at < b.at ? -1 : 1));
      const page = Number(url.searchParams.get('page'));
      json(response, { rows: list.slice((page - 1) * 2, page * 2) });
    });
    const pullAll = async (extra: string): Promise<Set<unknown>> => {
      const seen = new Set<unknown>();
      let cursor: string | null = null;
      for (let more = true; more;) {
        const page: PulledPage = await pull(baseUrl, '{ kind: page, param: page, size: 2 }', { extra, cursor });
        for (const id of ids(page)) seen.add(id);
        ({ nextCursor: cursor, more } = page);
      }
      return seen;
    };
    expect([...(await pullAll(''))].sort()).toEqual(['r1', 'r2', 'r4', 'r5']);
    asked = 0;
    rows[0]!.at = minute(1);
    const byTime = await pullAll('since: { param: since, style: iso, overlapSeconds: 60 }');
    expect([...byTime].sort()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
  });

  it('after a sweep the next one begins before the latest change by the overlap and the time the sweep took', async () => {
    const asked: (string | null)[] = [];
    const baseUrl = await serve((_request, response, url) => {
      asked.push(url.searchParams.get('since'));
      json(response, {
        rows:
          asked.length === 1
            ? [
                { id: 'a', at: minute(1) },
                { id: 'b', at: minute(20) },
              ]
            : [{ id: 'b', at: minute(20) }],
      });
    });
    const options = { extra: 'since: { param: since, style: iso, overlapSeconds: 300 }' };
    const paging = '{ kind: page, param: page, size: 2 }';
    const first = await pull(baseUrl, paging, options);
    const second = await pull(baseUrl, paging, {
      ...options,
      cursor: first.nextCursor,
      at: new Date(now.getTime() + 120_000),
    });
    await pull(baseUrl, paging, { ...options, cursor: second.nextCursor });
    expect([first.more, second.more]).toEqual([true, false]);
    expect(asked).toEqual([null, '2020-12-12T08:20:00Z', '2020-12-12T08:13:00Z']);
  });

  it('every change is read by two sweeps, because a cached answer can make one of them step over rows', async () => {
    const asked: (string | null)[] = [];
    const baseUrl = await serve((_request, response, url) => {
      asked.push(url.searchParams.get('since'));
      json(response, { rows: [{ id: 'a', at: minute(asked.length * 10) }] });
    });
    const extra = 'since: { param: since, style: iso, overlapSeconds: 60 }';
    let cursor: string | null = null;
    for (let sweep = 0; sweep < 4; sweep += 1) {
      const page: PulledPage = await pull(baseUrl, '{ kind: page, param: page, size: 2 }', { extra, cursor });
      expect(page.more).toBe(false);
      cursor = page.nextCursor;
    }
    expect(asked).toEqual([null, '2020-12-12T08:09:00Z', '2020-12-12T08:09:00Z', '2020-12-12T08:19:00Z']);
  });

  it('a change stamped in a wrong year does not move the watermark past real changes', async () => {
    const baseUrl = await serve((_request, response) =>
      json(response, {
        rows: [
          { id: 'a', at: minute(1) },
          { id: 'b', at: '2099-01-01T00:00:00Z' },
        ],
      }),
    );
    const page = await pull(baseUrl, '{ kind: page, param: page, size: 9 }', {
      extra: 'since: { param: since, style: iso, overlapSeconds: 0 }',
    });
    expect(JSON.parse(page.nextCursor)).toMatchObject({ since: minute(1) });
  });

  it('a cursor that the platform forgot starts the sweep again; one that it keeps refusing is a fault', async () => {
    const baseUrl = await serve((_request, response, url) => {
      if (url.searchParams.get('c') === 'lost') response.writeHead(410).end();
      else json(response, { rows: [{ id: 'a', at: minute(1) }], next: 'c2' });
    });
    const paging = '{ kind: cursor, param: c, next: next, size: 1 }';
    const lost = JSON.stringify({ kind: 'cursor', since: null, high: null, at: 'lost', began: null, until: null });
    const page = await pull(baseUrl, paging, { cursor: lost });
    expect(page).toMatchObject({ items: [], more: true });
    expect(ids(await pull(baseUrl, paging, { cursor: page.nextCursor }))).toEqual(['a']);
  });

  it('follows Link headers on its own host only', async () => {
    const baseUrl = await serve((_request, response, url) => {
      const page = url.searchParams.get('page') ?? '1';
      const link =
        page === '1' ? '<?page=0>; rel="prev", </items?page=2>; rel="next"' : '<http://example.org/items>; rel="next"';
      json(response, { rows: [{ id: `p${page}`, at: minute(1) }] }, { link });
    });
    const first = await pull(baseUrl, '{ kind: link, size: 1 }');
    const second = await pull(baseUrl, '{ kind: link, size: 1 }', { cursor: first.nextCursor });
    expect([ids(first), ids(second)]).toEqual([['p1'], ['p2']]);
    await expect(pull(baseUrl, '{ kind: link, size: 1 }', { cursor: second.nextCursor })).rejects.toMatchObject({
      kind: 'redirected',
    });
  });

  it('reads Open311 in windows of 90 days and halves one that is full', async () => {
    const rows = Array.from({ length: 7 }, (_, at) => ({
      id: `r${at}`,
      at: new Date(Date.UTC(2020, 9, 1 + at * 10)).toISOString(),
    }));
    const windows: string[] = [];
    const baseUrl = await serve((_request, response, url) => {
      const [start, end] = [url.searchParams.get('start_date') ?? '', url.searchParams.get('end_date') ?? ''];
      windows.push(`${start.slice(0, 10)} ${end.slice(0, 10)}`);
      json(response, { rows: rows.filter(({ at }) => at >= start && at <= end).slice(0, 4) });
    });
    const paging = '{ kind: window, startParam: start_date, endParam: end_date, backfillDays: 120, size: 4 }';
    const seen = new Set<unknown>();
    let cursor: string | null = null;
    for (let more = true; more;) {
      const page: PulledPage = await pull(baseUrl, paging, { cursor });
      for (const id of ids(page)) seen.add(id);
      ({ nextCursor: cursor, more } = page);
    }
    expect(seen.size).toBe(7);
    expect(windows[0]).toBe('2020-08-14 2020-11-12');
    expect(windows[1]).toBe('2020-08-14 2020-09-28');
    expect(JSON.parse(cursor ?? '')).toMatchObject({ since: '2020-11-12T12:00:00.000Z' });
  });

  it('boards that are not on the white list are counted and left out', async () => {
    const baseUrl = await serve((_request, response) =>
      json(response, {
        rows: [
          { id: 'a', at: minute(1), board: '议事厅' },
          { id: 'b', at: minute(2), board: '闲聊' },
        ],
      }),
    );
    const page = await pull(baseUrl, '{ kind: page, param: page, size: 9 }', {
      extra: 'boards: [议事厅]\nrate: { perMinute: 30 }',
    });
    expect(ids(page)).toEqual(['a']);
    expect(page).toMatchObject({ skipped: { board_not_listed: 1 }, more: false, waitMs: 2000 });
  });

  it('a stored cursor that cannot be read starts again from nothing', async () => {
    const asked: string[] = [];
    const baseUrl = await serve((_request, response, url) => {
      asked.push(url.search);
      json(response, { rows: [] });
    });
    for (const cursor of ['', '{', '7', '{"kind":"offset","at":50}'])
      await pull(baseUrl, '{ kind: page, param: page, size: 9 }', { cursor });
    expect(new Set(asked)).toEqual(new Set(['?page=1']));
  });
});

const node = (id: string) => ({
  node: {
    id,
    publishedAt: '2020-12-12T09:30:00+08:00',
    state: 'accepted',
    title: { translations: [{ text: '多装几盏路灯' }] },
    body: { translations: [{ text: '<p>北门一带太暗</p>' }] },
    answer: null,
    author: { id: 'a1' },
    voteCount: 12,
    totalCommentsCount: 3,
  },
});

describe('a platform that speaks GraphQL (Decidim)', () => {
  it('is posted its query, with page and size as variables, until it has no next page', async () => {
    const asked: unknown[] = [];
    const baseUrl = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { after?: string } };
        asked.push([request.method, request.url, variables]);
        const pageInfo = { hasNextPage: !variables.after, endCursor: variables.after ? 'c2' : 'c1' };
        const edges = [node(variables.after ? '8' : '7')];
        json(response, { data: { component: { proposals: { pageInfo, edges } } } });
      });
    });
    const manifest = loadManifest(await shippedManifestText('decidim'), 'decidim.yaml');
    const ask = { manifest, source: { id: 's', baseUrl }, credential: '', fetch, now };
    const first = await pullPage({ ...ask, cursor: null });
    const second = await pullPage({ ...ask, cursor: first.nextCursor });
    expect(asked).toEqual([
      ['POST', '/api', { component: 1, first: 100 }],
      ['POST', '/api', { component: 1, first: 100, after: 'c1' }],
    ]);
    expect([first.more, second.more, ids(first), ids(second)]).toEqual([true, false, ['7'], ['8']]);
    expect(first.items[0]).toMatchObject({
      title: '多装几盏路灯',
      likes: 12,
      status: 'resolved',
      text: '<p>北门一带太暗</p>',
    });
  });

  it('that answers with errors instead of data gives no page', async () => {
    const baseUrl = await serve((_request, response) => json(response, { errors: [{ message: 'no' }], data: null }));
    const manifest = loadManifest(await shippedManifestText('decidim'), 'decidim.yaml');
    const ask = { manifest, source: { id: 's', baseUrl }, credential: '', cursor: null, fetch, now };
    await expect(pullPage(ask)).rejects.toThrow(SourceFault);
  });
});

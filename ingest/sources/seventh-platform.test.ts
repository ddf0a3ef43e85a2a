import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRawItem } from '../raw-item.ts';
import { openManifestFile } from './manifest-file.ts';
import { pullPage } from './pull-page.ts';

/** A platform that the product has never heard of: its manifest is all that is written for it. */
const YAML = `
platform: linli
name: 邻里圈
auth: { kind: header, name: X-Linli-Key }
request: { path: /v3/feed }
rate: { perMinute: 600 }
paging: { kind: link, size: 2 }
success: { path: status, value: ok }
items: payload.entries
boards: [求助, 建议]
map:
  externalId: { path: uuid, prefix: L }
  publishedAt: { path: t, time: epochSeconds }
  visibility: { path: open, lookup: { 'true': public }, default: private }
  title: head
  text: { paths: [body, head] }
  board: channel.name
  likes: { path: fans, count: true }
  status: { path: phase, lookup: { done: resolved }, default: open }
  reporter: 'people[role=author][0].id'
`;
const entry = (uuid: number, channel: string) => ({
  uuid,
  t: 1_607_736_600,
  open: true,
  head: '北门路灯',
  body: '不亮三天了',
  channel: { name: channel },
  fans: [1, 2, 3],
  phase: 'done',
  people: [
    { role: 'reader', id: 'x' },
    { role: 'author', id: 'u9' },
  ],
});
const server = createServer((request, response) => {
  if (request.headers['x-linli-key'] !== 'key') return response.writeHead(401).end();
  const second = request.url!.includes('page=2');
  const headers = second ? {} : { link: '</v3/feed?page=2>; rel="next"' };
  const entries = second ? [entry(3, '求助')] : [entry(1, '建议'), entry(2, '闲聊')];
  return response.writeHead(200, headers).end(JSON.stringify({ status: 'ok', payload: { entries } }));
});
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-manifest-'));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe('a seventh platform', () => {
  it('is pulled by its manifest alone, and an edit of the file counts from the next pull on', async () => {
    const file = join(folder, 'linli.yaml');
    await writeFile(file, YAML);
    const opened = await openManifestFile(file);
    const source = { id: 'linli', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const now = new Date('2020-12-12T04:00:00.000Z');
    const pull = async (cursor: string | null) =>
      pullPage({ manifest: (await opened.current()).manifest, source, credential: 'key', cursor, fetch, now });
    const first = await pull(null);
    expect([first.items.length, first.skipped, first.more, first.waitMs]).toEqual([
      1,
      { board_not_listed: 1 },
      true,
      100,
    ]);
    expect(checkRawItem(first.items[0], { now, history: false })).toMatchObject({
      kind: 'accept',
      value: {
        externalId: 'L1',
        title: '北门路灯',
        likes: 3,
        status: 'resolved',
        reporter: 'u9',
        visibility: 'public',
      },
    });
    expect((await pull(first.nextCursor)).items.map(({ externalId }) => externalId)).toEqual(['L3']);

    await writeFile(file, YAML.replace('[求助, 建议]', '[]'));
    expect((await pull(null)).items).toHaveLength(2);

    await writeFile(file, YAML.replace('  title: head', '  heading: head'));
    const mistaken = await opened.current();
    expect(mistaken.problem).toMatch(/linli\.yaml:15: map\.heading/);
    expect(mistaken.manifest.boards).toEqual([]);
  });
});

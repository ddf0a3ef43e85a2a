import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseAllowList } from './allow-list.ts';
import { allowedFetch } from './allowed-fetch.ts';

const paths: string[] = [];
const server = createServer((request, answer) => {
  paths.push(request.url ?? '');
  answer.end('一页诉求');
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => void server.close());

const ask = (host: string, allowed: string, path: string): Promise<Response> => {
  const { port } = server.address() as AddressInfo;
  const listed = allowed.replace('PORT', String(port));
  return allowedFetch(parseAllowList([listed]))(new URL(`http://${host}:${port}${path}`), { redirect: 'manual' });
};

it('an address that is listed is asked', async () => {
  const answer = await ask('127.0.0.1', '127.0.0.1:PORT', '/listed');
  expect([answer.status, await answer.text()]).toEqual([200, '一页诉求']);
  expect(await (await ask('localhost', 'localhost:PORT', '/named')).text()).toBe('一页诉求');
});

it('a name that leads out of the listed networks when it is asked is not, although it could be saved', async () => {
  await expect(ask('localhost', '10.1.0.0/16', '/inner')).rejects.toThrow('not in MINQING_ALLOW_TARGETS');
  await expect(ask('127.0.0.1', '10.1.0.0/16', '/inner')).rejects.toThrow('not in MINQING_ALLOW_TARGETS');
  expect(paths).not.toContain('/inner');
});

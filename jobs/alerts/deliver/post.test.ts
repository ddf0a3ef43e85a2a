import { afterAll, describe, expect, it } from 'vitest';
import { answering, dropping, endless, hanging, startReceiver, type Behaviour } from '../testing/receiver.ts';
import { post } from './post.ts';

const receiver = await startReceiver();
const elsewhere = await startReceiver();
afterAll(() => Promise.all([receiver.close(), elsewhere.close()]));

const to = { address: '127.0.0.1', family: 4 } as const;
const send = (answer: Behaviour, url = receiver.url) => {
  receiver.answer = answer;
  return post({ url, headers: { 'content-type': 'text/plain' }, body: '正文' }, to, { timeoutMs: 300 });
};

describe('a post', () => {
  it('carries its body and headers and gives the answer', async () => {
    const result = await send(answering(202, { 'retry-after': '7' }, 'ok'));
    expect(result).toMatchObject({ kind: 'answer', status: 202, retryAfter: '7', body: 'ok' });
    expect(receiver.got.at(-1)).toMatchObject({ path: '/hook', body: '正文' });
  });

  it('does not follow a redirect', async () => {
    const result = await send(answering(302, { location: elsewhere.url }));
    expect(result).toMatchObject({ kind: 'answer', status: 302 });
    expect(elsewhere.got).toEqual([]);
  });

  it('gives up on a receiver that never answers', async () => {
    const started = performance.now();
    expect(await send(hanging)).toMatchObject({ kind: 'failure', code: 'timeout' });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('reads no more than 64 KiB of an answer without end', async () => {
    const result = await send(endless);
    expect(result.kind === 'answer' && result.body.length).toBe(64 * 1024);
  });

  it('names the error when the receiver hangs up', async () => {
    expect(await send(dropping)).toMatchObject({ kind: 'failure', code: 'UND_ERR_SOCKET' });
  });

  it('names the error when nobody listens', async () => {
    const gone = await startReceiver();
    await gone.close();
    expect(await send(answering(200), gone.url)).toMatchObject({ kind: 'failure', code: 'ECONNREFUSED' });
  });

  it('goes to the address that was checked, not to what the name says now', async () => {
    const { port } = new URL(receiver.url);
    const result = await send(answering(200), `http://name.that.resolves.nowhere.invalid:${port}/pinned`);
    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(receiver.got.at(-1)?.headers.host).toBe(`name.that.resolves.nowhere.invalid:${port}`);
  });
});

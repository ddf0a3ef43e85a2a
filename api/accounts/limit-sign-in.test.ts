import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { networkOf, SignInLimit } from './limit-sign-in.ts';

const start = Date.parse('2026-03-02T01:00:00.000Z');
const refuse = async (): Promise<null> => null;
const fail = (): Promise<string> => Promise.reject(new Error('store away'));
const open = async (): Promise<string> => 'a token';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: start }));
afterEach(() => vi.useRealTimers());

describe('sign-ins of one address', () => {
  it('may fail thirty times; the next is told to wait half a minute, and not tried', async () => {
    const limit = new SignInLimit();
    for (let n = 0; n < 30; n++)
      expect(await limit.attempt('10.1.1.1', refuse)).toEqual({ kind: 'tried', value: null });
    const work = vi.fn<typeof open>(open);
    expect(await limit.attempt('10.1.1.1', work)).toEqual({ kind: 'wait', seconds: 30 });
    expect(work).not.toHaveBeenCalled();
    expect((await limit.attempt('10.1.1.2', open)).kind).toBe('tried');
    vi.setSystemTime(start + 30_000);
    expect(await limit.attempt('10.1.1.1', work)).toEqual({ kind: 'tried', value: 'a token' });
  });

  it('that succeed do not count, nor those that failed by a fault of ours', async () => {
    const limit = new SignInLimit();
    for (let n = 0; n < 100; n++) {
      expect((await limit.attempt('10.1.1.1', open)).kind).toBe('tried');
      await expect(limit.attempt('10.1.1.1', fail)).rejects.toThrow('store away');
    }
    for (let n = 0; n < 30; n++) expect((await limit.attempt('10.1.1.1', refuse)).kind).toBe('tried');
  });

  it('at once are as many as one after the other', async () => {
    const limit = new SignInLimit();
    const tried = await Promise.all(Array.from({ length: 100 }, () => limit.attempt('10.1.1.1', refuse)));
    expect(tried.filter(({ kind }) => kind === 'tried')).toHaveLength(30);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

import { describe, expect, it } from 'vitest';
import { reporterKey } from './reporter-key.ts';

const secret = { keyId: 'k1', key: Buffer.alloc(32, 7) };

describe('reporterKey', () => {
  it('gives the same key for the same user of the same source', () => {
    expect(reporterKey('u-1', 'shequtong', secret)).toBe(reporterKey(' u-1 ', 'shequtong', secret));
  });

  it('has the key id and 128 bits in base64url', () => {
    expect(reporterKey('u-1', 'shequtong', secret)).toMatch(/^k1\.[A-Za-z0-9_-]{22}$/);
  });

  it('differs by user, by source and by key', () => {
    const keys = [
      reporterKey('u-1', 'a', secret),
      reporterKey('u-2', 'a', secret),
      reporterKey('u-1', 'b', secret),
      reporterKey('u-1', 'a', { keyId: 'k2', key: Buffer.alloc(32, 8) }),
    ].map((key) => key.slice(3));
    expect(new Set(keys).size).toBe(4);
  });

  it('keeps the border between source and user', () => {
    expect(reporterKey('bc', 'a', secret)).not.toBe(reporterKey('c', 'ab', secret));
  });

  it('gives nothing for nobody', () => {
    expect(reporterKey('  ', 'a', secret)).toBe('');
  });

  it('refuses a short key and an unreadable key id', () => {
    expect(() => reporterKey('u', 'a', { keyId: 'k1', key: Buffer.alloc(16) })).toThrow(RangeError);
    expect(() => reporterKey('u', 'a', { keyId: 'k.1', key: Buffer.alloc(32) })).toThrow(RangeError);
  });
});

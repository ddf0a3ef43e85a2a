import { describe, expect, it } from 'vitest';
import { reporterKey, rotateReporterKey } from './reporter-key.ts';

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

  it('carries a stored key over to the next ones, where the same person still has the same', () => {
    const next = { keyId: 'k2', key: Buffer.alloc(32, 8) };
    const last = { keyId: 'k3', key: Buffer.alloc(32, 9) };
    const before = reporterKey('u-1', 'a', secret);
    const between = reporterKey('u-1', 'a', { ...secret, later: [next] });
    const now = { ...secret, later: [next, last] };
    expect(between).toMatch(/^k2\./);
    expect(rotateReporterKey(before, { ...secret, later: [next] })).toBe(between);
    for (const stored of [before, between]) expect(rotateReporterKey(stored, now)).toBe(reporterKey('u-1', 'a', now));
    expect(rotateReporterKey(reporterKey('u-1', 'a', now), now)).toBe(reporterKey('u-1', 'a', now));
  });

  it('makes keys that who holds a former key alone cannot make', () => {
    const rotated = { ...secret, later: [{ keyId: 'k2', key: Buffer.alloc(32, 8) }] };
    expect(reporterKey('u-1', 'a', rotated).slice(3)).not.toBe(reporterKey('u-1', 'a', secret).slice(3));
    expect(reporterKey('u-1', 'a', rotated)).not.toBe(
      reporterKey('u-1', 'a', { keyId: 'k2', key: Buffer.alloc(32, 8) }),
    );
  });

  it('gives nothing for nobody', () => {
    expect(reporterKey('  ', 'a', secret)).toBe('');
  });

  it('refuses a short key and an unreadable key id', () => {
    expect(() => reporterKey('u', 'a', { keyId: 'k1', key: Buffer.alloc(16) })).toThrow(RangeError);
    expect(() => reporterKey('u', 'a', { keyId: 'k.1', key: Buffer.alloc(32) })).toThrow(RangeError);
  });
});

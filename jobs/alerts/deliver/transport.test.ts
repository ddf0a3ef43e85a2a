import { describe, expect, it } from 'vitest';
import { backoffMs, maxAttempts } from './backoff.ts';
import { retryAfterMs } from './transport.ts';
import { webhook } from './webhook.ts';

const now = Date.parse('2020-12-12T03:00:00.000Z');
const answer = (status: number, retryAfter = '', body = '') =>
  webhook.judge({ kind: 'answer', status, retryAfter, body, ms: 1 }, now);

describe('the answer to a webhook', () => {
  it.each([
    [200, { verdict: 'sent', code: 'ok' }],
    [204, { verdict: 'sent', code: 'ok' }],
    [302, { verdict: 'retry', code: '302' }],
    [400, { verdict: 'retry', code: '400' }],
    [410, { verdict: 'dead', code: '410', disable: true }],
    [429, { verdict: 'retry', code: '429' }],
    [503, { verdict: 'retry', code: '503' }],
  ])('%i means %o', (status, verdict) => {
    expect(answer(status)).toEqual(verdict);
  });

  it('may ask for a pause, in seconds or by date, of at most a day', () => {
    expect(answer(429, '120')).toMatchObject({ retryAfterMs: 120_000 });
    expect(answer(503, 'Sat, 12 Dec 2020 03:01:00 GMT')).toMatchObject({ retryAfterMs: 60_000 });
    expect(retryAfterMs('Sat, 12 Dec 2020 02:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('9999999', now)).toBe(24 * 3_600_000);
    expect(retryAfterMs('soon', now)).toBeUndefined();
    expect(retryAfterMs('', now)).toBeUndefined();
  });

  it('that never came is tried again', () => {
    expect(webhook.judge({ kind: 'failure', code: 'timeout', ms: 1 }, now)).toEqual({
      verdict: 'retry',
      code: 'timeout',
    });
  });
});

describe('the back-off', () => {
  it('outlasts a receiver that is down for six hours, even at half of its steps', () => {
    const total = Array.from({ length: maxAttempts - 1 }, (_, index) => backoffMs(index + 1, () => 0.5));
    expect(total.reduce((sum, step) => sum + step, 0)).toBeGreaterThan(6 * 3_600_000);
  });

  it('begins quickly, grows, and never exceeds two hours', () => {
    expect(backoffMs(1, () => 1)).toBe(2000);
    expect(backoffMs(2, () => 1)).toBe(6000);
    expect(backoffMs(19, () => 1)).toBe(2 * 3_600_000);
    expect(backoffMs(5, () => 0)).toBe(0);
  });
});

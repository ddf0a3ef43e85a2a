import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyPush } from './verify-push.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"items":[]}';
const at = new Date('2026-01-05T08:00:00Z');
const signed = (text = body) => ({
  headers: {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(at.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  },
  body: Buffer.from(text),
});

describe('a signed push', () => {
  test('is good when the reference library signed it', () => {
    expect(verifyPush(secret, signed(), at.getTime())).toBeNull();
  });
  test('is refused when a byte of the body was changed', () => {
    expect(verifyPush(secret, signed('{"items":[1]}'), at.getTime())).toBe('signature_wrong');
  });
  test('is refused with another secret', () => {
    expect(verifyPush('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', signed(), at.getTime())).toBe('signature_wrong');
  });
  test('is good with the old secret and with the new one while both are set', () => {
    const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    for (const both of [`${other} ${secret}`, `${secret},${other}`])
      expect(verifyPush(both, signed(), at.getTime())).toBeNull();
    expect(verifyPush(`${other} ${other.slice(0, -1)}B`, signed(), at.getTime())).toBe('signature_wrong');
    expect(verifyPush(' , ', signed(), at.getTime())).toBe('signature_wrong');
  });
  test('is refused six minutes later', () => {
    expect(verifyPush(secret, signed(), at.getTime() + 360_000)).toBe('timestamp_out_of_window');
  });
  test('is refused without its headers', () => {
    expect(verifyPush(secret, { headers: {}, body: Buffer.from(body) }, at.getTime())).toBe('headers_missing');
  });
  test('is good when one of several signatures is', () => {
    const push = signed();
    push.headers['webhook-signature'] = `v1,AAAA ${push.headers['webhook-signature']}`;
    expect(verifyPush(secret, push, at.getTime())).toBeNull();
  });
});

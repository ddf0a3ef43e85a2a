import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dingtalk, feishu, wecom } from './bots.ts';
import type { Endpoint } from './endpoints.ts';
import type { Facts } from './facts.ts';
import { renderMessage } from './message.ts';
import type { Parcel, Transport } from './transport.ts';

const long = '测'.repeat(60);
const facts: Facts = {
  alertId: 'a0123456789abcdef',
  number: '2020-0042',
  reason: 'sla_150',
  level: 'orange',
  departmentName: long,
  role: 'lead',
  clock: 'decide_return',
  dueAt: '2020-12-12T05:00:00.000Z',
  at: '2020-12-12T03:00:00.000Z',
  subject: {
    topicCode: '0801',
    topicName: long,
    place: long,
    wardCode: '999001001001',
    wardName: long,
    documents: 120_000,
    reporters: 100_000,
    communities: 565,
  },
};
const link = `https://minqing.example.gov.cn/alerts/${facts.alertId}`;
const parcel: Parcel = { deliveryId: 'msg_1', facts, message: renderMessage(facts, link), link };
const attemptMs = 1_607_742_000_123;
const endpoint = (kind: Endpoint['kind'], url: string, secret = ''): Endpoint => ({
  endpointId: `police.${kind}.0`,
  departmentCode: 'police',
  departmentName: '交警支队',
  kind,
  url,
  secret,
  to: '',
  fallback: false,
});

describe('a bot', () => {
  it('of 企业微信 gets a text below its 2048 bytes, even with the longest names', () => {
    const sent = wecom.prepare(parcel, endpoint('wecom', 'https://bot.example/send?key=K'), attemptMs);
    const { msgtype, text } = JSON.parse(sent.body) as { msgtype: string; text: { content: string } };
    expect(sent.url).toBe('https://bot.example/send?key=K');
    expect(msgtype).toBe('text');
    expect(Buffer.byteLength(text.content)).toBeLessThan(2048);
    expect(text.content).toContain(link);
  });

  it('of 钉钉 is signed in its address, in milliseconds, anew for every attempt', () => {
    const at = endpoint('dingtalk', 'https://bot.example/robot/send?access_token=T', 'SEC1');
    const url = new URL(dingtalk.prepare(parcel, at, attemptMs).url);
    // The check as the receiver makes it.
    const expected = createHmac('sha256', 'SEC1').update('1607742000123\nSEC1').digest('base64');
    expect(url.searchParams.get('access_token')).toBe('T');
    expect(url.searchParams.get('timestamp')).toBe('1607742000123');
    expect(url.searchParams.get('sign')).toBe(expected);
    expect(url.search).toContain(encodeURIComponent(expected));
    expect(new URL(dingtalk.prepare(parcel, at, attemptMs + 1).url).searchParams.getAll('sign')).toHaveLength(1);
  });

  it('of 飞书 is signed in the body, in seconds, with key and message the other way round', () => {
    const at = endpoint('feishu', 'https://bot.example/hook/T', 'SEC2');
    const body = JSON.parse(feishu.prepare(parcel, at, attemptMs).body) as Record<string, unknown>;
    const expected = createHmac('sha256', '1607742000\nSEC2').update('').digest('base64');
    expect(body).toMatchObject({ timestamp: '1607742000', sign: expected, msg_type: 'text' });
  });

  it('without a secret is not signed', () => {
    const plain = endpoint('feishu', 'https://bot.example/hook/T');
    expect(JSON.parse(feishu.prepare(parcel, plain, attemptMs).body)).not.toHaveProperty('sign');
    const open = endpoint('dingtalk', 'https://bot.example/send?access_token=T');
    expect(dingtalk.prepare(parcel, open, attemptMs).url).toBe(open.url);
  });
});

describe('the answer of a bot', () => {
  it.each<[string, Transport, number, string, object]>([
    ['企业微信 code 0', wecom, 200, '{"errcode":0,"errmsg":"ok"}', { verdict: 'sent', code: 'ok' }],
    [
      '企业微信 too many',
      wecom,
      200,
      '{"errcode":45009}',
      { verdict: 'retry', code: 'errcode_45009', retryAfterMs: 60_000 },
    ],
    ['企业微信 busy', wecom, 200, '{"errcode":-1}', { verdict: 'retry', code: 'errcode_-1' }],
    ['企业微信 too long', wecom, 200, '{"errcode":40058}', { verdict: 'dead', code: 'errcode_40058' }],
    [
      '钉钉 too many: ten minutes',
      dingtalk,
      200,
      '{"errcode":130101}',
      { verdict: 'retry', code: 'errcode_130101', retryAfterMs: 600_000 },
    ],
    ['钉钉 wrong signature', dingtalk, 200, '{"errcode":310000}', { verdict: 'dead', code: 'errcode_310000' }],
    ['飞书 code 0', feishu, 200, '{"code":0,"msg":"success"}', { verdict: 'sent', code: 'ok' }],
    ['飞书 of an older installation', feishu, 200, '{"StatusCode":0}', { verdict: 'sent', code: 'ok' }],
    [
      '飞书 whose code counts, not the older one',
      feishu,
      200,
      '{"StatusCode":0,"code":11232}',
      { verdict: 'retry', code: 'code_11232', retryAfterMs: 60_000 },
    ],
    ['a code that is no number', wecom, 200, '{"errcode":"0"}', { verdict: 'retry', code: 'bad_answer' }],
    ['飞书 wrong signature', feishu, 200, '{"code":19021}', { verdict: 'dead', code: 'code_19021' }],
    ['a login page with 200', feishu, 200, '<html>登录</html>', { verdict: 'retry', code: 'bad_answer' }],
    ['nothing with 200', wecom, 200, '', { verdict: 'retry', code: 'bad_answer' }],
    ['code 0 with 502', wecom, 502, '{"errcode":0}', { verdict: 'retry', code: '502' }],
  ])('%s', (...[, transport, status, body, verdict]) => {
    expect(transport.judge({ kind: 'answer', status, retryAfter: '', body, ms: 1 }, attemptMs)).toEqual(verdict);
  });
});

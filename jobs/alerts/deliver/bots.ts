import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { fitLines } from './fit-bytes.ts';
import type { Message } from './message.ts';
import type { PostResult } from './post.ts';
import { judgeStatus, type Transport, type Verdict } from './transport.ts';

const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'minqing-bot/1' };
/** Heading and lines within the bytes that a bot takes. */
const textOf = ({ heading, lines }: Message, bytes: number): string => fitLines([heading, ...lines], bytes).join('\n');
/** 企业微信 takes 2 048 bytes of text; the others 20 000 and 20 KB of body, of which JSON may double what it escapes. */
const wecomBytes = 2_048;
const bodyBytes = 9_000;
const hmac = (key: string, message: string): string => createHmac('sha256', key).update(message).digest('base64');

/** What a bot's own codes mean; whatever is not named is tried again, as often as the back-off allows. */
interface Codes {
  /** The name of the code in the answer's body. */
  field: 'errcode' | 'code';
  /** Its name in answers of older installations, where the first is missing. */
  older?: 'StatusCode';
  /** Mistakes that another attempt repeats: a person has to look at the configuration. */
  permanent: ReadonlySet<number>;
  /** Too many messages: how long to keep still. */
  busy: Readonly<Record<number, number>>;
}

/** The three bots answer 200 on failure as well: success is 2xx and code 0 in the body. */
function judgeBot(result: PostResult, attemptMs: number, { field, older, permanent, busy }: Codes): Verdict {
  const byStatus = judgeStatus(result, attemptMs);
  if (byStatus) return byStatus;
  const body = result.kind === 'answer' ? parseJson(result.body) : undefined;
  const value = [field, ...(older ? [older] : [])]
    .map((name) => z.looseObject({ [name]: z.number() }).safeParse(body).data?.[name])
    .find((found) => found !== undefined) as number | undefined;
  // A proxy's login page is 200 too, and nothing was delivered.
  if (value === undefined) return { verdict: 'retry', code: 'bad_answer' };
  if (value === 0) return { verdict: 'sent', code: 'ok' };
  const code = `${field}_${value}`;
  if (permanent.has(value)) return { verdict: 'dead', code };
  const pause = busy[value];
  return { verdict: 'retry', code, ...(pause === undefined ? {} : { retryAfterMs: pause }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const minute = 60_000;

/** 企业微信 group bot: 20 a minute; 40008 message type, 40058 too long, 93000 no such bot. */
export const wecom: Transport = {
  prepare: ({ message }, { url }) => ({
    url,
    headers,
    body: JSON.stringify({ msgtype: 'text', text: { content: textOf(message, wecomBytes) } }),
  }),
  judge: (result, attemptMs) =>
    judgeBot(result, attemptMs, {
      field: 'errcode',
      permanent: new Set([40008, 40058, 93000]),
      busy: { 45009: minute },
    }),
};

/**
 * 钉钉 bot: 20 a minute, then it is deaf for ten; 310000 signature, keyword or address, 460101 size, 400402 no title,
 * 300001 no such bot, 400013 group dissolved, 400101 no such token, 400102 stopped, 400105 message type, 430101–430104 unsafe
 * content; 410100 too fast, as 130101. The signature is over milliseconds and secret, keyed with the secret, and stands in the address.
 */
export const dingtalk: Transport = {
  prepare: ({ message }, { url, secret }, attemptMs) => {
    const signed = new URL(url);
    if (secret) {
      signed.searchParams.set('timestamp', String(attemptMs));
      signed.searchParams.set('sign', hmac(secret, `${attemptMs}\n${secret}`));
    }
    const body = JSON.stringify({
      msgtype: 'text',
      text: { content: textOf(message, bodyBytes) },
      at: { isAtAll: false },
    });
    return { url: signed.href, headers, body };
  },
  judge: (result, attemptMs) =>
    judgeBot(result, attemptMs, {
      field: 'errcode',
      permanent: new Set([
        310000, 460101, 400402, 300001, 400013, 400101, 400102, 400105, 430101, 430102, 430103, 430104,
      ]),
      busy: { 130101: 10 * minute, 410100: 10 * minute },
    }),
};

/**
 * 飞书 bot: 100 a minute and 5 a second; 9499 body, 19001 no such bot, 19021 signature, 19022 address, 19024 keyword,
 * 11232 rate. The signature is over nothing, keyed with seconds and secret, and stands in the body.
 */
export const feishu: Transport = {
  prepare: ({ message }, { url, secret }, attemptMs) => {
    const timestamp = String(Math.floor(attemptMs / 1000));
    const sign = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') } : {};
    const body = JSON.stringify({ ...sign, msg_type: 'text', content: { text: textOf(message, bodyBytes) } });
    return { url, headers, body };
  },
  judge: (result, attemptMs) =>
    judgeBot(result, attemptMs, {
      field: 'code',
      older: 'StatusCode',
      permanent: new Set([9499, 19001, 19021, 19022, 19024]),
      busy: { 11232: minute },
    }),
};

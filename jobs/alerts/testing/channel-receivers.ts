import { createHmac } from 'node:crypto';
import type { Behaviour, Receiver } from './receiver.ts';

/**
 * Receivers that behave like the published interfaces of the channels, written from their documents and not from our
 * transports: they check signatures, sizes and rates, and say so inside HTTP 200.
 */
export interface BotRules {
  /** Secret of the signature; '' for none. */
  secret: string;
  perMinute: number;
  /** 飞书 counts by the second as well. */
  perSecond?: number;
  /** A word that every message must hold (自定义关键词). */
  keyword?: string;
  now?: () => number;
}

const json = (body: object): Parameters<typeof respond>[1] => ({ status: 200, body: JSON.stringify(body) });
function respond(response: Parameters<Behaviour>[0], { status, body }: { status: number; body: string }): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

const isJson = (headers: Record<string, unknown>): boolean =>
  String(headers['content-type']).startsWith('application/json');

/** What a bot accepted, as its group would show it. */
export interface Group {
  shown: string[];
  behaviour: Behaviour;
}

function limiter({ perMinute, perSecond = Infinity, now = Date.now }: BotRules, deafMs = 0): () => boolean {
  const taken: number[] = [];
  let deafUntil = 0;
  return () => {
    const at = now();
    if (at < deafUntil) return false;
    while (taken[0] !== undefined && taken[0] <= at - 60_000) taken.shift();
    if (taken.length >= perMinute || taken.filter((one) => one > at - 1_000).length >= perSecond) {
      deafUntil = at + deafMs;
      return false;
    }
    taken.push(at);
    return true;
  };
}

/** 企业微信: key in the address, text of at most 2 048 bytes, 45009 beyond the rate. */
export function wecomGroup(rules: BotRules): Group {
  const free = limiter(rules);
  const shown: string[] = [];
  return {
    shown,
    behaviour: (response, { path, body, headers }) => {
      if (!isJson(headers)) return respond(response, json({ errcode: 47001, errmsg: 'data format error' }));
      const { msgtype, text } = JSON.parse(body) as { msgtype: string; text?: { content?: string } };
      const key = new URL(path, 'http://bot').searchParams.get('key');
      if (!key) return respond(response, json({ errcode: 93000, errmsg: 'invalid webhook url' }));
      if (msgtype !== 'text' || !text?.content)
        return respond(response, json({ errcode: 40008, errmsg: 'invalid message type' }));
      if (Buffer.byteLength(text.content) > 2048)
        return respond(response, json({ errcode: 40058, errmsg: 'too long' }));
      if (!free()) return respond(response, json({ errcode: 45009, errmsg: 'api freq out of limit' }));
      shown.push(text.content);
      respond(response, json({ errcode: 0, errmsg: 'ok' }));
    },
  };
}

/** 钉钉: milliseconds and signature in the address, at most an hour old; 310000 for a wrong one, 130101 beyond the rate, and deaf for ten minutes then. */
export function dingtalkGroup(rules: BotRules): Group {
  const free = limiter(rules, 600_000);
  const shown: string[] = [];
  return {
    shown,
    behaviour: (response, { path, body, headers }) => {
      if (!isJson(headers)) return respond(response, json({ errcode: 43004, errmsg: 'need json content type' }));
      const query = new URL(path, 'http://bot').searchParams;
      const stamp = query.get('timestamp') ?? '';
      const mac = createHmac('sha256', rules.secret).update(`${stamp}\n${rules.secret}`, 'utf8').digest('base64');
      const old = Math.abs(Date.now() - Number(stamp)) > 3_600_000;
      if (rules.secret && (query.get('sign') !== mac || old || stamp.length !== 13))
        return respond(response, json({ errcode: 310000, errmsg: 'sign not match' }));
      if (rules.keyword && !body.includes(rules.keyword))
        return respond(response, json({ errcode: 310000, errmsg: 'keywords not in content' }));
      if (Buffer.byteLength(body) > 20_000)
        return respond(response, json({ errcode: 460101, errmsg: 'message too long' }));
      if (!free()) return respond(response, json({ errcode: 130101, errmsg: 'send too fast' }));
      shown.push((JSON.parse(body) as { text: { content: string } }).text.content);
      respond(response, json({ errcode: 0, errmsg: 'ok' }));
    },
  };
}

/** 飞书: seconds and signature in the body, keyed the other way round; 19021 for a wrong one, 11232 beyond the rate. */
export function feishuGroup(rules: BotRules): Group {
  const free = limiter(rules);
  const shown: string[] = [];
  return {
    shown,
    behaviour: (response, { body, headers }) => {
      if (!isJson(headers) || Buffer.byteLength(body) > 20 * 1024)
        return respond(response, json({ code: 9499, msg: 'Bad Request' }));
      const { timestamp, sign, msg_type: type, content } = JSON.parse(body) as Record<string, unknown>;
      const mac = createHmac('sha256', `${String(timestamp)}\n${rules.secret}`).digest('base64');
      const old = Math.abs(Date.now() / 1000 - Number(timestamp)) > 3_600;
      // Milliseconds instead of seconds are a thousand times too late.
      if (rules.secret && (sign !== mac || old))
        return respond(response, json({ code: 19021, msg: 'sign match fail' }));
      if (rules.keyword && !body.includes(rules.keyword))
        return respond(response, json({ code: 19024, msg: 'Key Words Not Found' }));
      if (type !== 'text') return respond(response, json({ code: 9499, msg: 'Bad Request' }));
      if (!free()) return respond(response, json({ code: 11232, msg: 'frequency limited' }));
      shown.push((content as { text: string }).text);
      respond(response, json({ code: 0, msg: 'success' }));
    },
  };
}

/** Answers by the path of the request, so that one server can play several channels. */
export function byPath(receiver: Receiver, routes: Record<string, Behaviour>): void {
  receiver.answer = (response, received) => {
    const route = Object.entries(routes).find(([path]) => received.path.startsWith(path));
    if (route) route[1](response, received);
    else response.writeHead(404).end();
  };
}

import type { DeliveryChannel } from '#warehouse/ledger/alerts/rows.ts';
import { fitBytes } from './fit-bytes.ts';
import type { Facts } from './facts.ts';
import { type Message, renderMessage, type Templates } from './message.ts';

/** More than this many waiting for one group or person become one message. */
export const digestAbove = 5;
/** So many lines fit below 企业微信's 2 048 bytes with the longest names; the rest goes into the next. */
export const digestLines = 12;
const longestLine = 140;

/** Channels that people read; programs get every message by itself. */
export const digested: ReadonlySet<DeliveryChannel> = new Set(['wecom', 'dingtalk', 'feishu', 'email']);

/** Several messages as one: a line each, in their order, nothing left out. */
export function renderDigest(all: readonly Facts[], link: string, templates?: Templates): Message {
  const lines = all.map((facts) => {
    const line = `${facts.number} ${renderMessage(facts, link, templates).heading}`;
    return fitBytes(line, longestLine);
  });
  return { heading: `【${all.length} 条预警消息汇总】`, lines: [...lines, `查看：${link}`] };
}

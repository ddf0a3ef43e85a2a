import { simplify } from '../../normalise/simplify.ts';
import type { ChatMessage } from './chat-message.ts';
import {
  AGREE,
  ASK,
  CHAIN,
  CHAIN_LINES,
  COURTESY,
  DONE,
  GOES_ON,
  MENTION,
  NOT_DONE,
  NOTICE,
  OBJECT,
  RUMOUR,
  SIGNS,
  TRADE,
  TROUBLE,
} from './cues.ts';

/**
 * What a chat line does, judged on its own words: `demand` raises a matter, `agree` seconds one (我家也是, 还没修好),
 * `noise` is greeting, thanks, sticker, 接龙, trade; `talk` is everything else and counts only inside a thread.
 */
export type LineUse = 'demand' | 'agree' | 'talk' | 'noise';

/** A demand is longer than an exclamation such as 又坏了; without a word of trouble it must say more. */
const SHORTEST = { trouble: 5, ask: 7, object: 10 };
/** 就是这家，油烟直接往楼上冒: still about what was said; a long text that begins with 是的 stands for itself. */
const LONGEST_AGREEMENT = 40;
/** What a line is shows early; a pasted page is not searched to its end. */
const READ_CHARACTERS = 1_000;

/** The words of a line without mentions, stickers and signs. */
export function wordsOf(text: string): string {
  return text.replace(MENTION, '').replace(SIGNS, '');
}

/** What a line does; see {@link LineUse}. Staff lines are judged by {@link isNotice} and {@link saysDone} instead. */
export function readLine(message: Pick<ChatMessage, 'type' | 'text'>): LineUse {
  if (message.type !== 'text') return 'noise';
  // The cues are in simplified writing.
  const text = simplify(message.text.slice(0, READ_CHARACTERS).trim());
  if (CHAIN.test(text) || CHAIN_LINES.test(text) || TRADE.test(text)) return 'noise';
  const words = wordsOf(text);
  if (text === '+1') return 'agree';
  if (words.length < 2 || words.replace(COURTESY, '') === '') return 'noise';
  if ((AGREE.test(text) || GOES_ON.test(text)) && words.length <= LONGEST_AGREEMENT) return 'agree';
  const asks = ASK.test(text) && words.length >= SHORTEST.ask;
  const tells = OBJECT.test(text) && words.length >= SHORTEST.object;
  return namesTrouble(text) || asks || tells ? 'demand' : 'talk';
}

/** Says what is wrong, at some length. */
export function namesTrouble(text: string): boolean {
  return TROUBLE.test(simplify(text)) && wordsOf(text).length >= SHORTEST.trouble;
}

/** 通知, 温馨提示 …: staff speaking to all, an answer to nobody. */
export const isNotice = (text: string): boolean => NOTICE.test(simplify(text.trimStart()));

/** Staff says that the matter is done, not that it is about to be. */
export const saysDone = (text: string): boolean => DONE.test(simplify(text)) && !NOT_DONE.test(simplify(text));

/** Hearsay: to be verified (待核实) before it may heat anything. */
export const isRumour = (text: string): boolean => RUMOUR.test(simplify(text));

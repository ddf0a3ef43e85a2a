import type { ChatMessage } from './chat-message.ts';

/** A reply to a message as the app copies it: 「name：words」, a rule, and below it what is said. */
const ABOVE = /^「([^：:\n]{1,32})[：:]\s?([^]{1,2000}?)」\s*\n[-—–─\s]{3,80}\n([^]*)$/;
/** As tools export it: what is said, and below it 引用：name：words. */
const BELOW = /^([^]{0,2000}?)\n\s*(?:引用|\[引用\]|\[回复\])\s*[：:]?\s?([^：:\n]{1,32})[：:]\s?([^]{1,2000})$/;

/**
 * A message that quotes another with its own words alone: what is quoted was said, and counted, before, by a person whose
 * name would stand in the text.
 */
export function takeQuote(message: ChatMessage): ChatMessage {
  const above = ABOVE.exec(message.text);
  if (above) return { ...message, text: above[3]!.trim(), quotes: { name: above[1]!, text: above[2]!.trim() } };
  const below = BELOW.exec(message.text);
  return below ? { ...message, text: below[1]!.trim(), quotes: { name: below[2]!, text: below[3]!.trim() } } : message;
}

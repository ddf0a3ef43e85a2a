import type { Language } from '#warehouse/model/document.ts';
import { isHan } from './han-characters.ts';
import type { NormalisedText } from './normalise-text.ts';

/** Words without which hardly an English sentence of five words stands; pinyin and other Latin tongues lack them. */
const ENGLISH =
  /\b(?:the|is|are|was|of|to|and|in|on|at|for|not|no|my|we|you|i|it|this|that|there|please|with|has|have)\b/i;
/** Below this many Latin words nothing can be said of their tongue: "Street light broken". */
const ENGLISH_SURE_FROM = 5;
/** Below these a Chinese post only names something: APP, WIFI, Line 5. */
const MIXED_WORDS = 3;
const MIXED_SHARE = 0.2;
/** A Japanese sentence has more kana than kanji, a Chinese one at most a の in a shop's name. */
const OTHER_SHARE = 0.2;

/** Blocks of letters that are neither Han nor Latin: Cyrillic to Mongolian, kana, Yi, Hangul. */
const isForeign = (code: number): boolean =>
  (code >= 0x370 && code <= 0x18af) ||
  (code >= 0x3041 && code <= 0x30fa) ||
  (code >= 0xa000 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3);

const isLatin = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x24f);

/** The language that the texts of one document came in, taken together. Linear in their length. */
export function languageOf(said: readonly Pick<NormalisedText, 'text' | 'script'>[]): Language {
  const text = said.map((part) => part.text).join('\n');
  const { han, words, foreign } = countLetters(text);
  if (han + words + foreign === 0 || foreign > OTHER_SHARE * (han + words + foreign)) return 'other';
  // Two Han characters are about a word.
  const total = han / 2 + words;
  if (han > 0 && words >= MIXED_WORDS && Math.min(han / 2, words) >= MIXED_SHARE * total) return 'mixed';
  if (words > han / 2) return words < ENGLISH_SURE_FROM || ENGLISH.test(text) ? 'en' : 'other';
  return said.some(({ script }) => script === 'traditional') ? 'zh-Hant' : 'zh-Hans';
}

function countLetters(text: string): { han: number; words: number; foreign: number } {
  const count = { han: 0, words: 0, foreign: 0 };
  let isInWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = isLatin(code);
    if (letter && !isInWord) count.words++;
    else if (isHan(code)) count.han++;
    else if (isForeign(code)) count.foreign++;
    isInWord = letter;
  }
  return count;
}

import { isHan } from './han-characters.ts';
import { cutSpamTail } from './cut-spam-tail.ts';
import { repairMojibake } from './repair-mojibake.ts';
import { isTraditional, simplify } from './simplify.ts';
import { stripEmoji, stripInvisible } from './strip-symbols.ts';
import { stripGlosses } from './strip-glosses.ts';
import { stripHtml } from './strip-html.ts';
import { trimBoilerplate } from './trim-boilerplate.ts';

/** What was done to a text, in the order of the steps. */
export const normaliseNotes = [
  'mojibake_repaired',
  'mojibake',
  'unreadable_cut',
  'html',
  'invisible',
  'emoji',
  'traditional',
  'gloss',
  'spam_tail',
  'boilerplate',
] as const;
export type NormaliseNote = (typeof normaliseNotes)[number];

/** The writing that most of the text as received is in. */
export type Script = 'simplified' | 'traditional' | 'latin' | 'none';

export interface NormalisedText {
  text: string;
  notes: NormaliseNote[];
  script: Script;
}

/** Nothing but Han characters, ASCII and everyday punctuation: most posts, and none of the symbol steps can change them. */
const PLAIN = /^[\n\x20-\x7e\u4e00-\u9fff、。，！？：；（）《》〈〉【】“”‘’…—]*$/;
/** NFKC would turn these into ASCII; Chinese text keeps its punctuation. */
const KEPT_PUNCTUATION = /[^，。！？：；（）…—～]+/g;

// NFKC turns one ligature into as many as 18 characters; Chinese text grows by a tenth at most.
const MAX_GROWTH = 2;
// A third of the characters of a traditional text differ; one 沒 in a simplified text is a slip of the keyboard.
const MIN_TRADITIONAL_SHARE = 0.15;

/**
 * Text as it is stored, shown and analysed: NFKC with Chinese punctuation kept, simplified, readable where
 * the character set was mixed up, without markup, invisible characters, emoji, glosses, link-farm tails and
 * formulas; white space collapsed. Linear in the length. Does not mask personal data.
 */
export function normaliseText(source: string): NormalisedText {
  const notes: NormaliseNote[] = [];
  const decoded = repairMojibake(source);
  if (decoded.repaired) notes.push('mojibake_repaired');
  if (decoded.broken) notes.push('mojibake');
  if (decoded.cut) notes.push('unreadable_cut');
  let text = decoded.text;
  if (text.includes('<') || text.includes('&')) text = noted(notes, 'html', text, stripHtml(stripInvisible(text)));
  if (!PLAIN.test(text)) {
    text = noted(notes, 'invisible', text, stripInvisible(text));
    text = noted(notes, 'emoji', text, stripEmoji(text));
    text = text.replace(KEPT_PUNCTUATION, compatible).slice(0, MAX_GROWTH * source.length);
  }
  const counted = countLetters(text);
  const script = scriptOf(counted);
  if (counted.traditional > 0) text = noted(notes, 'traditional', text, simplify(text));
  if (/[(（]/.test(text)) text = noted(notes, 'gloss', text, stripGlosses(text));
  text = noted(notes, 'spam_tail', text, cutSpamTail(text));
  text = collapse(text);
  text = noted(notes, 'boilerplate', text, trimBoilerplate(text)).trim();
  return { text: ownCopy(text), notes, script };
}

const compatible = (run: string): string => run.normalize('NFKC');

/** What a step made of a text, noted where it changed it. */
function noted(notes: NormaliseNote[], note: NormaliseNote, before: string, after: string): string {
  if (after !== before) notes.push(note);
  return after;
}

/** A string that is part of another one is read through it, a sixth slower in every later step, and keeps it alive. */
const ownCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

interface Letters {
  han: number;
  traditional: number;
  /** Of the ASCII alphabet. */
  latin: number;
}

function countLetters(text: string): Letters {
  const counted = { han: 0, traditional: 0, latin: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isHan(code)) {
      counted.han += 1;
      if (isTraditional(code)) counted.traditional += 1;
    } else if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) counted.latin += 1;
  }
  return counted;
}

function scriptOf({ han, traditional, latin }: Letters): Script {
  if (traditional > MIN_TRADITIONAL_SHARE * han) return 'traditional';
  // A Latin word is as long as three or four Han characters.
  if (latin > 4 * han) return 'latin';
  return han > 0 ? 'simplified' : 'none';
}

/** One space or one line end between words, and at most three of a repeated mark. */
function collapse(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .replace(/([!！?？。，,.~～…\-—=_*#])\1{3,}/g, '$1$1$1')
    .trim();
}

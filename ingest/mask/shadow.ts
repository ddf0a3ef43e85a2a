import { characterTable, matchesAt } from './scan.ts';

/**
 * A shadow is a copy of a text for matching, of the same length, so that offsets found in it hold in the
 * text: look-alike digits and letters are ASCII, whatever cannot be seen is a filler. Digits that someone
 * split by markup, zero-width or full-width characters thereby stand next to each other again.
 */
export const FILLER = '\u0001';
/** Overwrites what has been found, so that no later detector sees it. */
export const FOUND = '\u0002';

const TAG = /<\/?[a-z!][^<>]{0,200}>/gi;
const BLANK_ENTITY = /&(?:nbsp|ensp|emsp|#160|#xa0|#8203);/gi;
/** Data in an attribute (`href="tel:…"`) must stay visible to the detectors. */
const CARRIES_DATA = /\d{5}|@/;
/** Everything outside line ends, printable ASCII and the Han block. */
const ODD = /[^\n\x20-\x7e\u4e00-\u9fff，。、！？：；“”]/gu;
const INVISIBLE = /[\p{Cf}\p{Cc}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;

// First characters of runs that stand for 0 to 9 (or 1 to 9) in order.
const digitRuns: readonly [first: number, digit: number, count: number][] = [
  [0xff10, 0, 10],
  [0x0660, 0, 10],
  [0x06f0, 0, 10],
  [0x2080, 0, 10],
  [0x2460, 1, 9],
  [0x2474, 1, 9],
  [0x2488, 1, 9],
  [0x2776, 1, 9],
  [0x2780, 1, 9],
  [0x278a, 1, 9],
  [0x2074, 4, 6],
];
const singles: Record<string, string> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '（': '(',
  '）': ')',
  '⓪': '0',
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '○': '0',
  '•': '·',
  '・': '·',
  '–': '-',
  '―': '-',
  '－': '-',
  '−': '-',
};
/** Mathematical digits 𝟎 to 𝟿: five alphabets of ten behind one high surrogate. */
const MATH_HIGH = 0xd835;
const MATH_DIGIT_LOW = 0xdfce;

const ascii = buildAscii();
const ordinaryMarks = characterTable('\n、。，！？：；“”‘’…—〔〕《》');

function buildAscii(): Map<number, string> {
  const table = new Map<number, string>();
  for (const [first, digit, count] of digitRuns) {
    for (let i = 0; i < count; i++) table.set(first + i, String(digit + i));
  }
  for (let code = 0xff01; code <= 0xff5e; code++) table.set(code, String.fromCharCode(code - 0xfee0));
  for (const [from, to] of Object.entries(singles)) table.set(from.charCodeAt(0), to);
  return table;
}

/** Most texts hold nothing that the shadow changes: Han, ASCII without markup, everyday punctuation. */
function isOrdinary(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x4e00 && code <= 0x9fff) continue;
    if (code >= 0x20 && code < 0x7f ? code === 0x3c || code === 0x26 : !ordinaryMarks[code]) return false;
  }
  return true;
}

/** The shadow of a text; see the top of this file. */
export function shadowOf(text: string): string {
  if (isOrdinary(text)) return text;
  const untagged = text
    .replace(TAG, (tag) => (CARRIES_DATA.test(tag) ? tag : FILLER.repeat(tag.length)))
    .replace(BLANK_ENTITY, (entity) => FILLER.repeat(entity.length));
  return untagged.replace(ODD, lookAlike);
}

function lookAlike(character: string): string {
  const code = character.charCodeAt(0);
  const plain = ascii.get(code);
  if (plain !== undefined && character.length === 1) return plain;
  const low = character.charCodeAt(1);
  if (code === MATH_HIGH && low >= MATH_DIGIT_LOW && low < MATH_DIGIT_LOW + 50) {
    return `${(low - MATH_DIGIT_LOW) % 10}${FILLER}`;
  }
  return INVISIBLE.test(character) ? FILLER.repeat(character.length) : character;
}

// 洞拐勾: 0, 7 and 9 as they are spoken over radio.
const CHINESE_DIGITS = '〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖洞拐勾';
const CHINESE_VALUES = '001234567891123456789079';
const SPLIT = ` ${FILLER},，、-`;
const SPOKEN_RUN = new RegExp(`[${CHINESE_DIGITS}0-9](?:[${SPLIT}]{0,40}[${CHINESE_DIGITS}0-9]){2,}`, 'y');
const SPOKEN = new RegExp(`[${CHINESE_DIGITS}]`);
const ALL_SPOKEN = new RegExp(SPOKEN, 'g');
const runStarts = characterTable(`${CHINESE_DIGITS}0123456789`);

/**
 * The shadow with Chinese digits as ASCII where three or more digits follow each other (三零二, 幺三八 0013);
 * fewer are words. `undefined` when there are none.
 */
export function spokenDigits(shadow: string): string | undefined {
  let out = '';
  let from = 0;
  for (const { index, 0: run } of matchesAt(shadow, runStarts, SPOKEN_RUN)) {
    // The comma of a breath (一三八，零零一三) is a blank.
    const read = run
      .replace(ALL_SPOKEN, (digit) => CHINESE_VALUES[CHINESE_DIGITS.indexOf(digit)]!)
      .replace(/[,，、]/g, ' ');
    if (!SPOKEN.test(run)) continue;
    out += shadow.slice(from, index) + read;
    from = index + run.length;
  }
  return from > 0 ? out + shadow.slice(from) : undefined;
}

/** The shadow with the given stretches, in order and apart, overwritten. */
export function coverSpans(shadow: string, spans: readonly { start: number; end: number }[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of spans) {
    out += shadow.slice(from, start) + FOUND.repeat(end - start);
    from = end;
  }
  return out + shadow.slice(from);
}

import type { PersonalDataSpan } from './personal-data.ts';
import { GAP, isMatterNumber, isOneNumber, readSplitDigits } from './split-digits.ts';

const NOT_AMOUNT = '(?![0-9]|[ ]?(?:元|万元|亿|平方|块钱))';
const COUNTRY = `(?:\\(?(?:\\+|00)?86\\)?${GAP})?`;
const MOBILE = new RegExp(`(?<![0-9])${COUNTRY}\\(?0?1${GAP}[3-9](?:${GAP}[0-9]){9}${NOT_AMOUNT}`, 'g');
/** Two or more numbers typed without anything between them. */
const JOINED_MOBILES = /(?<![0-9])(?:1[3-9][0-9]{9}){2,6}(?![0-9])/g;
/** Letters typed for digits: 138OO138OOO, l38… */
const LETTERED_MOBILE = /(?<![A-Za-z0-9])[1lI][3-9][0-9oOlI]{9}(?![A-Za-z0-9])/g;
const MIN_REAL_DIGITS = 5;
// 3-4-4 with a country code in front.
const MOBILE_GROUPS = 5;

/** Mobile numbers: eleven digits from 13 to 19, however split, with or without +86 or the 0 of a long-distance call. */
export function findMobiles(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of shadow.matchAll(JOINED_MOBILES)) found.push(spanOf(match, 'mobile'));
  for (const match of shadow.matchAll(MOBILE)) {
    const number = readSplitDigits(match[0]);
    if (!number || !isOneNumber(number, MOBILE_GROUPS)) continue;
    // Commas also part the thousands of an amount.
    if (/[,，、@…]/.test(match[0]) && number.groups.join() !== '3,4,4') continue;
    if (number.groups.length === 1 && isMatterNumber(shadow, match.index)) continue;
    found.push(spanOf(match, 'mobile'));
  }
  for (const match of shadow.matchAll(ABROAD)) found.push(spanOf(match, 'mobile'));
  for (const match of shadow.matchAll(TAIWAN)) found.push(spanOf(match, 'mobile'));
  for (const match of shadow.matchAll(LETTERED_MOBILE)) {
    const real = match[0].replace(/\D/g, '').length;
    if (real >= MIN_REAL_DIGITS && real < 11) found.push(spanOf(match, 'mobile'));
  }
  return found;
}

const AREA = '0(?:10|2[0-9]|[3-9][0-9]{2})';
const LINK = `[\\s\\u0001)\\-—_.·/]{0,4}`;
const SUBSCRIBER = `[2-8][0-9]{2,3}[ \\u0001—.-]{0,2}[0-9]{4}`;
const EXTENSION = '(?:[ ]?(?:转|分机|ext\\.?|-|—)[ ]?[0-9]{1,6})?';
const LANDLINE = new RegExp(
  `(?<![0-9.])(?:(?:(?:\\+|00)86[- ]?)?\\(?${AREA}|\\+86[- ]?(?:10|2[0-9]|[3-9][0-9]{2}))${LINK}${SUBSCRIBER}${EXTENSION}(?![0-9])`,
  'gi',
);
/** Mobiles of Taiwan as they are written there: 0912-345-678. */
const TAIWAN = /(?<![0-9])09[0-9]{2}[- ][0-9]{3}[- ]?[0-9]{3}(?![0-9])/g;
/** Hong Kong, Macao and Taiwan with their codes: eight digits, nine in Taiwan. */
const ABROAD = /(?:\+|(?<![0-9])00)(?:85[23]|886)[- ]?9?(?:[- ]?[0-9]){8}(?![0-9])/g;
/** Without an area code seven or eight digits are a telephone number only where a word says so. */
const LOCAL = new RegExp(
  `(?:电话|座机|固话|联系方式|致电|来电|拨打|联系|(?<![a-z])tel)[^0-9\\n。；]{0,6}(${SUBSCRIBER}${EXTENSION})(?![0-9年])`,
  'gi',
);
/** 021-66667777、66668888或66669999: further numbers behind the first. */
const NEXT = new RegExp(`[ ]?[、,，/;；或和][ ]?(${SUBSCRIBER}${EXTENSION})(?![0-9年])`, 'iy');
const DATE = /^20[0-3][0-9](?:0[1-9]|1[0-2])[0-3][0-9]$/;

/** Fixed-line numbers with an area code, or behind a word such as 电话; extensions belong to them. */
export function findLandlines(shadow: string): PersonalDataSpan[] {
  const found = [...shadow.matchAll(LANDLINE)].map((match) => spanOf(match, 'landline'));
  for (const match of shadow.matchAll(LOCAL)) {
    if (DATE.test(match[1]!)) continue;
    const end = match.index + match[0].length;
    found.push({ kind: 'landline', start: end - match[1]!.length, end });
  }
  return found.flatMap((span) => [span, ...nextNumbers(shadow, span.end)]);
}

function nextNumbers(shadow: string, from: number): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  NEXT.lastIndex = from;
  for (let match = NEXT.exec(shadow); match && !DATE.test(match[1]!); match = NEXT.exec(shadow)) {
    const end = match.index + match[0].length;
    found.push({ kind: 'landline', start: end - match[1]!.length, end });
    NEXT.lastIndex = end;
  }
  return found;
}

function spanOf(match: RegExpExecArray, kind: 'mobile' | 'landline'): PersonalDataSpan {
  return { kind, start: match.index, end: match.index + match[0].length };
}

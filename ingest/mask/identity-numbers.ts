import type { PersonalDataSpan } from './personal-data.ts';
import { GAP, isMatterNumber, isOneNumber, readSplitDigits } from './split-digits.ts';

const ID_18 = new RegExp(`(?<![0-9])[1-9](?:${GAP}[0-9]){16}${GAP}[0-9Xx](?![0-9])`, 'g');
const ID_15 = new RegExp(`(?<![0-9])[1-9](?:${GAP}[0-9]){14}(?![0-9])`, 'g');
const CUE = /身份证|身分证|证件|身份号|公民身份|户口本|\bID\b|sfz|证号/i;
const DOCUMENT =
  /(?:护照|通行证|台胞证|回乡证|居留(?:身份)?证|居住证|军官证|士兵证|警官证|残疾证|出生(?:医学)?证(?:明)?|社保卡|医保卡|驾驶证)(?:号码?|证号|编号)?[是为:：\s]{0,3}((?:[A-Z]{0,3}(?!20[0-3][0-9](?:0[1-9]|1[0-2]))[0-9]{7,20}X?|[军警士][字官]第?[0-9]{4,10}号?))(?![0-9])/gi;
const CUE_BEFORE = 16;
const CUE_AFTER = 8;
/** First two digits: the provinces, GB/T 2260. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);
/** GB 11643-1999: weights and check characters of ISO 7064, mod 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
// 6+8+4 and the same split once more on each side.
const MAX_GROUPS = 6;

/**
 * 18- and 15-digit identity numbers and, behind their cue, travel documents. Without a cue the province,
 * the birth date and (for 18 digits) the check character must hold; with one the length is enough.
 */
export function findIdentityNumbers(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const pattern of [ID_18, ID_15]) {
    for (const match of shadow.matchAll(pattern)) {
      const span = { kind: 'idCard' as const, start: match.index, end: match.index + match[0].length };
      if (isIdentityNumber(shadow, match[0], span)) found.push(span);
    }
  }
  if (!/[证照卡]/.test(shadow)) return found;
  for (const match of shadow.matchAll(DOCUMENT)) {
    const end = match.index + match[0].length;
    found.push({ kind: 'idCard', start: end - match[1]!.length, end });
  }
  return found;
}

function isIdentityNumber(shadow: string, source: string, { start, end }: { start: number; end: number }): boolean {
  const number = readSplitDigits(source);
  if (!number || !isOneNumber(number, MAX_GROUPS)) return false;
  if (CUE.test(shadow.slice(Math.max(0, start - CUE_BEFORE), start)) || CUE.test(shadow.slice(end, end + CUE_AFTER))) {
    return true;
  }
  if (isMatterNumber(shadow, start) || !PROVINCES.has(number.digits.slice(0, 2))) return false;
  return number.digits.length === 18
    ? isDate(number.digits.slice(6, 14)) && hasCheckCharacter(number.digits)
    : isDate(`19${number.digits.slice(6, 12)}`);
}

function isDate(yyyymmdd: string): boolean {
  const year = Number(yyyymmdd.slice(0, 4));
  const month = Number(yyyymmdd.slice(4, 6));
  const day = Number(yyyymmdd.slice(6, 8));
  return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The check of GB 11643 over 18 characters. */
export function hasCheckCharacter(id: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return CHECK_CHARACTERS[sum % 11] === id[17]!.toUpperCase();
}

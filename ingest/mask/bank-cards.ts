import type { PersonalDataSpan } from './personal-data.ts';
import { GAP, isMatterNumber, readSplitDigits, type SplitDigits } from './split-digits.ts';

const CARD = new RegExp(`(?<![0-9])[2-9](?:${GAP}[0-9]){14,18}(?![0-9])`, 'g');
const CUE = /银行|卡号|账号|帐号|账户|工行|建行|农行|中行|招行|交行|储蓄|信用卡|存折|退到|退回到|打到|打款|汇款|转账/;
const CUE_BEFORE = 14;
/** UnionPay, Visa, Mastercard, American Express, JCB, and the older Chinese debit prefixes. */
const ISSUER = /^(?:62|60|4|5[1-5]|3[457]|9[4-9]|68|69)/;

/** Bank card numbers of 15 to 19 digits: by issuer and Luhn, or behind a word for cards and accounts. */
export function findBankCards(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of shadow.matchAll(CARD)) {
    const number = readSplitDigits(match[0]);
    if (!number) continue;
    const hasCue = CUE.test(shadow.slice(Math.max(0, match.index - CUE_BEFORE), match.index));
    if (!isWrittenAsCard(number, hasCue) || (!hasCue && !isCard(number.digits, shadow, match.index))) continue;
    found.push({ kind: 'bankCard', start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function isCard(digits: string, shadow: string, at: number): boolean {
  return ISSUER.test(digits) && hasLuhnCheck(digits) && !isMatterNumber(shadow, at);
}

/** In one piece, in fours, 6 + rest; any way at all behind a cue. */
function isWrittenAsCard({ groups }: SplitDigits, hasCue: boolean): boolean {
  if (hasCue || groups.length === 1) return true;
  if (groups.length === 2) return groups[0] === 6 || groups[0]! % 4 === 0;
  return groups.slice(0, -1).every((length) => length === 4) && groups.at(-1)! <= 4;
}

/** The check of ISO/IEC 7812-1, annex B. */
export function hasLuhnCheck(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

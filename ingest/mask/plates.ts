import { characterTable, matchesAt } from './scan.ts';
import { FILLER } from './shadow.ts';
import type { PersonalDataSpan } from './personal-data.ts';

const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const LINK = `[ ·._\\-${FILLER}]{0,20}`;
const PLATE = new RegExp(`[${PROVINCE}]牌?${LINK}[A-Za-z](?:${LINK}[A-Za-z0-9]){4,6}(?:[警学挂港澳使领试超])?`, 'y');
const provinces = characterTable(PROVINCE);
/** GA 36-2018, new-energy plates: D/F… and five digits for small vehicles, five digits and D/F… for large ones. */
const NEW_ENERGY = /^(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])$/i;
const SPECIAL = /[警学挂港澳使领试超]$/;
// Every series in use has at least two; with fewer it is a word such as 云ABCDE.
const MIN_DIGITS = 2;

/** Electric bicycles, by the number of their city alone. */
const BICYCLE = /(?:车牌|牌照|号牌)(?:号码?)?[是为:：\s]{0,3}(?:[\u4e00-\u9fff]{2})?([0-9]{6,8})(?![0-9])/g;

/** Vehicle plates of seven characters, of eight for new energy, and those that end in 警, 学, 挂 … */
export function findPlates(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of matchesAt(shadow, provinces, PLATE)) {
    const length = plateLength(match[0]);
    const end = match.index + length;
    if (length > 0 && !/[A-Za-z0-9]/.test(shadow[end] ?? '')) found.push({ kind: 'plate', start: match.index, end });
  }
  for (const { index, 0: all, 1: number } of shadow.matchAll(BICYCLE))
    found.push({ kind: 'plate', start: index + all.length - number!.length, end: index + all.length });
  return found;
}

/** How much of the match is the plate: the characters behind may belong to the next word. 0 when none. */
function plateLength(source: string): number {
  const at: number[] = [];
  for (let i = 1; i < source.length; i++) if (/[A-Za-z0-9警学挂港澳使领试超]/.test(source[i]!)) at.push(i);
  const serial = at
    .slice(1)
    .map((i) => source[i]!)
    .join('');
  const sizes = NEW_ENERGY.test(serial.slice(0, 6)) && !SPECIAL.test(serial.slice(0, 6)) ? [6, 5] : [5];
  for (const size of sizes) {
    const part = serial.slice(0, size);
    if (part.length === size && part.replace(/\D/g, '').length >= MIN_DIGITS) return at[size]! + 1;
  }
  return 0;
}

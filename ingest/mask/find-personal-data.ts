import { findEmails, findQqNumbers, findWechatIds } from './accounts.ts';
import { findBankCards } from './bank-cards.ts';
import { findIdentityNumbers } from './identity-numbers.ts';
import { findLatinNames } from './latin-names.ts';
import { findNamesAlone } from './names-alone.ts';
import { findNamesBeside } from './names-beside.ts';
import { findNames } from './names.ts';
import type { Detector, PersonalDataSpan } from './personal-data.ts';
import { findLandlines, findMobiles } from './phones.ts';
import { findPlates } from './plates.ts';
import { findRooms } from './rooms.ts';
import { characterTable, countAscii, holdsAny, type AsciiCount } from './scan.ts';
import { coverSpans, shadowOf, spokenDigits } from './shadow.ts';

interface Step {
  find: Detector;
  /** A cheap test without which the detector cannot find anything: nine posts in ten hold no number at all. */
  isPossible: (count: AsciiCount, shadow: string) => boolean;
}

const wechatCues = characterTable('信微vVwW薇威卫围音手书宝钉旺');
const aloneCues = characterTable('@男女姓');
const qqCues = characterTable('qQ扣企球');

/** The surest first: what one has taken, the next does not see. */
const steps: readonly Step[] = [
  { find: findEmails, isPossible: ({ letters }, shadow) => letters > 3 && /@|#|\bat\b|艾特/i.test(shadow) },
  {
    find: findPlates,
    isPossible: ({ digits, letters }, shadow) => digits > 1 && (letters > 0 || shadow.includes('牌')),
  },
  { find: findIdentityNumbers, isPossible: ({ digits }) => digits > 6 },
  { find: findBankCards, isPossible: ({ digits }) => digits > 14 },
  { find: findMobiles, isPossible: ({ digits }) => digits > 4 },
  {
    find: findWechatIds,
    isPossible: ({ digits, letters }, shadow) => digits + letters > 4 && holdsAny(shadow, wechatCues),
  },
  { find: findQqNumbers, isPossible: ({ digits }, shadow) => digits > 4 && holdsAny(shadow, qqCues) },
  { find: findLandlines, isPossible: ({ digits }) => digits > 6 },
  { find: findRooms, isPossible: ({ digits }, shadow) => digits > 1 || shadow.includes('单元') },
  { find: findLatinNames, isPossible: ({ letters }) => letters > 3 },
  { find: findNames, isPossible: () => true },
  { find: findNamesAlone, isPossible: (_count, shadow) => holdsAny(shadow, aloneCues) },
];

/** All personal data in a text, in order, without overlaps. Linear in the length of the text. */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  const shadow = collect(shadowOf(text), found);
  const spoken = spokenDigits(shadow);
  const covered = spoken === undefined ? shadow : collect(spoken, found);
  if (found.length > 0) found.push(...findNamesBeside(covered, found));
  return found.map((span) => wholeCharacters(span, text)).sort((a, b) => a.start - b.start);
}

/** What follows a digit and belongs to it: 5️⃣ is a 5 with two signs behind it. */
const KEYCAP = /[\ufe0f\u20e3]/;

/** A span never cuts a surrogate pair (𝟖 is two units, of which the shadow shows one as a digit) or a keycap. */
function wholeCharacters(span: PersonalDataSpan, text: string): PersonalDataSpan {
  const isLow = (at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  const start = isLow(span.start) ? span.start - 1 : span.start;
  let end = isLow(span.end) ? span.end + 1 : span.end;
  while (KEYCAP.test(text[end] ?? '')) end++;
  return { kind: span.kind, start, end };
}

/** Adds what the detectors find and gives the shadow with it covered. */
function collect(source: string, found: PersonalDataSpan[]): string {
  let shadow = source;
  const count = countAscii(source);
  for (const { find, isPossible } of steps) {
    if (!isPossible(count, shadow)) continue;
    const spans = withoutOverlap(find(shadow));
    if (spans.length === 0) continue;
    found.push(...spans);
    shadow = coverSpans(shadow, spans);
  }
  return shadow;
}

/** Of overlapping spans the one that starts first, and of those the longest, stays. */
function withoutOverlap(spans: PersonalDataSpan[]): PersonalDataSpan[] {
  if (spans.length < 2) return spans;
  const kept: PersonalDataSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || span.start >= last.end) kept.push(span);
    else last.end = Math.max(last.end, span.end);
  }
  return kept;
}

import { findPersonalData } from './find-personal-data.ts';
import { maskTokens, type PersonalDataKind } from './personal-data.ts';

export interface MaskedText {
  text: string;
  /** How many of each kind were masked; kinds without a match are left out. */
  found: { kind: PersonalDataKind; count: number }[];
}

/**
 * The text with every piece of personal data replaced by a readable token such as 〔手机号〕.
 * Works on clean and on raw text; masking masked text changes nothing. Linear in the length.
 */
export function maskText(text: string): MaskedText {
  const counts = new Map<PersonalDataKind, number>();
  let out = '';
  let from = 0;
  for (const { kind, start, end } of findPersonalData(text)) {
    out += text.slice(from, start) + maskTokens[kind];
    from = end;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return { text: out + text.slice(from), found: [...counts].map(([kind, count]) => ({ kind, count })) };
}

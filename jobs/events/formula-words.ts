import { readWordList } from '#ingest/segment/word-list.ts';

/** Petition formulas of two or more characters by their first character, longest first. */
const byHead = new Map<number, string[]>();
for (const word of readWordList('formula-words')) {
  if (word.length < 2) continue;
  const head = word.charCodeAt(0);
  byHead.set(
    head,
    [...(byHead.get(head) ?? []), word].sort((a, b) => b.length - a.length),
  );
}

/** A bit for each pair of characters that a formula begins with: nearly all others end here. */
const isBegun = new Int32Array(1 << 11);
const pairBit = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 16;
for (const word of [...byHead.values()].flat()) {
  const bit = pairBit(word.charCodeAt(0), word.charCodeAt(1));
  isBegun[bit >>> 5]! |= 1 << (bit & 31);
}

/** Length of the petition formula (请问, 严重影响 …) that begins at `at` with `unit`; 0 when none does. */
export function formulaLengthAt(text: string, at: number, unit: number): number {
  const bit = pairBit(unit, text.charCodeAt(at + 1));
  if (((isBegun[bit >>> 5]! >>> (bit & 31)) & 1) === 0) return 0;
  for (const word of byHead.get(unit) ?? []) if (text.startsWith(word, at)) return word.length;
  return 0;
}

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

/** 1 for characters that a formula begins with: most do not, which saves the search. */
const isHead = new Uint8Array(0x10000);
for (const head of byHead.keys()) isHead[head] = 1;

/** Length of the petition formula (请问, 严重影响 …) that begins at `at` with `unit`; 0 when none does. */
export function formulaLengthAt(text: string, at: number, unit: number): number {
  if (isHead[unit] === 0) return 0;
  for (const word of byHead.get(unit)!) if (text.startsWith(word, at)) return word.length;
  return 0;
}

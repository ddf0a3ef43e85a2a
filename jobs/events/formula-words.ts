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

/** Length of the petition formula (请问, 严重影响 …) that begins at `at`; 0 when none does. */
export function formulaLengthAt(text: string, at: number): number {
  const words = byHead.get(text.charCodeAt(at));
  if (words) for (const word of words) if (text.startsWith(word, at)) return word.length;
  return 0;
}

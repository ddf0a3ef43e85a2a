import { readFileSync } from 'node:fs';

/** For each word those that stand for the same thing, itself not among them. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** The list shipped with the product. */
export function readSynonyms(): Synonyms {
  return parseSynonyms(readFileSync(new URL('./synonyms.txt', import.meta.url), 'utf8'));
}

/** One group of words a line, separated by white space; lines that begin with # are remarks. A word may be in several groups. */
export function parseSynonyms(text: string): Synonyms {
  const synonyms = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const group = line.split(/\s+/).filter(Boolean);
    for (const word of group)
      synonyms.set(word, [...(synonyms.get(word) ?? []), ...group.filter((other) => other !== word)]);
  }
  return synonyms;
}

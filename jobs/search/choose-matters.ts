import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { MOST_MATTERS } from '#warehouse/analytics/search/found-condition.ts';
import { listKnownWords } from '#warehouse/analytics/search/list-known-words.ts';
import { alikePattern } from './alike-words.ts';
import { chooseAlike, chooseKnown, isRare, type Matter, partsOf, takeApart } from './choose-words.ts';
import type { Asked } from './read-query.ts';
import type { Synonyms } from './synonyms.ts';

/**
 * For each asked word all words of the documents that may stand for it. A compound that nobody has a word for is taken
 * apart where the documents know its parts; it stays as a matter that is not required. Where a word is unknown, the
 * whole may be one word, mistyped.
 */
export async function chooseMatters(reader: Analytics, asked: Asked, synonyms: Synonyms): Promise<Matter[]> {
  const matters = await chooseByWord(reader, asked.words, synonyms);
  if (asked.whole.length < 2 || matters.every(({ words }) => words.length > 0)) return matters;
  const alike = await listKnownWords(reader, { words: [], within: [], pattern: alikePattern([asked.whole]) });
  const words = chooseAlike(asked.whole, alike);
  return words.length > 0 ? [{ asked: asked.whole, words, isRequired: true }] : matters;
}

async function chooseByWord(reader: Analytics, asked: readonly string[], synonyms: Synonyms): Promise<Matter[]> {
  const parts = asked.filter((word) => !synonyms.has(word)).flatMap(partsOf);
  const knownParts = parts.length > 0 ? await listKnownWords(reader, { words: parts, within: [], pattern: '' }) : NONE;
  const compounds = asked.filter((word) => !synonyms.has(word) && takeApart(word, knownParts).length > 1);
  const units = asked.flatMap((word) => (compounds.includes(word) ? takeApart(word, knownParts) : [word]));
  const within = [...units, ...units.flatMap((word) => synonyms.get(word) ?? [])];
  const known = await listKnownWords(reader, { words: [], within, pattern: '' });
  const matters = [...new Set(units)].slice(0, MOST_MATTERS).map((word): Matter => {
    const words = chooseKnown({ word, synonyms: synonyms.get(word) ?? [] }, known);
    return { asked: word, words, isRequired: true };
  });
  const whole = compounds.map((word): Matter => {
    const words = chooseKnown({ word, synonyms: [] }, known);
    return { asked: word, words, isRequired: false };
  });
  return [...(await withAlike(reader, matters)), ...whole.filter(({ words }) => words.length > 0)];
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Adds to each rare word what it was probably meant to be. */
async function withAlike(reader: Analytics, matters: readonly Matter[]): Promise<Matter[]> {
  const rare = matters.filter(({ asked, words }) => isRare(words) && asked.length > 1).map(({ asked }) => asked);
  if (rare.length === 0) return [...matters];
  const alike = await listKnownWords(reader, { words: [], within: [], pattern: alikePattern(rare) });
  return matters.map((matter) =>
    rare.includes(matter.asked) ? { ...matter, words: [...matter.words, ...chooseAlike(matter.asked, alike)] } : matter,
  );
}

import type { Hit } from '#warehouse/analytics/search/list-hits.ts';
import type { Matter, WordReason } from './choose-words.ts';

/** A document that was found, by its identity. */
export interface RankedHit extends Pick<Hit, 'source_id' | 'external_id' | 'published_at'> {
  score: number;
  /** Words of the search that it holds. */
  found: string[];
}

/** The title says what the matter is. */
const TITLE = 2;
/** BM25's share of the length (b), and the mean number of distinct words of real appeals. */
const LENGTH_SHARE = 0.6;
const MEAN_WORDS = 40;
/** A guess must not stand before what was typed. */
const TRUST: Readonly<Record<WordReason, number>> = { same: 1, synonym: 0.8, sound: 0.6, spelling: 0.5 };
/** What was said half a year ago is half as much wanted; up to a half of the score, so that the one exact answer of long ago stays in front. */
const HALF_LIFE_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * Best first: BM25 over the matters (a word counts by its rarity; presence, not frequency, as appeals are short and the
 * repeated word is an emphasis), times how recent. `documents` is how many the index holds; `at` is now, in ms.
 */
export function rankHits(
  hits: readonly Hit[],
  matters: readonly Matter[],
  { documents, at }: { documents: number; at: number },
): RankedHit[] {
  const weights = matters.map(({ words }) => {
    const frequent = Math.max(1, ...words.map((word) => word.documents));
    const rarity = Math.log(1 + documents / frequent);
    return new Map(words.map(({ word, reason }) => [word, rarity * TRUST[reason]]));
  });
  const ranked = new Map<string, RankedHit>();
  for (const hit of hits) {
    const key = `${hit.source_id}\u001f${hit.external_id}`;
    const inTitle = new Set(hit.found_in_title);
    const relevance = weights.reduce(
      (sum, of) => sum + Math.max(0, ...hit.found.map((word) => (of.get(word) ?? 0) * (inTitle.has(word) ? TITLE : 1))),
      0,
    );
    const short = 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * hit.length) / MEAN_WORDS);
    const age = Math.max(0, at - Date.parse(hit.published_at)) / DAY_MS;
    const score = relevance * short * (0.5 + 0.5 * 2 ** (-age / HALF_LIFE_DAYS));
    const known = ranked.get(key);
    if (!known || known.score < score) ranked.set(key, { ...hit, score });
  }
  return [...ranked.values()].toSorted(
    (a, b) =>
      b.score - a.score || (a.published_at < b.published_at ? 1 : -1) || (a.external_id < b.external_id ? -1 : 1),
  );
}

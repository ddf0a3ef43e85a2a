import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import { countIndexed } from '#warehouse/analytics/search/count-indexed.ts';
import { countHits, listHits } from '#warehouse/analytics/search/list-hits.ts';
import { chooseMatters } from './choose-matters.ts';
import type { Matter } from './choose-words.ts';
import { rankHits, type RankedHit } from './rank-hits.ts';
import type { Asked } from './read-query.ts';
import type { Synonyms } from './synonyms.ts';

/** What a search found, best first. */
export interface Found {
  matters: readonly Matter[];
  /** `any` where no document holds a word of every matter. */
  mode: 'all' | 'any';
  hits: RankedHit[];
  /** How many documents hold the words; about. */
  total: number;
}

/** Hits that are ranked: the newest, and the newest by title. What is further back would stand behind most of them. */
const LOOKED_AT = 300;

/** The documents in scope that hold the asked words, words for the same thing, or what was probably meant; `at` is now. */
export async function searchDocuments(
  reader: Analytics,
  filter: PageFilter,
  { asked, synonyms, at }: { asked: Asked; synonyms: Synonyms; at: string },
): Promise<Found> {
  const matters = await chooseMatters(reader, asked, synonyms);
  // A word that nobody ever used must not hide what the others find; the page says that it was not found.
  const groups = matters
    .filter(({ isRequired, words }) => isRequired && words.length > 0)
    .map(({ words }) => words.map(({ word }) => word));
  if (groups.length === 0) return { matters, mode: 'all', hits: [], total: 0 };
  const [documents, all, hits] = await Promise.all([
    countIndexed(reader),
    countHits(reader, filter, { groups, mode: 'all' }),
    listHits(reader, filter, { groups, mode: 'all', limit: LOOKED_AT }),
  ]);
  const ranking = { documents, at: Date.parse(at) };
  if (all > 0 || groups.length === 1)
    return { matters, mode: 'all', hits: rankHits(hits, matters, ranking), total: all };
  const [total, some] = await Promise.all([
    countHits(reader, filter, { groups, mode: 'any' }),
    listHits(reader, filter, { groups, mode: 'any', limit: LOOKED_AT }),
  ]);
  return { matters, mode: 'any', hits: rankHits(some, matters, ranking), total };
}

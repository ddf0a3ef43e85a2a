import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** Frequent words first: what is cut off hardly occurs. */
const MOST_WORDS = 2_000;

/** Which words are asked about: exactly these, those that hold one of `within`, and those that match a pattern (RE2). */
export interface WordsAsked {
  words: readonly string[];
  within: readonly string[];
  /** '' for none. */
  pattern: string;
}

/**
 * Words of the public documents and how many documents each stands in (about: a changed document may count twice),
 * read from the dictionary of the search index. Of the whole district: for choosing what to look for, not for showing.
 */
export async function listKnownWords(analytics: Analytics, asked: WordsAsked): Promise<Map<string, number>> {
  const rows = await runQuery(analytics, {
    name: 'list_known_words',
    sql: `SELECT token AS word, sum(cardinality) AS documents
          FROM mergeTreeTextIndex(currentDatabase(), 'search_documents', 'by_word')
          WHERE token IN {words:Array(String)}
             OR arrayExists(part -> position(token, part) > 0, {within:Array(String)})
             OR ({pattern:String} != '' AND match(token, {pattern:String}))
          GROUP BY token ORDER BY documents DESC, word LIMIT ${MOST_WORDS}`,
    params: { ...asked },
    row: z.object({ word: z.string(), documents: z.number() }),
  });
  return new Map(rows.map(({ word, documents }) => [word, documents]));
}

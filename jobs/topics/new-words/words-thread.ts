import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { openAnalytics, type ClickHouseAddress } from '#warehouse/analytics/analytics.ts';
import { listNewestTexts } from '#warehouse/analytics/pages/list-newest-texts.ts';
import { findDefaults, findNewWords, type NewWord } from './find-new-words.ts';

/** Some months of a district; their cut stays in memory meanwhile, some 1.5 GB at the most. */
const READ = 20_000;

/** Reads the newest public texts and finds words in them that neither dictionary nor lexicon know; refused ones apart. */
export default async function look(task: {
  address: ClickHouseAddress;
  words: readonly ExtraWord[];
  refused: readonly string[];
}): Promise<NewWord[]> {
  const analytics = openAnalytics(task.address);
  try {
    const texts = await listNewestTexts(analytics, READ);
    const refused = new Set(task.refused);
    const limit = findDefaults.limit + refused.size;
    const found = findNewWords(texts, createSegmenter({ extraWords: task.words }), { ...findDefaults, limit });
    return found.filter(({ word }) => !refused.has(word)).slice(0, findDefaults.limit);
  } finally {
    await analytics.close();
  }
}

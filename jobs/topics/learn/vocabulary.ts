import { FEATURE_SPACE, type FeatureCounts } from './count-features.ts';

/** The features worth a weight, most frequent first, so that the weights used most lie together in the cache. */
export interface Vocabulary {
  /** Hashed feature → place in the vocabulary, −1 when it is not in it. */
  slots: Int32Array;
  /** ln((1+N)/(1+df))+1 per slot. */
  idf: Float32Array;
}

/** A feature of a single text says nothing about others, and two features in three are such. */
const MIN_DOCUMENTS = 2;

/** Lays features out in the given order. */
export function vocabularyOf(ids: ArrayLike<number>, idf: Float32Array): Vocabulary {
  const slots = new Int32Array(FEATURE_SPACE).fill(-1);
  for (let slot = 0; slot < ids.length; slot++) slots[ids[slot]!] = slot;
  return { slots, idf };
}

/** The vocabulary of the chosen rows. */
export function learnVocabulary(counts: readonly FeatureCounts[], rows: Int32Array): Vocabulary {
  const frequencies = new Int32Array(FEATURE_SPACE);
  for (const row of rows) {
    const { ids } = counts[row]!;
    for (const id of ids) frequencies[id]!++;
  }
  const kept: number[] = [];
  frequencies.forEach((df, id) => df >= MIN_DOCUMENTS && kept.push(id));
  kept.sort((a, b) => frequencies[b]! - frequencies[a]! || a - b);
  const idf = Float32Array.from(kept, (id) => Math.log((1 + rows.length) / (1 + frequencies[id]!)) + 1);
  return vocabularyOf(kept, idf);
}

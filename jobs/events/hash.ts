import { hash as digest } from 'node:crypto';

/** Size of a hashed vocabulary: at 2^20 buckets two of 60 000 live words rarely meet. */
export const BUCKETS = 1 << 18;
export const BUCKET_MASK = BUCKETS - 1;
/** An entry is a bucket in its low bits and a count above them. */
export const COUNT_SHIFT = Math.log2(BUCKETS);

/** FNV-1a over UTF-16 units, folded to a bucket. */
export function bucketOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 20)) & (BUCKETS - 1);
}

/** Bucket of two or three neighbouring UTF-16 units; `third` is 0 for a pair. */
export function gramBucket(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & (BUCKETS - 1);
}

/**
 * Id of the event that a document founds: a function of its key, so that a rebuild gives the
 * same id. `attempt` tells further events apart that the same document founds later.
 */
export function eventIdOf(documentKey: string, attempt: number): string {
  return `e${digest('sha256', `${documentKey}\u001f${attempt}`).slice(0, 16)}`;
}

import { BUCKET_MASK, BUCKETS, COUNT_SHIFT } from './hash.ts';
import type { Stretch } from './strongest.ts';

/** Logarithms of df + ½ are looked up below this count and computed above it. */
const TABLE = 1 << 17;
const logs = Float64Array.from({ length: TABLE }, (_, df) => Math.log(df + 0.5));

/** 1 + ln(count), the damped weight of a repeated word. */
const damped = Float32Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));
/** Of this module, since what is imported is looked up anew at each turn of a loop. */
const MASK = BUCKET_MASK;

/** Statistics as plain data. */
export interface FrozenStatistics {
  documents: number;
  counts: Counts;
}

/**
 * Half as wide while no term is in more documents: of what a document looks up more lies in the processor's own cache.
 * To take one out of the counts costs half of the time so.
 */
type Counts = Uint16Array | Int32Array;
/** Documents of a term that the narrow ones can tell. */
const NARROW_MOST = 0xffff;

/** How many of the documents hold a term, and from it how much the term tells. */
export class CorpusStatistics {
  private counts: Counts = new Uint16Array(BUCKETS);
  private documents = 0;
  private logDocuments = Math.log(1);

  /**
   * Counts the terms of a document in (1) or out (−1). They lie far apart: the shorter the loop, the more of them the
   * processor fetches at once.
   */
  count(entries: Int32Array, { start, end }: Stretch, sign: 1 | -1): void {
    let { counts } = this;
    for (let i = start; i < end; i++) {
      const id = entries[i]! & MASK;
      const count = counts[id]! + sign;
      if (count > NARROW_MOST && counts instanceof Uint16Array) counts = this.counts = Int32Array.from(counts);
      counts[id] = count;
    }
  }

  countDocument(sign: 1 | -1): void {
    this.documents += sign;
    this.logDocuments = Math.log(this.documents + 1);
  }

  /** Inverse document frequency ln((N+1)/(df+½)), never below a trace: a word of every document tells nothing. */
  idf(id: number): number {
    return this.idfOf(this.counts[id]!);
  }

  /**
   * Writes the weight of each term into `weights`: how often the document says it, damped, times its idf. `isNew` is 1
   * for terms that one more document is about to be counted for.
   */
  weigh(entries: Int32Array, { start, end }: Stretch, isNew: 0 | 1, weights: Float32Array): void {
    const { counts } = this;
    for (let i = start; i < end; i++) weights[i - start] = counts[entries[i]! & MASK]!;
    for (let i = start; i < end; i++)
      weights[i - start] = damped[entries[i]! >>> COUNT_SHIFT]! * this.idfOf(weights[i - start]! + isNew);
  }

  private idfOf(df: number): number {
    return Math.max(0.05, this.logDocuments - (df < TABLE ? logs[df]! : Math.log(df + 0.5)));
  }

  /** The counts themselves, not a copy. */
  freeze(): FrozenStatistics {
    return { documents: this.documents, counts: this.counts };
  }

  thaw({ documents, counts }: FrozenStatistics): void {
    this.counts = counts.slice();
    this.documents = documents;
    this.logDocuments = Math.log(documents + 1);
  }
}

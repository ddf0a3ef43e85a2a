import { BUCKETS } from './hash.ts';

/** Logarithms of df + ½ are looked up below this count and computed above it. */
const TABLE = 1 << 14;
const logs = Float64Array.from({ length: TABLE }, (_, df) => Math.log(df + 0.5));

/** Statistics as plain data. */
export interface FrozenStatistics {
  documents: number;
  counts: Int32Array;
}

/** How many of the documents hold a term, and from it how much the term tells. */
export class CorpusStatistics {
  private readonly counts = new Int32Array(BUCKETS);
  private documents = 0;
  private logDocuments = Math.log(1);

  /** Counts a term of a document in (1) or out (−1). */
  count(id: number, sign: 1 | -1): void {
    this.counts[id]! += sign;
  }

  countDocument(sign: 1 | -1): void {
    this.documents += sign;
    this.logDocuments = Math.log(this.documents + 1);
  }

  /**
   * Inverse document frequency ln((N+1)/(df+½)), never below a trace: a word of every document tells nothing.
   * `isNew` is 1 for a term that one more document is about to be counted for.
   */
  idf(id: number, isNew: 0 | 1): number {
    const df = this.counts[id]! + isNew;
    return Math.max(0.05, this.logDocuments - (df < TABLE ? logs[df]! : Math.log(df + 0.5)));
  }

  /** The counts themselves, not a copy. */
  freeze(): FrozenStatistics {
    return { documents: this.documents, counts: this.counts };
  }

  thaw({ documents, counts }: FrozenStatistics): void {
    this.counts.set(counts);
    this.documents = documents;
    this.logDocuments = Math.log(documents + 1);
  }
}

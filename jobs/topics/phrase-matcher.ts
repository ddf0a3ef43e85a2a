const BUCKETS = 1 << 16;

function bucketOf(first: number, second: number): number {
  // 40503 = 2^16 / golden ratio: neighbouring code points spread over the buckets.
  return (Math.imul(first, 40_503) ^ second) & (BUCKETS - 1);
}

/** Two characters may be an accident of two words (大火 in 最大火车站): the search goes on inside them. */
function advance(length: number): number {
  return length === 2 ? 1 : length;
}

/**
 * Finds phrases (two characters or more) in a text: at each position the longest phrase that starts there wins,
 * and the search goes on behind it. One table look-up per character, whatever the number of phrases.
 */
export class PhraseMatcher {
  readonly phrases: readonly string[];
  /** Per pair of first characters where its candidates begin in `candidates`, longest first; one more at the end. */
  private readonly starts = new Uint32Array(BUCKETS + 1);
  private readonly candidates: Int32Array;
  /** A bit per bucket that holds any: nineteen of twenty pairs of a text end here, in the processor's nearest cache. */
  private readonly isUsed = new Int32Array(BUCKETS >>> 5);
  /** The first two units of each phrase: they settle most comparisons without touching the text again. */
  private readonly heads: Int32Array;
  private readonly lengths: Uint8Array;

  /** @throws RangeError for a phrase of one character: it would match inside any word. */
  constructor(phrases: Iterable<string>) {
    this.phrases = [...new Set(phrases)];
    const short = this.phrases.find((phrase) => phrase.length < 2);
    if (short !== undefined) throw new RangeError(`phrase too short: "${short}"`);
    this.heads = Int32Array.from(this.phrases, (phrase) => headOf(phrase.charCodeAt(0), phrase.charCodeAt(1)));
    this.lengths = Uint8Array.from(this.phrases, (phrase) => phrase.length);
    const buckets = Array.from(this.heads, (head) => bucketOf(head >>> 16, head & 0xffff));
    for (const bucket of buckets) {
      this.starts[bucket + 1]! += 1;
      this.isUsed[bucket >>> 5]! |= 1 << (bucket & 31);
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.starts[bucket + 1]! += this.starts[bucket]!;
    this.candidates = Int32Array.from(this.phrases, (_, id) => id).sort(
      (a, b) => buckets[a]! - buckets[b]! || this.lengths[b]! - this.lengths[a]!,
    );
  }

  /** The phrases found, from left to right: an id and where it starts, in turn. */
  scan(text: string): number[] {
    const { isUsed } = this;
    const found: number[] = [];
    let first = text.charCodeAt(0);
    for (let position = 0; position + 1 < text.length;) {
      const second = text.charCodeAt(position + 1);
      const bucket = bucketOf(first, second);
      const isPossible = ((isUsed[bucket >>> 5]! >>> (bucket & 31)) & 1) === 1;
      const id = isPossible ? this.longestAt(text, position, bucket) : -1;
      if (id >= 0) found.push(id, position);
      const step = id >= 0 ? advance(this.lengths[id]!) : 1;
      position += step;
      first = step === 1 ? second : text.charCodeAt(position);
    }
    return found;
  }

  /** The id of the phrase that consists of these two units; −1 when there is none. */
  pairOf(first: number, second: number): number {
    const bucket = bucketOf(first, second);
    if (((this.isUsed[bucket >>> 5]! >>> (bucket & 31)) & 1) === 0) return -1;
    const head = headOf(first, second);
    for (let at = this.starts[bucket]!; at < this.starts[bucket + 1]!; at++) {
      const id = this.candidates[at]!;
      if (this.heads[id] === head && this.lengths[id] === 2) return id;
    }
    return -1;
  }

  private longestAt(text: string, position: number, bucket: number): number {
    const head = headOf(text.charCodeAt(position), text.charCodeAt(position + 1));
    for (let at = this.starts[bucket]!; at < this.starts[bucket + 1]!; at++) {
      const id = this.candidates[at]!;
      if (this.heads[id] !== head) continue;
      if (this.lengths[id] === 2 || text.startsWith(this.phrases[id]!, position)) return id;
    }
    return -1;
  }
}

const headOf = (first: number, second: number): number => (first << 16) | second;

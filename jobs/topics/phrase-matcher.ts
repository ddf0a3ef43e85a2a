const BUCKETS = 1 << 16;

function bucketOf(first: number, second: number): number {
  // 40503 = 2^16 / golden ratio: neighbouring code points spread over the buckets.
  return (Math.imul(first, 40_503) ^ second) & (BUCKETS - 1);
}

/** Two characters may be an accident of two words (大火 in 最大火车站): the search goes on inside them. */
function advance(phrase: string): number {
  return phrase.length === 2 ? 1 : phrase.length;
}

/**
 * Finds phrases (two characters or more) in a text: at each position the longest phrase that starts there wins,
 * and the search goes on behind it. One table look-up per character, whatever the number of phrases.
 */
export class PhraseMatcher {
  /** Per pair of first characters: the candidate phrases, longest first. */
  readonly #buckets: (number[] | undefined)[] = Array.from({ length: BUCKETS });
  readonly #occupied = new Uint8Array(BUCKETS);
  readonly phrases: readonly string[];

  /** @throws RangeError for a phrase of one character: it would match inside any word. */
  constructor(phrases: Iterable<string>) {
    this.phrases = [...new Set(phrases)];
    this.phrases.forEach((phrase, id) => {
      if (phrase.length < 2) throw new RangeError(`phrase too short: "${phrase}"`);
      const bucket = bucketOf(phrase.charCodeAt(0), phrase.charCodeAt(1));
      (this.#buckets[bucket] ??= []).push(id);
      this.#occupied[bucket] = 1;
    });
    const longestFirst = (a: number, b: number) => this.phrases[b]!.length - this.phrases[a]!.length;
    for (const bucket of this.#buckets) bucket?.sort(longestFirst);
  }

  /** Calls `visit` with the id of each phrase found and its start offset, from left to right. */
  scan(text: string, visit: (id: number, start: number) => void): void {
    const last = text.length - 1;
    let position = 0;
    while (position < last) {
      const bucket = bucketOf(text.charCodeAt(position), text.charCodeAt(position + 1));
      const id = this.#occupied[bucket] === 1 ? this.#longestAt(text, position, bucket) : -1;
      if (id < 0) {
        position++;
      } else {
        visit(id, position);
        position += advance(this.phrases[id]!);
      }
    }
  }

  #longestAt(text: string, position: number, bucket: number): number {
    return this.#buckets[bucket]!.find((id) => text.startsWith(this.phrases[id]!, position)) ?? -1;
  }
}

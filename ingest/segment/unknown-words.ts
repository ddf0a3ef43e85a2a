/** States of a character in a word: begins it, ends it, lies in its middle, is it alone. In jieba's order. */
const STATES = 4;
const END = 1;
const SINGLE = 3;
/** Logarithm of what cannot be, as jieba's model writes it. */
const NEVER = -3.14e100;

/**
 * The hidden Markov model of jieba (Viterbi over begin, middle, end, single): finds words such as names in a run of
 * characters that no dictionary joins.
 */
export class UnknownWords {
  /** Logarithms by unit and state. */
  private readonly emit = new Float64Array(0x10000 * STATES).fill(NEVER);
  private weights = new Float64Array(64 * STATES);
  private paths = new Uint8Array(64 * STATES);
  /** Ends of the words of the last run, in order. */
  ends = new Int32Array(64);

  /** The states that may stand before each, from STATES times its number to where they end: two of four. */
  private readonly befores = new Uint8Array(STATES * STATES);
  private readonly beforeEnds = new Uint8Array(STATES);

  private constructor(
    private readonly start: Float64Array,
    private readonly transit: Float64Array,
  ) {
    for (let state = 0; state < STATES; state++) {
      let end = state * STATES;
      for (let before = 0; before < STATES; before++)
        if (transit[before * STATES + state]! > NEVER) this.befores[end++] = before;
      this.beforeEnds[state] = end;
    }
  }

  /** Reads jieba's `hmm_model.utf8`: start, four lines of transitions, four lines of `character:logarithm,…`. */
  static parse(source: string): UnknownWords {
    const lines = source.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    const numbers = (from: number, to: number): Float64Array =>
      Float64Array.from(lines.slice(from, to).flatMap((line) => line.trim().split(' ').map(Number)));
    const model = new UnknownWords(numbers(0, 1), numbers(1, 1 + STATES));
    for (let state = 0; state < STATES; state++)
      for (const entry of lines[1 + STATES + state]!.split(',')) {
        const [character = '', logarithm] = entry.split(':');
        model.emit[character.charCodeAt(0) * STATES + state] = Number(logarithm);
      }
    return model;
  }

  /** Cuts `text[from, to)`; gives the number of words, whose ends then stand in `ends`. */
  cut(text: string, from: number, to: number): number {
    if (to - from === 1) {
      this.ends[0] = to;
      return 1;
    }
    const states = this.bestStates(text, from, to);
    let count = 0;
    // A word ends with the states END and SINGLE, the odd ones; the last character is in one of them.
    for (let at = from; at < to; at++) if (states[at - from]! % 2 === 1) this.ends[count++] = at + 1;
    return count;
  }

  /** The likeliest state of each unit, in a buffer that the next call overwrites. */
  private bestStates(text: string, from: number, to: number): Uint8Array {
    const length = to - from;
    if (length * STATES > this.paths.length) {
      this.weights = new Float64Array(length * STATES * 2);
      this.paths = new Uint8Array(length * STATES * 2);
      this.ends = new Int32Array(length * 2);
    }
    const { weights, paths, emit, start, transit, befores, beforeEnds } = this;
    const first = text.charCodeAt(from) * STATES;
    for (let state = 0; state < STATES; state++) weights[state] = start[state]! + emit[first + state]!;
    for (let at = 1; at < length; at++) {
      const here = at * STATES;
      const unit = text.charCodeAt(from + at) * STATES;
      for (let state = 0; state < STATES; state++) {
        let best = NEVER;
        let path = END;
        // What no state of the model may follow would weigh NEVER, which is no better than nothing.
        for (let p = state * STATES; p < beforeEnds[state]!; p++) {
          const previous = befores[p]!;
          const weight = weights[here - STATES + previous]! + transit[previous * STATES + state]! + emit[unit + state]!;
          if (weight <= best) continue;
          best = weight;
          path = previous;
        }
        weights[here + state] = best;
        paths[here + state] = path;
      }
    }
    return this.traceBack(length);
  }

  /** Follows the paths from the end; the states are written over the first units of the paths, read before. */
  private traceBack(length: number): Uint8Array {
    const { weights, paths } = this;
    const last = (length - 1) * STATES;
    let state = weights[last + END]! >= weights[last + SINGLE]! ? END : SINGLE;
    for (let at = length - 1; at >= 0; at--) {
      const before = paths[at * STATES + state]!;
      // Place `at` is read by no later step: these read rows below `at`, and row `at` begins at 4 · at or beyond.
      paths[at * STATES] = state;
      state = before;
    }
    for (let at = 0; at < length; at++) paths[at] = paths[at * STATES]!;
    return paths;
  }
}

/** A stretch of a page. */
export interface Stretch {
  start: number;
  end: number;
}

/** Finds the positions of the largest weights of a stretch without allocating. */
export class Strongest {
  private readonly positions: Int32Array;

  constructor(private readonly limit: number) {
    this.positions = new Int32Array(limit);
  }

  /** At most `limit` positions, largest weight first, of equal ones the earlier; valid until the next call. */
  of(weights: Uint16Array, { start, end }: Stretch): Int32Array {
    const { positions, limit } = this;
    let found = 0;
    for (let i = start; i < end; i++) {
      const weight = weights[i]!;
      if (found === limit && weight <= weights[positions[found - 1]!]!) continue;
      let at = found < limit ? found++ : limit - 1;
      for (; at > 0 && weight > weights[positions[at - 1]!]!; at--) positions[at] = positions[at - 1]!;
      positions[at] = i;
    }
    return positions.subarray(0, found);
  }
}

/**
 * A list of whole numbers that is used again: a ranking needs a dozen for each of thousands of events, and to make them and
 * clear them away took longer than what was counted in them.
 */
export class Scratch {
  private list = new Int32Array(1024);

  /** So many zeros, to be written to until they are asked for again; what lies behind them is not to be looked at. */
  zeros(length: number): Int32Array {
    if (length > this.list.length) this.list = new Int32Array(2 * length);
    return this.list.fill(0, 0, length);
  }
}

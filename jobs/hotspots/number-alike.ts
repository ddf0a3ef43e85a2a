import { Scratch } from './scratch.ts';

/** Numbers values alike; each its own, so that several numberings can be held beside each other. */
export class Alike {
  private readonly numbers = new Scratch();
  private readonly places = new Scratch();
  private values = new Float64Array(1024);
  private taken = this.places.zeros(0);
  private mask = 0;
  /** How many different values came since the numbering began. */
  distinct = 0;

  /** Begins a numbering of at most so many values. */
  begin(most: number): void {
    // Hashes tell their place by their own bits; at most half of the places are taken.
    this.mask = 2 ** Math.ceil(Math.log2(2 * Math.max(1, most))) - 1;
    this.taken = this.places.zeros(this.mask + 1);
    if (most > this.values.length) this.values = new Float64Array(2 * most);
    this.distinct = 0;
  }

  /** The number of a whole number: from 0 in the order in which they come, equal for equal ones. */
  numberOf(value: number): number {
    const places = this.taken;
    const values = this.values;
    const mask = this.mask;
    let place = value & mask;
    while (places[place] !== 0 && values[places[place]! - 1] !== value) place = (place + 1) & mask;
    if (places[place] === 0) {
      values[this.distinct] = value;
      places[place] = this.distinct += 1;
    }
    return places[place]! - 1;
  }

  /** The numbers of the values of the first so many rows. They hold until the next are asked for. */
  number(values: Float64Array, rows: readonly number[], length: number): Int32Array {
    const numbers = this.numbers.zeros(length);
    this.begin(length);
    for (let i = 0; i < length; i++) numbers[i] = this.numberOf(values[rows[i]!]!);
    return numbers;
  }
}

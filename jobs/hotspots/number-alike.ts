import { Scratch } from './scratch.ts';

/** Numbers values alike; each its own, so that several numberings can be held beside each other. */
export class Alike {
  readonly #numbers = new Scratch();
  readonly #places = new Scratch();

  /**
   * Small numbers for the values of the first so many rows, equal for equal ones, from 0 in the order in which they come.
   * Values are whole numbers. They hold until the next are asked for.
   */
  number(values: Float64Array, rows: readonly number[], length: number): Int32Array {
    const numbers = this.#numbers.zeros(length);
    // Hashes tell their place by their own bits; at most half of the places are taken.
    const mask = 2 ** Math.ceil(Math.log2(2 * length)) - 1;
    const places = this.#places.zeros(mask + 1);
    let distinct = 0;
    for (let i = 0; i < length; i++) {
      const value = values[rows[i]!]!;
      let place = value & mask;
      while (places[place] !== 0 && values[rows[places[place]! - 1]!] !== value) place = (place + 1) & mask;
      if (places[place] === 0) {
        places[place] = i + 1;
        numbers[i] = distinct++;
      } else numbers[i] = numbers[places[place]! - 1]!;
    }
    return numbers;
  }
}

/** Rows [start, end) with one and the same number of 64 bits, as a decimal. */
export interface Stretch {
  key: string;
  start: number;
  end: number;
}

/** The stretches of equal numbers, one after the other. Told by their halves: each number read as a whole is an object. */
export function* stretchesOf(numbers: BigUint64Array): Generator<Stretch> {
  const halves = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  let start = 0;
  for (let row = 0; row < numbers.length; row++) {
    if (halves[2 * row] === halves[2 * row + 2] && halves[2 * row + 1] === halves[2 * row + 3]) continue;
    yield { key: numbers[row]!.toString(), start, end: row + 1 };
    start = row + 1;
  }
}

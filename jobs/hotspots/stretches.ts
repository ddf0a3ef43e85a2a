/** Rows [start, end) with one and the same number of 64 bits, as a decimal. */
export interface Stretch {
  key: string;
  start: number;
  end: number;
}

/** The stretches of equal numbers, one after the other. */
export function stretchesOf(numbers: BigUint64Array): Stretch[] {
  // Told by their halves, with signs: each number as a whole is an object, and so is a half beyond 31 bits.
  const halves = new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  const stretches: Stretch[] = [];
  let start = 0;
  for (let row = 0; row < numbers.length; row++) {
    const next = 2 * row + 2;
    if (next < halves.length && halves[next - 2] === halves[next] && halves[next - 1] === halves[next + 1]) continue;
    stretches.push({ key: numbers[row]!.toString(), start, end: row + 1 });
    start = row + 1;
  }
  return stretches;
}

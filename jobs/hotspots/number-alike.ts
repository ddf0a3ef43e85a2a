/** So many zeros. Thousands of such lists are made for each ranking, and typed arrays cost more to make and to clear away. */
export function zeros(length: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < length; i++) list.push(0);
  return list;
}

/** Small numbers for the values of some rows, equal for equal ones, from 0 in the order in which they come. Values are whole numbers. */
export function numberAlike(values: Float64Array, rows: readonly number[]): number[] {
  const numbers = zeros(rows.length);
  // Hashes tell their place by their own bits; at most half of the places are taken.
  const mask = 2 ** Math.ceil(Math.log2(2 * rows.length)) - 1;
  const places = zeros(mask + 1);
  let distinct = 0;
  for (let i = 0; i < rows.length; i++) {
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

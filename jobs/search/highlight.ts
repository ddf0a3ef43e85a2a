/** Where words stand in a text: half-open ranges of UTF-16 units, in order, none touching the next. */
export function highlight(text: string, words: readonly string[]): [start: number, end: number][] {
  const said = text.toLowerCase();
  // A lower-cased İ is two units: such a text is shown without marks rather than with wrong ones.
  if (said.length !== text.length) return [];
  const ranges = words.flatMap((word) => [...occurrences(said, word)]).toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged: [number, number][] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function* occurrences(text: string, word: string): Generator<[number, number]> {
  if (word === '') return;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) yield [at, at + word.length];
}

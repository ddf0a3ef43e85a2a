/** May not begin a line (避头), may not end one (避尾). */
const NOT_FIRST = new Set('。，、；：？！）》」』】〕％%”’…—·,.;:?!)]}');
const NOT_LAST = new Set('（《「『【〔“‘([{');
/** Numbers and Latin words stay whole: 1,234.5%, 2020-11, PM2.5. */
const WORD = /[0-9A-Za-z.,%/:+-]+|./gsu;

/** How wide a piece of text is set, in points. */
export type Measure = (text: string) => number;

/**
 * Breaks a paragraph into lines of at most `width` points, the first one shorter by `indent`. Greedy, as Word breaks
 * Chinese; punctuation that may not begin a line takes the character before it along.
 */
export function breakLines(
  text: string,
  { width, indent, measure }: { width: number; indent: number; measure: Measure },
): string[] {
  const lines: string[][] = [[]];
  let left = width - indent;
  for (const piece of pieces(text, { width, measure })) {
    const wide = measure(piece);
    let line = lines.at(-1)!;
    // Half a thousandth of a line is rounding.
    if (wide > left + width / 2000 && line.length > 0) {
      const carried = carryOver(line, piece);
      line = [...carried];
      lines.push(line);
      left = width - carried.reduce((sum, each) => sum + measure(each), 0);
    }
    line.push(piece);
    left -= wide;
  }
  return lines.map((line) => line.join(''));
}

/** What of a full line has to go to the next one together with the piece that does not fit. */
function carryOver(line: string[], next: string): string[] {
  const carried: string[] = [];
  let first = next;
  while (line.length > 1 && carried.length < 3 && (NOT_FIRST.has(first) || NOT_LAST.has(line.at(-1)!))) {
    first = line.pop()!;
    carried.unshift(first);
  }
  return carried;
}

/** Characters and whole words; a word longer than a line is broken where it must. */
function pieces(text: string, { width, measure }: { width: number; measure: Measure }): string[] {
  return [...text.matchAll(WORD)].flatMap(([piece]) => {
    if (piece.length > 1 && NOT_FIRST.has(piece) === false && measure(piece) > width) return [...piece];
    return piece;
  });
}

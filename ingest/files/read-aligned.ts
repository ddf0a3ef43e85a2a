import { isKnownColumn } from './known-columns.ts';
import { problemRow } from './file-row.ts';
import type { TableRow } from './read-table.ts';
import type { TextLine } from './read-text.ts';

/** Columns of a printed table stand this far apart. */
const GAP = /\s{2,}/;
/** Names of a header that is parted by blanks; a line of words has them by chance. */
const FEWEST_NAMES = 3;
/** A title, the period and a rule may stand above it. */
const HEADER_WITHIN = 10;
/** Signs that take two columns on a screen. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const RULE = /^[\s\-=+─━]+$/;

/** True for the lines of a table whose columns are parted by blanks alone. */
export const looksAligned = (lines: readonly string[]): boolean => lines.slice(0, HEADER_WITHIN).some(isHeader);

const isHeader = (line: string): boolean => line.trim().split(GAP).filter(isKnownColumn).length >= FEWEST_NAMES;

/** The rows of such a table. A row of which it is not clear where its cells end is told as a problem. */
export async function* readAligned(lines: AsyncIterable<TextLine>): AsyncGenerator<TableRow> {
  let header: string | undefined;
  for await (const { line, text = '' } of lines) {
    if (text.trim() === '' || RULE.test(text)) continue;
    if (isHeader(text)) header = text;
    if (header === undefined || header === text) {
      yield { line, cells: text.trim().split(GAP) };
      continue;
    }
    const cells = cellsOf(text, header);
    if (cells) yield { line, cells };
    else
      yield {
        line,
        problem: problemRow(line, 'columns_missing', '看不出这一行各列从哪里断开，请另存为 .csv 或 .xlsx'),
      };
  }
}

/** By blanks where they make as many cells as there are names, else by where the names stand. */
function cellsOf(text: string, header: string): string[] | undefined {
  const names = header.trim().split(GAP);
  const parted = text.trim().split(GAP);
  if (parted.length === names.length) return parted;
  return cutAt(text, header, names, 2) ?? cutAt(text, header, names, 1);
}

/** Cut before each name; `wide` is the columns that a Chinese sign takes. `undefined` where a cell lies across a cut. */
function cutAt(text: string, header: string, names: readonly string[], wide: 1 | 2): string[] | undefined {
  const starts: number[] = [];
  let from = 0;
  for (const name of names) {
    from = header.indexOf(name, from);
    starts.push(widthOf(header.slice(0, from), wide));
    from += name.length;
  }
  const cells = names.map(() => '');
  let column = 0;
  let cell = 0;
  let last = ' ';
  for (const sign of text) {
    while (cell + 1 < starts.length && column >= starts[cell + 1]!) {
      cell += 1;
      if (last.trim() !== '') return undefined;
    }
    cells[cell] += sign;
    column += widthOf(sign, wide);
    last = sign;
  }
  return cells.map((each) => each.trim());
}

const widthOf = (text: string, wide: 1 | 2): number =>
  wide === 1 ? text.length : Array.from(text).reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);

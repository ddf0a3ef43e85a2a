import type { TableRow } from './read-table.ts';
import { listZip, wholeZipText } from './read-zip.ts';
import { attributeOf, elementsOf, unescapeXml, withoutElements, type XmlElement } from './sheet-xml.ts';

/** Read whole; some 300 000 rows of tickets without their formats. */
const LONGEST = { most: 200_000_000, tooLong: '.ods 表格太大，请另存为 .xlsx' };
/** LibreOffice has no more columns; it fills the last of each row up to them. */
const MAX_COLUMNS = 16_384;
/** A sheet calculates with fifteen digits and makes zeros of the rest. */
const KEPT_DIGITS = 1e15;

/** The tables of an OpenDocument spreadsheet. Throws FileShapeError when it cannot be unpacked. */
export async function odsTables(path: string): Promise<(() => AsyncGenerator<TableRow>)[]> {
  const content = await wholeZipText(path, (await listZip(path)).get('content.xml'), LONGEST);
  return elementsOf(content, 'table:table').map(
    ({ inner }) =>
      () =>
        rowsOf(inner),
  );
}

async function* rowsOf(table: string): AsyncGenerator<TableRow> {
  let line = 1;
  // A cell over several rows says the same in each.
  const above: { value: unknown; left: number }[] = [];
  for (const { attributes, inner } of elementsOf(table, 'table:table-row')) {
    yield { line, cells: cellsOf(inner, above) };
    // Rows that are repeated are blank ones up to the end of the sheet, or copies of one row.
    line += repeated(attributes, 'rows');
  }
}

const repeated = (attributes: string, what: 'rows' | 'columns'): number =>
  Math.max(1, Number(attributeOf(attributes, `table:number-${what}-repeated`)) || 1);

function cellsOf(row: string, above: { value: unknown; left: number }[]): unknown[] {
  const cells: unknown[] = [];
  // Cells under a merged one have a name of their own; one spelling keeps all of them in their order.
  for (const cell of elementsOf(row.replace(/(<\/?table:)covered-/g, '$1'), 'table:table-cell')) {
    const value = valueOf(cell);
    for (let times = repeated(cell.attributes, 'columns'); times > 0 && cells.length < MAX_COLUMNS; times--) {
      const held = above[cells.length];
      const covered = value === null && held !== undefined && held.left > 0;
      const down = Number(attributeOf(cell.attributes, 'table:number-rows-spanned')) || 1;
      above[cells.length] = covered ? { value: held.value, left: held.left - 1 } : { value, left: down - 1 };
      cells.push(covered ? held.value : value);
    }
  }
  while (cells.length > 0 && cells.at(-1) === null) cells.pop();
  return cells;
}

function valueOf({ attributes, inner }: XmlElement): unknown {
  const type = attributeOf(attributes, 'office:value-type');
  const shown = shownText(inner);
  if (type === 'date') return attributeOf(attributes, 'office:date-value') || shown;
  const number = Number(attributeOf(attributes, 'office:value'));
  if (type !== 'float' || !Number.isFinite(number)) return shown === '' ? null : shown;
  if (Math.abs(number) >= KEPT_DIGITS) return number.toExponential().toUpperCase();
  // Zeros in front are shown by a format only, and belong to the number of a ticket.
  return /^0\d+$/.test(shown) ? shown : number;
}

/** What a cell shows: its paragraphs without notes, with blanks, tabs and breaks as they are. */
function shownText(inner: string): string {
  return elementsOf(withoutElements(inner, 'office:annotation'), 'text:p')
    .map((paragraph) => {
      const spaced = paragraph.inner
        .replace(/<text:(?:s|tab)(?: [^<>]*)?\/>/g, ' ')
        .replace(/<text:line-break(?: [^<>]*)?\/>/g, '\n');
      return unescapeXml(spaced.replace(/<[^<>]*>/g, ''));
    })
    .join('\n')
    .trim();
}

import { type Merge, FillDown } from './fill-down.ts';
import { openWorkbook, runsText, type Workbook } from './open-workbook.ts';
import type { TableRow } from './read-table.ts';
import { readZipText, type ZipEntry } from './read-zip.ts';
import { attributeOf, elementsOf, streamElements, unescapeXml, type XmlElement } from './sheet-xml.ts';

/** Serial days 2000-01-01 … 2100-01-01: other numbers in a sheet are numbers. */
const SERIALS = { from: 36_526, to: 73_051 };
/** Excel keeps fifteen digits of a number and makes zeros of the rest. */
const KEPT_DIGITS = 1e15;
// Excel's own limit; a reference beyond it is damage, and would make an endless row.
const MAX_COLUMNS = 16_384;
/** More merged areas than any sheet that people made. */
const MAX_MERGES = 200_000;

/** A formula that was saved without its result; no text and no number, so that a row that needs it is refused. */
export interface UnsavedFormula {
  formula: string;
}

/** 0 for A, 26 for AA; -1 when the reference names no column. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A date without a zone, as the sheet shows it; seconds are rounded, a serial's fraction is inexact. */
function wallText(serial: number, epochDays: number): string {
  const seconds = Math.round((serial - epochDays) * 86_400);
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

interface SheetReading {
  book: Workbook;
  /** Columns that stand below a heading of time. */
  timeColumns: Set<number>;
}

function numberValue(number: number, style: string, isTime: boolean, book: Workbook): unknown {
  const { isDate = false, digits = 0 } = book.styles[Number(style || 0)] ?? {};
  const isDay = number >= SERIALS.from - 1462 && number < SERIALS.to;
  if (isDay && (isTime || isDate)) return wallText(number, book.epochDays);
  if (!Number.isInteger(number)) return number;
  // Written as a spreadsheet shows it, which no check takes for an identity.
  if (Math.abs(number) >= KEPT_DIGITS && number % 10 === 0) return number.toExponential().toUpperCase();
  return digits > 0 ? String(number).padStart(digits, '0') : number;
}

function cellValue(cell: XmlElement, isTime: boolean, book: Workbook): unknown {
  const type = attributeOf(cell.attributes, 't');
  const { prefix } = book;
  if (type === 'inlineStr') return runsText(cell.inner, prefix);
  const written = elementsOf(cell.inner, `${prefix}v`)[0]?.inner;
  if (written === undefined || (written === '' && type !== 'str')) {
    return cell.inner.includes(`<${prefix}f`) ? ({ formula: '' } satisfies UnsavedFormula) : null;
  }
  if (type === 'e') return null;
  if (type === 's') return book.strings[Number(written)] ?? null;
  const number = Number(written);
  if (type === 'str' || type === 'd' || type === 'b' || Number.isNaN(number)) return unescapeXml(written);
  return numberValue(number, attributeOf(cell.attributes, 's'), isTime, book);
}

function cellsOf(row: XmlElement, { book, timeColumns }: SheetReading): unknown[] {
  const cells: unknown[] = [];
  for (const cell of elementsOf(row.inner, `${book.prefix}c`)) {
    const named = columnOf(attributeOf(cell.attributes, 'r'));
    const at = named >= 0 && named < MAX_COLUMNS ? named : cells.length;
    while (cells.length < at) cells.push(null);
    cells[at] = cellValue(cell, timeColumns.has(at), book);
  }
  return cells;
}

/** The areas of more than one row; they stand behind the rows, so the sheet is unpacked once more for them. */
async function mergesOf({ path, prefix }: Workbook, sheet: ZipEntry): Promise<Merge[]> {
  const merges: Merge[] = [];
  for await (const { attributes } of streamElements(readZipText(path, sheet), `${prefix}mergeCell`)) {
    const [, column = '', from, to] =
      /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attributeOf(attributes, 'ref')) ?? [];
    if (Number(to) > Number(from)) merges.push({ column: columnOf(column), from: Number(from), to: Number(to) });
    if (merges.length >= MAX_MERGES) break;
  }
  return merges;
}

/**
 * The rows of a sheet, in bounded memory. A number becomes a date-time where its cell is formatted as one or stands
 * below a heading of time (时间, 日期, time); what a merged cell says holds for each of its rows.
 * @throws FileShapeError when the sheet cannot be unpacked.
 */
export async function* readSheetRows(book: Workbook, sheet: ZipEntry): AsyncGenerator<TableRow> {
  const fillDown = new FillDown(await mergesOf(book, sheet));
  const timeColumns = new Set<number>();
  let line = 0;
  for await (const row of streamElements(readZipText(book.path, sheet), `${book.prefix}row`)) {
    line = Number(attributeOf(row.attributes, 'r')) || line + 1;
    const cells = cellsOf(row, { book, timeColumns });
    fillDown.fill(line, cells);
    for (const [at, cell] of cells.entries()) {
      if (typeof cell === 'string' && cell.length < 20 && /时间|時間|日期|time|date|_at$/i.test(cell))
        timeColumns.add(at);
    }
    yield { line, cells };
  }
}

/** The rows of the first sheet that is shown. Throws FileShapeError when the file is no whole workbook. */
export async function* readXlsxRows(path: string): AsyncGenerator<TableRow> {
  const book = await openWorkbook(path);
  yield* readSheetRows(book, book.sheets[0]!);
}

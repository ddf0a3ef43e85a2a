import { FileShapeError } from './file-row.ts';
import type { TableRow } from './read-table.ts';
import { listZip, readZipText, type ZipEntry } from './read-zip.ts';
import { attributeOf, elementsOf, streamElements, unescapeXml, type XmlElement } from './sheet-xml.ts';

/** Days from Excel's day 0 (1899-12-30) to 1970-01-01; books from old Macs count from 1904-01-01. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 };
/** Serial days 2000-01-01 … 2100-01-01: other numbers in a sheet are numbers. */
const SERIALS = { from: 36_526, to: 73_051 };
/** Number formats that show a date, ECMA-376 18.8.30, the Chinese ones (27–36, 50–58) included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

interface Book {
  path: string;
  entries: Map<string, ZipEntry>;
  strings: string[];
  /** For each cell style whether it shows a date. */
  dateStyles: boolean[];
  epochDays: number;
}

async function wholeText(path: string, entry: ZipEntry | undefined): Promise<string> {
  let text = '';
  if (entry) for await (const piece of readZipText(path, entry)) text += piece;
  return text;
}

/** Text runs joined; phonetic guides (`rPh`) are not part of the text. */
function textOf(xml: string): string {
  const [head = '', ...guided] = xml.split('<rPh');
  const spoken = head + guided.map((part) => part.slice(part.indexOf('</rPh>') + 1)).join('');
  return elementsOf(spoken, 't')
    .map(({ inner }) => unescapeXml(inner))
    .join('');
}

/** A number format without its literals, colours and conditions. */
const shownFormat = (format: string): string => format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');

function readDateStyles(styles: string): boolean[] {
  const custom = new Map(
    elementsOf(styles, 'numFmt').map(({ attributes }) => [
      attributeOf(attributes, 'numFmtId'),
      /[ymdhs年月日时]/i.test(shownFormat(attributeOf(attributes, 'formatCode'))),
    ]),
  );
  const cells = elementsOf(styles, 'cellXfs')[0]?.inner ?? '';
  return elementsOf(cells, 'xf').map(({ attributes }) => {
    const id = attributeOf(attributes, 'numFmtId');
    return custom.get(id) ?? isBuiltInDate(Number(id));
  });
}

async function openBook(path: string): Promise<Book> {
  const entries = await listZip(path);
  const workbook = await wholeText(path, entries.get('xl/workbook.xml'));
  const strings: string[] = [];
  const shared = entries.get('xl/sharedStrings.xml');
  if (shared)
    for await (const { inner } of streamElements(readZipText(path, shared), 'si')) strings.push(textOf(inner));
  const dateStyles = readDateStyles(await wholeText(path, entries.get('xl/styles.xml')));
  const from1904 = /<workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook);
  return { path, entries, strings, dateStyles, epochDays: EPOCH_DAYS[from1904 ? 1904 : 1900] };
}

/** The file of the first sheet: by the workbook's relations, else by its usual name. */
async function firstSheet(book: Book): Promise<ZipEntry> {
  const { path, entries } = book;
  const workbook = await wholeText(path, entries.get('xl/workbook.xml'));
  const relations = await wholeText(path, entries.get('xl/_rels/workbook.xml.rels'));
  const id = attributeOf(elementsOf(workbook, 'sheet')[0]?.attributes ?? '', 'r:id');
  const relation = elementsOf(relations, 'Relationship').find(({ attributes }) => attributeOf(attributes, 'Id') === id);
  const target = attributeOf(relation?.attributes ?? '', 'Target').replace(/^\/?(?:xl\/)?/, '');
  const entry = entries.get(`xl/${target}`) ?? entries.get('xl/worksheets/sheet1.xml');
  if (!entry) throw new FileShapeError('文件里没有工作表，应为 .xlsx');
  return entry;
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

function cellValue(cell: XmlElement, book: Book, isTime: boolean): unknown {
  const type = attributeOf(cell.attributes, 't');
  if (type === 'inlineStr') return textOf(cell.inner);
  const written = elementsOf(cell.inner, 'v')[0]?.inner;
  if (written === undefined || type === 'e') return null;
  if (type === 's') return book.strings[Number(written)] ?? null;
  const number = Number(written);
  if (type === 'str' || type === 'd' || type === 'b' || Number.isNaN(number)) return unescapeXml(written);
  const isDate = isTime || book.dateStyles[Number(attributeOf(cell.attributes, 's') || 0)] === true;
  return isDate && number >= SERIALS.from - 1462 && number < SERIALS.to ? wallText(number, book.epochDays) : number;
}

// Excel's own limit; a reference beyond it is damage, and would make an endless row.
const MAX_COLUMNS = 16_384;

function cellsOf(row: XmlElement, book: Book, timeColumns: ReadonlySet<number>): unknown[] {
  const cells: unknown[] = [];
  for (const cell of elementsOf(row.inner, 'c')) {
    const named = columnOf(attributeOf(cell.attributes, 'r'));
    const at = named >= 0 && named < MAX_COLUMNS ? named : cells.length;
    while (cells.length < at) cells.push(null);
    cells[at] = cellValue(cell, book, timeColumns.has(at));
  }
  return cells;
}

/**
 * The first sheet of a workbook, row by row, in bounded memory but for its shared texts. A number becomes a
 * date-time where its cell is formatted as one or stands below a heading of time (时间, 日期, time).
 * @throws FileShapeError when the file is no whole workbook.
 */
export async function* readXlsxRows(path: string): AsyncGenerator<TableRow> {
  const book = await openBook(path);
  const sheet = await firstSheet(book);
  const timeColumns = new Set<number>();
  let line = 0;
  for await (const row of streamElements(readZipText(path, sheet), 'row')) {
    line = Number(attributeOf(row.attributes, 'r')) || line + 1;
    const cells = cellsOf(row, book, timeColumns);
    for (const [at, cell] of cells.entries()) {
      if (typeof cell === 'string' && cell.length < 20 && /时间|日期|time|date|_at$/i.test(cell)) timeColumns.add(at);
    }
    yield { line, cells };
  }
}

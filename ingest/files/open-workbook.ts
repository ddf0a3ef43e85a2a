import { FileShapeError } from './file-row.ts';
import { listZip, readZipText, type ZipEntry } from './read-zip.ts';
import { attributeOf, elementsOf, streamElements, unescapeXml } from './sheet-xml.ts';
import { type CellStyle, readCellStyles } from './workbook-styles.ts';

/** Days from Excel's day 0 (1899-12-30) to 1970-01-01; books from old Macs count from 1904-01-01. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 };

/** A workbook with what its sheets share. */
export interface Workbook {
  path: string;
  strings: string[];
  styles: CellStyle[];
  epochDays: number;
  /** Some writers put a prefix before every element: `x:` for <x:row>. */
  prefix: string;
  /** The sheets that are shown, in their order; all of them where all are hidden. */
  sheets: ZipEntry[];
}

async function wholeText(path: string, entry: ZipEntry | undefined): Promise<string> {
  let text = '';
  if (entry) for await (const piece of readZipText(path, entry)) text += piece;
  return text;
}

/** Text runs joined; phonetic guides (`rPh`) are not part of the text. */
export function runsText(xml: string, prefix: string): string {
  const [head = '', ...guided] = xml.split(`<${prefix}rPh`);
  const spoken = head + guided.map((part) => part.slice(part.indexOf(`</${prefix}rPh>`) + 1)).join('');
  return elementsOf(spoken, `${prefix}t`)
    .map(({ inner }) => unescapeXml(inner))
    .join('');
}

/** The files of the sheets by the workbook's relations, else the first by its usual name; charts are no sheets. */
function sheetsOf(workbook: string, relations: string, entries: Map<string, ZipEntry>, prefix: string): ZipEntry[] {
  const targets = new Map(
    elementsOf(relations, 'Relationship').map(({ attributes }) => [
      attributeOf(attributes, 'Id'),
      attributeOf(attributes, 'Target').replace(/^\/?(?:xl\/)?/, ''),
    ]),
  );
  const found = elementsOf(workbook, `${prefix}sheet`).flatMap(({ attributes }) => {
    const entry = entries.get(`xl/${targets.get(attributeOf(attributes, 'r:id')) ?? ''}`);
    const isHidden = /hidden/i.test(attributeOf(attributes, 'state'));
    return entry && !/chartsheets\//.test(entry.name) ? [{ entry, isHidden }] : [];
  });
  const shown = found.filter(({ isHidden }) => !isHidden);
  const usual = entries.get('xl/worksheets/sheet1.xml');
  const sheets = (shown.length > 0 ? shown : found).map(({ entry }) => entry);
  return sheets.length === 0 && usual ? [usual] : sheets;
}

/** What a zip archive without sheets is, for the person who gave it. */
function noWorkbook(entries: Map<string, ZipEntry>): FileShapeError {
  if (entries.has('xl/workbook.bin')) return new FileShapeError('二进制工作簿 .xlsb 无法读取，请另存为 .xlsx');
  return new FileShapeError('文件里没有工作表，应为 .xlsx');
}

/**
 * Opens a workbook; its shared texts are held in memory, its sheets are not.
 * @throws FileShapeError when it is no whole .xlsx, saying what it is and what to do.
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  const entries = await listZip(path);
  const workbook = await wholeText(path, entries.get('xl/workbook.xml'));
  const prefix = /<(\w+:)workbook[\s>]/.exec(workbook)?.[1] ?? '';
  const relations = await wholeText(path, entries.get('xl/_rels/workbook.xml.rels'));
  const sheets = sheetsOf(workbook, relations, entries, prefix);
  if (sheets.length === 0) throw noWorkbook(entries);
  const strings: string[] = [];
  const shared = entries.get('xl/sharedStrings.xml');
  if (shared)
    for await (const { inner } of streamElements(readZipText(path, shared), `${prefix}si`))
      strings.push(runsText(inner, prefix));
  const styles = readCellStyles(await wholeText(path, entries.get('xl/styles.xml')), prefix);
  const from1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook);
  return { path, strings, styles, epochDays: EPOCH_DAYS[from1904 ? 1904 : 1900], prefix, sheets };
}

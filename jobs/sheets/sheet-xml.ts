import { startsLikeFormula } from './formula-start.ts';
import { numberStyle, style } from './sheet-styles.ts';
import type { Cell, ColumnKind, Sheet } from './table.ts';
import { escapeXml, XML_HEAD } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Excel refuses a cell of more characters. */
const MAX_CELL = 32_767;
const DEFAULT_WIDTH = 14;

/** The sheet's part, and its defined names (filter, print area, repeated header) with SHEET for its index. */
export function sheetXml(sheet: Sheet, name: string): { xml: string; names: string[] } {
  const isTable = sheet.table ?? true;
  const headRows = (sheet.title === undefined ? 0 : 1) + (isTable ? 1 : 0);
  const rows: string[] = [];
  if (sheet.title !== undefined) rows.push(rowXml(1, [textCell(sheet.title, 'A1', style.title)]));
  if (isTable) {
    const headers = sheet.columns.map(({ header, kind }, at) =>
      textCell(header, address(at, headRows), kind === 'text' ? style.header : style.numberHeader),
    );
    rows.push(rowXml(headRows, headers));
  }
  let last = headRows;
  for (const row of sheet.rows) {
    last++;
    const at = last;
    rows.push(
      rowXml(
        at,
        row.map((cell, column) => cellXml(cell, address(column, at), sheet.columns[column]?.kind ?? 'text')),
      ),
    );
  }
  const range = `A${Math.max(1, headRows)}:${address(sheet.columns.length - 1, Math.max(last, 1))}`;
  const frozen = isTable
    ? `<pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  const columns = sheet.columns.map(
    ({ width = DEFAULT_WIDTH }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const xml = `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData>${isTable ? `<autoFilter ref="${range}"/>` : ''}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${sheet.columns.length > 6 ? 'landscape' : 'portrait'}" fitToHeight="0"/></worksheet>`;
  return { xml, names: namesOf({ name, isTable, headRows, last, range, columns: sheet.columns.length }) };
}

interface Extent {
  name: string;
  isTable: boolean;
  headRows: number;
  last: number;
  range: string;
  columns: number;
}

function namesOf({ name, isTable, headRows, last, range, columns }: Extent): string[] {
  const on = `'${escapeXml(name)}'!`;
  const all = `A1:${address(columns - 1, Math.max(last, 1))}`;
  const area = `<definedName name="_xlnm.Print_Area" localSheetId="SHEET">${on}${absolute(all)}</definedName>`;
  if (!isTable) return [area];
  return [
    `<definedName name="_xlnm._FilterDatabase" localSheetId="SHEET" hidden="1">${on}${absolute(range)}</definedName>`,
    area,
    `<definedName name="_xlnm.Print_Titles" localSheetId="SHEET">${on}$${headRows}:$${headRows}</definedName>`,
  ];
}

/** A1:B2 as $A$1:$B$2. */
function absolute(ref: string): string {
  return ref.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
}

function rowXml(row: number, cells: readonly string[]): string {
  return `<row r="${row}">${cells.join('')}</row>`;
}

function cellXml(cell: Cell, at: string, kind: ColumnKind): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(cell, at, startsLikeFormula(cell) ? style.quoted : style.text);
  // A fault of ours (0/0) must not become a cell that Excel calls damaged.
  if (!Number.isFinite(cell)) return '';
  return `<c r="${at}" s="${numberStyle[kind]}"><v>${cell}</v></c>`;
}

/** Marked as text and quoted, so that it stays one when somebody edits the cell. */
function textCell(text: string, at: string, styleIndex: number): string {
  return `<c r="${at}" s="${styleIndex}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, MAX_CELL))}</t></is></c>`;
}

/** A1, B1 … AA1; the column counts from 0. */
function address(column: number, row: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row}`;
}

import { startsLikeFormula } from './formula-start.ts';
import type { Cell, SheetTable } from './table.ts';

/** Without it Excel and WPS read the file as GBK. */
const BOM = '\uFEFF';
/** Excel keeps 15 digits of what it takes for a number; a longer one must not look like one. */
const LONG_NUMBER = /^\d{16,}$/;

/**
 * The table as CSV for Excel and WPS: BOM, CRLF, quotes where needed (RFC 4180). A text that would be taken for a
 * formula, or for a number too long to keep, begins with an apostrophe; numbers, also negative ones, stand as they are.
 */
export function writeCsv(table: SheetTable): string {
  const lines = [table.columns.map(({ header }) => csvCell(header)).join(',')];
  for (const row of table.rows) lines.push(row.map(csvCell).join(','));
  return `${BOM}${lines.join('\r\n')}\r\n`;
}

/** One cell of CSV, see writeCsv. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = startsLikeFormula(cell) || LONG_NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

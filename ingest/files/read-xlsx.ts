import ExcelJS from 'exceljs';
import type { TableRow } from './read-table.ts';

/** Days between Excel's day 0 (1899-12-30) and 1970-01-01. */
const EXCEL_EPOCH_DAYS = 25_569;
/** Serial days 2000-01-01 … 2100-01-01: other numbers in a sheet are numbers. */
const SERIALS = { from: 36_526, to: 73_051 };

/** A date without a zone, as the sheet shows it; seconds are rounded, a serial's fraction is inexact. */
function wallText(ms: number): string {
  return new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Turns an Excel serial into a date-time text where the column is one of time; anything else stays. */
function cellOf(value: ExcelJS.CellValue, isTime: boolean): unknown {
  if (value instanceof Date) return wallText(value.getTime());
  if (typeof value === 'number' && isTime && value >= SERIALS.from && value < SERIALS.to) {
    return wallText((value - EXCEL_EPOCH_DAYS) * 86_400_000);
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('result' in value) return cellOf(value.result as ExcelJS.CellValue, isTime);
  if ('text' in value) return cellOf(value.text as ExcelJS.CellValue, isTime);
  return undefined;
}

/** The first sheet of a workbook, row by row. Column names with 时间, 日期 or time hold dates. */
export async function* readXlsxRows(path: string): AsyncGenerator<TableRow> {
  const options = {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    entries: 'ignore',
  } as const;
  const book = new ExcelJS.stream.xlsx.WorkbookReader(path, options);
  for await (const sheet of book) {
    const timeColumns = new Set<number>();
    for await (const row of sheet) {
      // exceljs counts cells from 1 and leaves holes where a cell is empty.
      const values = Array.isArray(row.values) ? Array.from(row.values.slice(1)) : [];
      const cells = values.map((value, at) => cellOf(value ?? null, timeColumns.has(at)));
      cells.forEach((cell, at) => {
        if (typeof cell === 'string' && cell.length < 20 && /时间|日期|time|date|_at$/i.test(cell)) timeColumns.add(at);
      });
      yield { line: row.number, cells };
    }
    return;
  }
}

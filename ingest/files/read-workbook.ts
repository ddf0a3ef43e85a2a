import type { NamedGroup } from './chat-rows.ts';
import { type FileShapeError, MissingColumns, problemRow, type FileRow } from './file-row.ts';
import { openWorkbook } from './open-workbook.ts';
import { readSheet } from './read-sheet.ts';
import type { TableOptions } from './read-table.ts';
import { readSheetRows } from './read-xlsx.ts';

/** Known names in a header from which on a sheet is data that lacks something, no cover or list of words. */
const LOOKS_LIKE_DATA = 2;

/**
 * The rows of all sheets that hold a table of ours, one sheet after the other; covers, statistics and lists of words
 * are passed over, a table that lacks a column is told as a problem.
 * @throws FileShapeError when no sheet holds one, with what the first table lacks.
 */
export async function* readWorkbook(
  path: string,
  options: TableOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const book = await openWorkbook(path);
  const several = book.sheets.length > 1;
  const refused: { sheet: number; error: MissingColumns }[] = [];
  for (const [at, entry] of book.sheets.entries()) {
    const numbered = several ? { sheet: at + 1 } : {};
    try {
      for await (const row of readSheet(readSheetRows(book, entry), options)) yield { ...row, ...numbered };
    } catch (error) {
      if (!(error instanceof MissingColumns)) throw error;
      refused.push({ sheet: at + 1, error });
    }
  }
  if (refused.length === book.sheets.length) throw bestOf(refused.map(({ error }) => error));
  for (const { sheet, error } of refused.filter((one) => one.error.known >= LOOKS_LIKE_DATA))
    yield { ...problemRow(1, 'columns_missing', error.message), sheet };
}

const bestOf = (errors: readonly MissingColumns[]): FileShapeError =>
  errors.reduce((best, next) => (next.known > best.known ? next : best));

import type { NamedGroup } from './chat-rows.ts';
import { type FileShapeError, MissingColumns, problemRow, type FileRow } from './file-row.ts';
import { readSheet } from './read-sheet.ts';
import type { TableOptions, TableRow } from './read-table.ts';

/** Known names in a header from which on a table is data that lacks something, no cover or list of words. */
const LOOKS_LIKE_DATA = 2;

/**
 * The rows of all tables of a file that are ours, one table after the other; covers, statistics and lists of words are
 * passed over, a table that lacks a column is told as a problem.
 * @throws FileShapeError when no table is ours, with what the likeliest lacks.
 */
export async function* readTables(
  tables: readonly (() => AsyncGenerator<TableRow>)[],
  options: TableOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const refused: { sheet: number; error: MissingColumns }[] = [];
  for (const [at, rows] of tables.entries()) {
    const numbered = tables.length > 1 ? { sheet: at + 1 } : {};
    try {
      for await (const row of readSheet(rows(), options)) yield { ...row, ...numbered };
    } catch (error) {
      if (!(error instanceof MissingColumns)) throw error;
      refused.push({ sheet: at + 1, error });
    }
  }
  if (refused.length === tables.length) throw likeliestOf(refused.map(({ error }) => error));
  for (const { sheet, error } of refused.filter((one) => one.error.known >= LOOKS_LIKE_DATA))
    yield { ...problemRow(1, 'columns_missing', error.message), sheet };
}

const likeliestOf = (errors: readonly MissingColumns[]): FileShapeError =>
  errors.reduce((best, next) => (next.known > best.known ? next : best), new MissingColumns('文件里没有表格', 0));

import type { NamedGroup } from './chat-rows.ts';
import type { FileRow } from './file-row.ts';
import { openWorkbook } from './open-workbook.ts';
import type { TableOptions } from './read-table.ts';
import { readTables } from './read-tables.ts';
import { readSheetRows } from './read-xlsx.ts';

/** The rows of all sheets that hold a table of ours. Throws as `readTables`, and where it is no whole workbook. */
export async function* readWorkbook(
  path: string,
  options: TableOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const book = await openWorkbook(path);
  yield* readTables(
    book.sheets.map((sheet) => () => readSheetRows(book, sheet)),
    options,
  );
}

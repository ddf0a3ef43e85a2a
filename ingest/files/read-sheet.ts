import { chatHeader, chatTableLines } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import type { FileRow } from './file-row.ts';
import { HEADER_WITHIN, readTable, type TableOptions, type TableRow } from './read-table.ts';

/** A table of documents, or of a chat's messages, which become its threads; either may stand under title rows. */
export async function* readSheet(
  rows: AsyncGenerator<TableRow>,
  options: TableOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const first: TableRow[] = [];
  while (first.length < HEADER_WITHIN) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
    const header = options.map ? undefined : chatHeader(next.value);
    if (header) return yield* chatRows(await chatTableLines(header, rows), options.group, options.place);
  }
  yield* readTable(rejoined(first, rows), options);
}

async function* rejoined(first: readonly TableRow[], rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  yield* first;
  yield* rest;
}

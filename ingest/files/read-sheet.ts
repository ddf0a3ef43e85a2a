import { chatHeader, chatTableLines } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import type { FileRow } from './file-row.ts';
import { recordRows } from './read-records.ts';
import { HEADER_WITHIN, readTable, type TableOptions, type TableRow } from './read-table.ts';
import { formRecords, turned, turnedHow } from './turn-table.ts';

/** Of a table that is read whole because it stands on its side; no sheet has that many fields below each other. */
const MAX_TURNED = 20_000;

/**
 * A table of documents, or of a chat's messages, which become its threads; either may stand under title rows. Fields that
 * stand below each other, with a document in each column or in forms, are read so.
 */
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
  const how = options.map ? undefined : turnedHow(first);
  if (how === undefined) return yield* readTable(rejoined(first, rows), options);
  const all: TableRow[] = [];
  for await (const row of rejoined(first, rows)) if (all.push(row) >= MAX_TURNED) break;
  if (how === 'form') return yield* recordRows(formRecords(all), options);
  const columns = rejoined(turned(all), none());
  for await (const row of readTable(columns, { ...options, ragged: 'allowed' })) yield { ...row, isColumn: true };
}

async function* rejoined(first: readonly TableRow[], rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  yield* first;
  yield* rest;
}

async function* none(): AsyncGenerator<TableRow> {}

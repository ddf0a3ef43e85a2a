import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { problemRow } from './file-row.ts';
import type { TableRow } from './read-table.ts';
import { readHead, readText, detectEncoding } from './read-text.ts';

// Two texts of 5 000 characters, with quotes; a larger record is a quote that was never closed.
const MAX_RECORD = 1_000_000;

/** The delimiter that the first lines use most: Excel writes semicolons and tabs in some settings. */
async function delimiterOf(path: string): Promise<string> {
  const head = await readHead(path, 4096);
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true });
  const counts = [',', '\t', ';', '，', '|'].map((mark) => ({ mark, count: text.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

/** The rows of a CSV in any usual encoding; quoted cells may hold line breaks. `line` is where a row begins. */
export async function* readCsvRows(path: string): AsyncGenerator<TableRow> {
  const delimiter = await delimiterOf(path);
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const source = Readable.from(readText(path));
  source.once('error', (error) => parser.destroy(error));
  let lines = 0;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: lines + 1, cells: record };
      lines = info.lines;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Without its closing quote the rest of the file is one cell: nothing after this line can be told apart.
    yield {
      line: lines + 1,
      problem: problemRow(lines + 1, 'bad_csv', `${error.code}: unreadable from here to the end`),
    };
  }
}

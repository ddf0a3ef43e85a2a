import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { isKnownColumn } from './known-columns.ts';
import { detectEncoding } from './detect-encoding.ts';
import { problemRow } from './file-row.ts';
import type { TableRow } from './read-table.ts';
import { looksAligned, readAligned } from './read-aligned.ts';
import { readHead, readLines, readText } from './read-text.ts';

// Two texts of 5 000 characters, with quotes; a larger record is a quote that was never closed.
const MAX_RECORD = 1_000_000;
/** Excel writes semicolons and tabs in some settings, databases bars, people full-width commas. */
const DELIMITERS = [',', '\t', ';', '|', '，', '；'];
/** Title rows stand above a header, rarely more than five. */
const HEADER_WITHIN = 10;
/** By the first line Excel lets a file name its delimiter. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t;,]*(?:\r\n|\r|\n)/i;

interface Layout {
  /** `undefined` where blanks alone part the columns. */
  delimiter: string | undefined;
  /** The line on which the table begins. */
  from: number;
}

const cellsOf = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const median = (counts: readonly number[]): number => counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;

/**
 * What parts the cells: as the file says, else what cuts one of the first lines into the most known column names, else
 * what stands most often in the lines. Texts hold more commas than any header, so names count before commas.
 */
async function layoutOf(path: string): Promise<Layout> {
  const head = await readHead(path, 16_384);
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true });
  const named = SEPARATOR_LINE.exec(text);
  if (named) return { delimiter: named[1]!, from: 2 };
  const lines = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, HEADER_WITHIN);
  const scored = DELIMITERS.map((delimiter) => ({
    delimiter,
    known: Math.max(0, ...lines.map((line) => cellsOf(line, delimiter).filter(isKnownColumn).length)),
    count: median(lines.map((line) => line.split(delimiter).length)),
  }));
  const best = scored.reduce((most, next) =>
    next.known > most.known || (next.known === most.known && next.count > most.count) ? next : most,
  );
  const isAligned = best.known <= 1 && looksAligned(lines);
  return { delimiter: isAligned ? undefined : best.delimiter, from: 1 };
}

/** Markdown writes `\|` for a bar that parts no cells; what the text means is then a full-width one. */
async function* withoutEscapedBars(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of pieces) {
    const text = held + piece;
    held = text.endsWith('\\') ? '\\' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\\|', '｜');
  }
  yield held;
}

/** The rows of a CSV in any usual encoding; quoted cells may hold line breaks. `line` is where a row begins. */
export async function* readCsvRows(path: string): AsyncGenerator<TableRow> {
  const { delimiter, from } = await layoutOf(path);
  if (delimiter === undefined) return yield* readAligned(readLines(path));
  const parser = parse({
    delimiter,
    from_line: from,
    // All of them: files are pasted together from systems that end lines differently.
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    // A blank behind the comma is none of the cell's, and would hide its quotes.
    ltrim: delimiter !== '\t',
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const source = Readable.from(delimiter === '|' ? withoutEscapedBars(readText(path)) : readText(path));
  source.once('error', (error) => parser.destroy(error));
  let lines = from - 1;
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
      problem: problemRow(lines + 1, 'bad_csv', `引号没有配对，从这一行起到文件末尾都无法读出（${error.code}）`),
    };
  } finally {
    // Who has seen enough must not leave the file open.
    source.destroy();
  }
}

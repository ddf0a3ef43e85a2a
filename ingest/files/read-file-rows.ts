import { basename } from 'node:path';
import { chatRows } from './chat-rows.ts';
import type { ColumnMap } from './column-map.ts';
import { detectFormat, type FileFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readCsvRows } from './read-csv.ts';
import { readDocument, readWhole } from './read-document.ts';
import { readJsonl } from './read-jsonl.ts';
import { looksLikeMarkupTable, readMarkupTable } from './read-markup-table.ts';
import { readTable, type TableRow } from './read-table.ts';
import { detectEncoding, readHead, readLines } from './read-text.ts';
import { readTranscript } from './read-transcript.ts';
import { readXlsxRows } from './read-xlsx.ts';
import { wechatCsvLines } from './wechat-csv.ts';

export interface FileOptions {
  /** By its first bytes where not given; a broken first line must not hide that a .jsonl holds lines. */
  format?: FileFormat;
  /** Which column holds which field; known names are found without it. */
  map?: ColumnMap;
  /** Zone of times without an offset. */
  zone?: string;
  /** Of a chat transcript that does not name its group. */
  group?: string;
  /** Ward of a chat's group. */
  wardHint?: string;
}

/**
 * The rows of a file in the product's field names, in bounded memory for CSV, XLSX and JSONL: tables with a known
 * header or a map, JSON lines, WeChat transcripts (grouped into demand threads), Open311 and Discourse documents.
 * A row that cannot be read comes as a problem with its line.
 * @throws FileShapeError when the file as a whole cannot be taken; the error of the file system when it is missing.
 */
export async function* readFileRows(path: string, options: FileOptions = {}): AsyncGenerator<FileRow> {
  const { map, zone = 'Asia/Shanghai' } = options;
  const format = options.format ?? (/\.(jsonl|ndjson)$/i.test(path) ? 'jsonl' : detectFormat(await readHead(path)));
  const group = { name: options.group ?? basename(path).replace(/\.[^.]*$/, ''), ward: options.wardHint ?? '' };
  if (format === 'jsonl') yield* readJsonl(path, zone, map);
  else if (format === 'xml' && (await isMarkupTable(path)))
    yield* readTable(readMarkupTable(await readWhole(path)), { zone, map, ragged: 'allowed' });
  else if (format === 'json' || format === 'xml') yield* readDocument(path, format, { zone, map });
  else if (format === 'transcript') {
    const transcript = await readTranscript(readLines(path));
    yield* transcript.problems;
    yield* chatRows(transcript.spoken, { ...group, name: transcript.group || group.name }, zone);
  } else if (format === 'xlsx') yield* readTable(readXlsxRows(path), { zone, map, ragged: 'allowed' });
  else yield* readCsv(readCsvRows(path), { zone, map, group });
}

async function isMarkupTable(path: string): Promise<boolean> {
  const head = await readHead(path);
  return looksLikeMarkupTable(new TextDecoder(detectEncoding(head)).decode(head, { stream: true }));
}

async function* readCsv(
  rows: AsyncGenerator<TableRow>,
  options: { zone: string; map: ColumnMap | undefined; group: { name: string; ward: string } },
): AsyncGenerator<FileRow> {
  const { zone, map, group } = options;
  const first = await rows.next();
  if (!first.done && 'cells' in first.value && !map) {
    const spoken = await wechatCsvLines(first.value.cells, rows);
    if (spoken) return yield* chatRows(spoken, group, zone);
  }
  yield* readTable(rejoined(first, rows), { zone, map, ragged: 'refused' });
}

async function* rejoined(first: IteratorResult<TableRow>, rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

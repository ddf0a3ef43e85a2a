import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type DateOrder, DateVotes } from '../sources/date-order.ts';
import type { TimePlace } from '../sources/parse-time.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import type { ColumnMap, OnColumns } from './column-map.ts';
import { detectEncoding } from './detect-encoding.ts';
import { detectFormat, type FileFormat } from './detect-format.ts';
import { FileShapeError, type FileRow } from './file-row.ts';
import { readCsvRows } from './read-csv.ts';
import { readDocument, readWhole } from './read-document.ts';
import { readDocx } from './read-docx.ts';
import { readJsonl } from './read-jsonl.ts';
import { looksLikeMarkupTable, readMarkupTable } from './read-markup-table.ts';
import { odsTables } from './read-ods.ts';
import { readRecords } from './read-records.ts';
import { readSheet } from './read-sheet.ts';
import { readTables } from './read-tables.ts';
import { readHead, readLines } from './read-text.ts';
import { readTranscript } from './read-transcript.ts';
import { readWorkbook } from './read-workbook.ts';
import { listZip } from './read-zip.ts';
import { sqlTables } from './sql/sql-tables.ts';
import { readGzip, readLinesOf, readParts } from './unpack.ts';

export interface FileOptions {
  /** By its first bytes where not given; a broken first line must not hide that a .jsonl holds lines. */
  format?: FileFormat;
  /** Which column holds which field; the other fields are found by known names. */
  map?: ColumnMap;
  onColumns?: OnColumns;
  /** Zone of times without an offset. */
  zone?: string;
  /** Of dates of digits alone; by all dates of the file where not given. */
  dateOrder?: DateOrder | undefined;
  /** When the file was made: 昨天 and days without a year count from it. Its last change where not given. */
  at?: Date;
  /** Of a chat transcript that does not name its group. */
  group?: string;
  /** Ward of a chat's group. */
  wardHint?: string;
}

/** What every reader needs to know of a file. */
interface Reading {
  place: TimePlace;
  map: ColumnMap | undefined;
  onColumns: OnColumns | undefined;
  /** As the importing person calls it; `undefined` for the name of the file. */
  groupName: string | undefined;
  wardHint: string;
}

/**
 * The rows of a file in the product's field names, in bounded memory for CSV, XLSX and JSONL: tables with a known
 * header or a map, JSON lines, WeChat transcripts (grouped into demand threads), Open311 and Discourse documents, labelled
 * lines, dumps, and archives of such files. A row that cannot be read comes as a problem with its line.
 * @throws FileShapeError when the file as a whole cannot be taken; the error of the file system when it is missing.
 */
export async function* readFileRows(path: string, options: FileOptions = {}): AsyncGenerator<FileRow> {
  const { zone = 'Asia/Shanghai', map, onColumns, dateOrder, wardHint = '' } = options;
  const at = options.at ?? (await stat(path)).mtime;
  const votes = dateOrder ? undefined : new DateVotes();
  const told = { order: dateOrder, leads: leadsOf(dateOrder) };
  const reading = { place: { zone, at, votes, ...told }, map, onColumns, groupName: options.group, wardHint };
  let given = 0;
  for await (const row of rowsOf(path, reading, options.format)) {
    if (votes?.asked) continue;
    given += 1;
    yield row;
  }
  if (!votes?.asked) return;
  // A date has been met whose order only all of them together tell: from there on the file is read once more.
  const decided = { ...reading, place: { zone, at, ...votes.decided() } };
  let passed = 0;
  for await (const row of rowsOf(path, decided, options.format)) if (++passed > given) yield row;
}

const leadsOf = (order: DateOrder | undefined): TimePlace['leads'] =>
  order === 'dmy' ? 'day' : order === 'mdy' ? 'month' : undefined;

async function* rowsOf(path: string, reading: Reading, given?: FileFormat): AsyncGenerator<FileRow> {
  const head = await readHead(path);
  const format = given ?? (/\.(jsonl|ndjson)$/i.test(path) ? 'jsonl' : detectFormat(head));
  const name = reading.groupName ?? basename(path).replace(/\.[^.]*$/, '');
  const named = { ...reading, group: { name, ward: reading.wardHint } };
  if (format === 'xml' && looksLikeMarkupTable(new TextDecoder(detectEncoding(head)).decode(head, { stream: true })))
    return yield* readSheet(readMarkupTable(await readWhole(path)), { ...named, ragged: 'allowed' });
  yield* readers[format](path, named);
}

type NamedReading = Reading & { group: NamedGroup };

const readers: Record<FileFormat, (path: string, reading: NamedReading) => AsyncGenerator<FileRow>> = {
  jsonl: readJsonl,
  json: (path, reading) => readDocument(path, 'json', reading),
  xml: (path, reading) => readDocument(path, 'xml', reading),
  yaml: (path, reading) => readDocument(path, 'yaml', reading),
  xlsx: readZipped,
  gzip: (path, reading) => readGzip(path, (inner) => rowsOf(inner, reading)),
  transcript: readChat,
  records: (path, reading) => readRecords(readLines(path), reading),
  sql: readDump,
  csv: (path, reading) => readSheet(readCsvRows(path), { ...reading, ragged: 'refused' }),
};

/** What a zip archive is, by its directory: a workbook, a spreadsheet or document of an office, or files. */
async function* readZipped(path: string, reading: NamedReading): AsyncGenerator<FileRow> {
  const entries = await listZip(path);
  const options = { ...reading, ragged: 'allowed' } as const;
  if (entries.has('xl/workbook.xml') || entries.has('xl/workbook.bin')) return yield* readWorkbook(path, options);
  if (entries.has('content.xml')) return yield* readTables(await odsTables(path), options);
  if (entries.has('word/document.xml')) {
    const { tables, lines } = await readDocx(path);
    if (tables.length > 0) return yield* readTables(tables, options);
    if (lines.every((line) => line.trim() === '')) throw new FileShapeError('这个 Word 文档里没有表格，也没有文字');
    return yield* readLinesOf(lines, (inner) => rowsOf(inner, { ...reading, groupName: reading.group.name }));
  }
  yield* readParts(path, entries.values(), (inner) => rowsOf(inner, reading));
}

async function* readDump(path: string, reading: NamedReading): AsyncGenerator<FileRow> {
  yield* readTables(sqlTables(await readWhole(path)), { ...reading, ragged: 'refused' });
}

async function* readChat(path: string, { place, group }: NamedReading): AsyncGenerator<FileRow> {
  const transcript = await readTranscript(readLines(path));
  yield* transcript.problems;
  yield* chatRows(transcript.spoken, { ...group, name: transcript.group || group.name }, place);
}

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { TimePlace } from '../sources/parse-time.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import type { ColumnMap, OnColumns } from './column-map.ts';
import { detectEncoding } from './detect-encoding.ts';
import { detectFormat, type FileFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { holdsYearLast, leadingPart } from './leading-part.ts';
import { readCsvRows } from './read-csv.ts';
import { readDocument, readWhole } from './read-document.ts';
import { readJsonl } from './read-jsonl.ts';
import { looksLikeMarkupTable, readMarkupTable } from './read-markup-table.ts';
import { readSheet } from './read-sheet.ts';
import { readTable } from './read-table.ts';
import { readHead, readLines, readText } from './read-text.ts';
import { readTranscript } from './read-transcript.ts';
import { readWorkbook } from './read-workbook.ts';
import { sharedTexts } from './open-workbook.ts';

export interface FileOptions {
  /** By its first bytes where not given; a broken first line must not hide that a .jsonl holds lines. */
  format?: FileFormat;
  /** Which column holds which field; the other fields are found by known names. */
  map?: ColumnMap;
  onColumns?: OnColumns;
  /** Zone of times without an offset. */
  zone?: string;
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
  group: NamedGroup;
}

/**
 * The rows of a file in the product's field names, in bounded memory for CSV, XLSX and JSONL: tables with a known
 * header or a map, JSON lines, WeChat transcripts (grouped into demand threads), Open311 and Discourse documents.
 * A row that cannot be read comes as a problem with its line.
 * @throws FileShapeError when the file as a whole cannot be taken; the error of the file system when it is missing.
 */
export async function* readFileRows(path: string, options: FileOptions = {}): AsyncGenerator<FileRow> {
  const head = await readHead(path);
  const isWorkbook = head[0] === 0x50 && head[1] === 0x4b;
  const text = isWorkbook ? '' : new TextDecoder(detectEncoding(head)).decode(head, { stream: true });
  const format = options.format ?? (/\.(jsonl|ndjson)$/i.test(path) ? 'jsonl' : detectFormat(head));
  const { zone = 'Asia/Shanghai', map, onColumns } = options;
  const at = options.at ?? (await stat(path)).mtime;
  const leads = isWorkbook ? await leadingPart(sharedTexts(path)) : await leadingOf(path, text);
  const group = { name: options.group ?? basename(path).replace(/\.[^.]*$/, ''), ward: options.wardHint ?? '' };
  const reading = { place: { zone, at, leads }, map, onColumns, group };
  if (format === 'xml' && looksLikeMarkupTable(text))
    yield* readTable(readMarkupTable(await readWhole(path)), { ...reading, ragged: 'allowed' });
  else yield* readers[format](path, reading);
}

/** True for a chat, whatever its format: its rows are threads of messages. Throws as `readFileRows`. */
export async function holdsChat(path: string): Promise<boolean> {
  for await (const { row } of readFileRows(path)) if (row) return row.kind === 'message';
  return false;
}

/** Only a file that begins with such dates is read for them once more. */
const leadingOf = async (path: string, head: string): Promise<TimePlace['leads']> =>
  holdsYearLast(head) ? leadingPart(readText(path)) : undefined;

const readers: Record<FileFormat, (path: string, reading: Reading) => AsyncGenerator<FileRow>> = {
  jsonl: readJsonl,
  json: (path, reading) => readDocument(path, 'json', reading),
  xml: (path, reading) => readDocument(path, 'xml', reading),
  xlsx: (path, reading) => readWorkbook(path, { ...reading, ragged: 'allowed' }),
  transcript: readChat,
  csv: (path, reading) => readSheet(readCsvRows(path), { ...reading, ragged: 'refused' }),
};

async function* readChat(path: string, { place, group }: Reading): AsyncGenerator<FileRow> {
  const transcript = await readTranscript(readLines(path));
  yield* transcript.problems;
  yield* chatRows(transcript.spoken, { ...group, name: transcript.group || group.name }, place);
}

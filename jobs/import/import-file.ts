import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ColumnMap, OnColumns } from '#ingest/files/column-map.ts';
import type { FileRow } from '#ingest/files/file-row.ts';
import type { DateOrder } from '#ingest/sources/date-order.ts';
import { UNTOLD_ORDER } from '#ingest/sources/parse-time.ts';
import { isStepColumn } from '#ingest/files/known-columns.ts';
import { readFileRows } from '#ingest/files/read-file-rows.ts';
import { hasBatch } from '#warehouse/ledger/intake/has-batch.ts';
import type { Reject } from '#warehouse/ledger/intake/insert-rejects.ts';
import { type Consent, markUnsaidConsent, setSourceConsent } from '#warehouse/ledger/intake/set-source-consent.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { type CleanedBatch, emptyBatch } from '../intake/cleaned-batch.ts';
import type { CleaningTask } from '../intake/clean-thread.ts';
import type { CleaningPool } from '../intake/cleaning-pool.ts';
import { storeBatch } from '../intake/store-batch.ts';

/** What to import as which source. */
export interface ImportRequest {
  file: string;
  sourceId: string;
  wardCode: string;
  map: ColumnMap | undefined;
  /** Of dates such as 12/01/20 whose order nothing in the file tells. */
  dateOrder?: DateOrder | undefined;
  /** Of a chat: how far the people in it agreed. */
  consent?: Consent | undefined;
}

export interface ImportDeps {
  ledger: Ledger;
  cleaning: CleaningPool;
  timeZone: string;
  now: () => Date;
  /** Called after each stored chunk with the rows read so far. */
  onProgress: (rows: number) => void;
}

/** What an import took; `repeated` counts rows of chunks that an earlier import of the same file had stored. */
export interface ImportReport {
  /** Hash of the file and of how it is read: names the import. */
  key: string;
  rows: number;
  accepted: number;
  rejected: number;
  repeated: number;
  /** Rejected rows whose dates can be read once somebody says their order. */
  unordered: number;
  /** By which columns each field was read; none for what has no columns, as a chat. */
  columns: Record<string, string[]>;
  /** Columns that nothing was read from. */
  unused: string[];
}

/** Kinds of items, and columns that nothing was read from, that an import tells of; a hostile file has a million. */
const MAX_MAPS = 100;
const MAX_COLUMNS = 50;
/** Rows per chunk: large enough that three inserts per chunk cost little, small enough that a crash repeats little. */
const CHUNK = 1_000;
/** Chunks that are cleaned at once; they are stored in the order of the file whatever finishes first. */
const IN_FLIGHT = 4;

/**
 * Puts the rows of a file into the intake log, chunk by chunk in the order of the file. Chunks are known by file and
 * position: importing the same file again, or going on after a crash, stores each exactly once.
 */
export async function importFile(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const key = await importKey(request);
  await upsertSource(deps.ledger, { sourceId: request.sourceId, name: request.sourceId });
  const noteConsent = consentNoter(deps.ledger, request);
  const report: ImportReport = {
    key,
    rows: 0,
    accepted: 0,
    rejected: 0,
    repeated: 0,
    unordered: 0,
    columns: {},
    unused: [],
  };
  const onColumns = columnsInto(report);
  const { map, dateOrder } = request;
  const options = { zone: deps.timeZone, wardHint: request.wardCode, onColumns, dateOrder, ...(map ? { map } : {}) };
  const waiting: Promise<() => Promise<void>>[] = [];
  let position = 0;
  for await (const rows of chunksOf(readFileRows(request.file, options))) {
    await noteConsent(rows);
    const cleaned = cleanChunk(deps, request, { inputKey: `file:${key}:${position++}`, rows, report });
    // A fault is thrown where its turn comes; when an earlier one ends the import first it is not a second one.
    cleaned.catch(() => {});
    waiting.push(cleaned);
    if (waiting.length >= IN_FLIGHT) await (await waiting.shift()!)();
  }
  for (const ready of waiting) await (await ready)();
  return report;
}

/** Collects by which columns the tables and items of a file are read; the same map comes again with each item of its kind. */
function columnsInto(report: ImportReport): OnColumns {
  const seen = new Set<ColumnMap>();
  return (map, columns) => {
    if (seen.has(map) || seen.size >= MAX_MAPS) return;
    seen.add(map);
    for (const [field, names] of Object.entries(map))
      report.columns[field] = [...new Set([...(report.columns[field] ?? []), ...names])];
    const used = new Set(Object.values(report.columns).flat());
    const all = new Set([...report.unused, ...columns.filter((column) => column !== '' && !isStepColumn(column))]);
    report.unused = [...all].filter((column) => !used.has(column)).slice(0, MAX_COLUMNS);
  };
}

/** A chat, wherever in the file it begins, carries how far its people agreed; one of which nobody said so is marked. */
function consentNoter(
  ledger: Ledger,
  { sourceId, consent }: ImportRequest,
): (rows: readonly FileRow[]) => Promise<void> {
  let isNoted = false;
  return async (rows) => {
    if (isNoted || !(consent || rows.some(({ row }) => row?.kind === 'message'))) return;
    isNoted = true;
    await (consent ? setSourceConsent(ledger, sourceId, consent) : markUnsaidConsent(ledger, sourceId));
  };
}

interface Chunk {
  inputKey: string;
  rows: FileRow[];
  report: ImportReport;
}

/** Cleans a chunk and gives the step that stores it, to be run in its turn. */
async function cleanChunk(deps: ImportDeps, request: ImportRequest, chunk: Chunk): Promise<() => Promise<void>> {
  const { report, rows, inputKey } = chunk;
  const { sourceId, wardCode } = request;
  const known = await hasBatch(deps.ledger, sourceId, inputKey);
  const now = deps.now().toISOString();
  const readable: CleaningTask['rows'] = [];
  for (const fileRow of rows)
    if (fileRow.row !== undefined) readable.push({ position: positionOf(fileRow), value: fileRow.row });
  const batch: CleanedBatch = known
    ? emptyBatch()
    : await deps.cleaning.clean({ sourceId, sourceWard: wardCode, history: true, now, rows: readable });
  return async () => {
    report.rows += rows.length;
    if (known) report.repeated += rows.length;
    else {
      batch.rejects.push(...rows.flatMap(toReject));
      report.accepted += batch.accepted;
      report.rejected += batch.rejects.length;
      report.unordered += batch.rejects.filter(({ detail }) => detail.includes(UNTOLD_ORDER)).length;
      await storeBatch(deps.ledger, { sourceId, inputKey, cursor: null, now, timeZone: deps.timeZone }, batch);
    }
    deps.onProgress(report.rows);
  };
}

/** Where a row stands, in the words of whoever has the file open. */
const positionOf = ({ line, isColumn, sheet, part }: FileRow): string =>
  `${part ? `第${part}个文件` : ''}${sheet ? `第${sheet}张表` : ''}第${line}${isColumn ? '列' : '行'}`;

function toReject(row: FileRow): Reject[] {
  const { problem } = row;
  return problem
    ? [{ position: positionOf(row), reason: problem.reason, detail: problem.detail, excerpt: '', sealed: null }]
    : [];
}

async function* chunksOf(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let chunk: FileRow[] = [];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The same bytes read in the same way for the same ward, cut in the same chunks, are the same import. */
async function importKey(request: ImportRequest): Promise<string> {
  const { map = null, wardCode, dateOrder } = request;
  const reading = [map, wardCode, CHUNK, ...(dateOrder ? [dateOrder] : [])];
  const hash = createHash('sha256').update(JSON.stringify(reading));
  await pipeline(createReadStream(request.file), hash);
  return hash.digest('base64url').slice(0, 22);
}

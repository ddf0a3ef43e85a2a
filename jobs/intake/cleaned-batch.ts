import { brotliCompress, brotliCompressSync, brotliDecompress, constants, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Reject } from '#warehouse/ledger/intake/insert-rejects.ts';

/** What cleaning made of one page of a source, or of some lines of a file. */
export interface CleanedBatch {
  /** The accepted documents in order, packed where they were cleaned: no other thread handles their texts on the way. */
  documents: Uint8Array;
  accepted: number;
  /** reason → how many rows. */
  skips: Record<string, number>;
  rejects: Reject[];
}

// Brotli's quickest packs Chinese JSON threefold in a third of gzip's time; higher qualities cost more than the disk they
// save. The window tells its bytes from gzip's (see isGzip). In chunks of 16 KB, as zlib would have it, a batch takes two
// hundred rounds through the event loop.
const options = {
  chunkSize: 1 << 18,
  params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 18 },
};
const zip = promisify(brotliCompress);
const unzip = promisify(brotliDecompress);
const unzipEarlier = promisify(gunzip);

/**
 * Items of a list that make one line. A text of some hundred documents dies with the young objects; one of a thousand is
 * put with the old ones, and each made the collector look through all of them.
 */
const ITEMS_PER_LINE = 100;
const LINE_END = '\n';

/** Packs a value for the intake log. */
export async function pack(value: unknown): Promise<Uint8Array> {
  return zip(bytesOf(value), options);
}

/** As `pack`, at once: for a thread that has nothing else to do meanwhile. */
export function packNow(value: unknown): Uint8Array {
  return brotliCompressSync(bytesOf(value), options);
}

/** A list in lines; UTF-16, as strings lie in memory: decoding UTF-8 cost half as much as parsing. Packed it is as small. */
function bytesOf(value: unknown): Buffer {
  const lines: Buffer[] = [];
  const add = (item: unknown): number => lines.push(Buffer.from(JSON.stringify(item) + LINE_END, 'utf16le'));
  if (!Array.isArray(value) || value.length === 0) add(value);
  else for (let at = 0; at < value.length; at += ITEMS_PER_LINE) add(value.slice(at, at + ITEMS_PER_LINE));
  return Buffer.concat(lines);
}

/** What an input gives that holds nothing to take. */
export const emptyBatch = (): CleanedBatch => ({ documents: packNow([]), accepted: 0, skips: {}, rejects: [] });

/**
 * Unpacks what `pack` packed, also by gzip, without lines or in UTF-8 as earlier releases did; the log is written by this
 * product alone, so the type is trusted.
 */
export async function unpack<T>(bytes: Uint8Array): Promise<T> {
  const { chunkSize } = options;
  const json = await (isGzip(bytes) ? unzipEarlier(bytes, { chunkSize }) : unzip(bytes, { chunkSize }));
  // JSON begins with an ASCII character, which only UTF-16 follows up with a zero.
  const encoding = json[1] === 0 ? 'utf16le' : 'utf8';
  const values: unknown[] = [];
  for (let start = 0; start < json.length;) {
    const found = json.indexOf(LINE_END, start, encoding);
    const end = found === -1 ? json.length : found;
    values.push(JSON.parse(json.toString(encoding, start, end)));
    start = end + Buffer.byteLength(LINE_END, encoding);
  }
  return (values.length === 1 ? values[0] : values.flat()) as T;
}

/** By gzip's first two bytes; a Brotli stream would begin with 0x1f for a window of 2^24 alone (RFC 7932, 9.1). */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

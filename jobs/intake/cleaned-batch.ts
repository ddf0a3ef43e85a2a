import { gunzip, gzip, gzipSync } from 'node:zlib';
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

// Level 1 compresses Chinese JSON about threefold at over 100 MB/s; higher levels cost more than the disk they save.
const options = { level: 1 };
const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Packs a value for the intake log. */
export async function pack(value: unknown): Promise<Uint8Array> {
  return zip(bytesOf(value), options);
}

/** As `pack`, at once: for a thread that has nothing else to do meanwhile. */
export function packNow(value: unknown): Uint8Array {
  return gzipSync(bytesOf(value), options);
}

/** UTF-16, as strings lie in memory: decoding UTF-8 cost half as much as parsing. Packed it is as small. */
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf16le');

/** What an input gives that holds nothing to take. */
export const emptyBatch = (): CleanedBatch => ({ documents: packNow([]), accepted: 0, skips: {}, rejects: [] });

/**
 * Unpacks what `pack` packed, also in UTF-8 as earlier releases did; the log is written by this product alone, so the type
 * is trusted.
 */
export async function unpack<T>(bytes: Uint8Array): Promise<T> {
  const json = await unzip(bytes);
  // JSON begins with an ASCII character, which only UTF-16 follows up with a zero.
  return JSON.parse(json.toString(json[1] === 0 ? 'utf16le' : 'utf8')) as T;
}

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
  return zip(JSON.stringify(value), options);
}

/** As `pack`, at once: for a thread that has nothing else to do meanwhile. */
export function packNow(value: unknown): Uint8Array {
  return gzipSync(JSON.stringify(value), options);
}

/** What an input gives that holds nothing to take. */
export const emptyBatch = (): CleanedBatch => ({ documents: packNow([]), accepted: 0, skips: {}, rejects: [] });

/** Unpacks what `pack` packed; the log is written by this product alone, so the type is trusted. */
export async function unpack<T>(bytes: Uint8Array): Promise<T> {
  return JSON.parse((await unzip(bytes)).toString('utf8')) as T;
}

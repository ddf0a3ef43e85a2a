import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';

/** A file of a backup: its name in the folder, the table it holds, and the sha-256 of its bytes. */
export interface BackupFile {
  table: string;
  file: string;
  rows: number;
  sha256: string;
}

/** Writes a stream gzipped; gives the sha-256 of the file. Level 1: the stores' rows shrink to a fifth at disk speed. */
export async function writeGzip(from: Readable | AsyncIterable<string>, path: string): Promise<string> {
  const hash = createHash('sha256');
  const summing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    from,
    createGzip({ level: constants.Z_BEST_SPEED }),
    summing,
    createWriteStream(path, { mode: 0o600, flags: 'wx' }),
  );
  return hash.digest('hex');
}

/** The content of a gzipped file. */
export function readGzip(path: string): Readable {
  const file = createReadStream(path);
  const content = createGunzip();
  file.on('error', (error) => content.destroy(error));
  return file.pipe(content);
}

/** The sha-256 of a file's bytes. */
export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

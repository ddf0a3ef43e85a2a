import { hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/**
 * A snapshot is a file of parts, each as its length (4 bytes), its SHA-256 and its bytes by `v8.serialize`: the first
 * says what it is. Written beside its place and moved there when it is whole and on the disk, so that the one before
 * stands until then. All of it is done in the grouping's thread, which has nothing else to do meanwhile.
 */
const LENGTH_BYTES = 4;
const SUM_BYTES = 32;
/** Some hundred times what a part has: more can only be a damaged length. */
const LONGEST_PART = 2 ** 30;

/** Writes parts to a file, which they replace as a whole. */
export function writeSnapshot(file: string, parts: Iterable<unknown>): void {
  // What a process left behind that was killed in the middle.
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(`${basename(file)}.`)) rmSync(join(dirname(file), name), { force: true });
  // A name of its own: two processes may write at once when one has just lost its place as the writer.
  const beside = `${file}.${process.pid}`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    for (const part of parts) {
      const bytes = serialize(part);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(bytes.length);
      for (const piece of [length, hash('sha256', bytes, 'buffer'), bytes]) writeWhole(descriptor, piece);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
}

/** The parts of a file, each once it is sure to be as it was written; none where there is no file. Throws at damage. */
export function* readSnapshot(file: string): Generator<unknown> {
  if (!existsSync(file)) return;
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const head = Buffer.alloc(LENGTH_BYTES + SUM_BYTES);
      const read = readFully(descriptor, head);
      if (read === 0) return;
      const length = head.readUInt32LE(0);
      if (read < head.length || length > LONGEST_PART) throw new Error('the snapshot is damaged');
      const bytes = Buffer.alloc(length);
      const isWhole = readFully(descriptor, bytes) === length;
      if (!isWhole || !hash('sha256', bytes, 'buffer').equals(head.subarray(LENGTH_BYTES)))
        throw new Error('the snapshot is damaged');
      yield deserialize(bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, null);
}

/** Fills `into` as far as the file goes; gives how far. */
function readFully(descriptor: number, into: Buffer): number {
  let at = 0;
  while (at < into.length) {
    const read = readSync(descriptor, into, at, into.length - at, null);
    if (read === 0) break;
    at += read;
  }
  return at;
}

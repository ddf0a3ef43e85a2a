import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that are written at once: some 300 records; the largest, of 800 characters and 600 entries, has 6 kB. */
const SEGMENT = 1 << 20;

/** Records that were written together. Its place in the file is used again when none of them is left. */
interface Segment {
  /** Which stretch of the file; −1 while it still lies in memory. */
  slot: number;
  living: number;
}

/** Where a record lies. */
export interface ColdPlace {
  segment: Segment;
  at: number;
  bytes: number;
}

/**
 * Records of bytes in a file that has no name: it is gone with the process, however that ends. Nothing of it outlives a
 * start, so nothing of it has to be safe on the disk.
 */
export class ColdFile {
  private descriptor: number | undefined;
  private readonly free: number[] = [];
  private slots = 0;
  private filling: Segment = { slot: -1, living: 0 };
  /** The records of `filling`. */
  private buffer = Buffer.alloc(0);
  private used = 0;
  /** All records of a segment of the file, for one that is read from its beginning to its end. */
  private around: { segment: Segment; bytes: Buffer } | undefined;

  constructor(
    private readonly folder: string,
    private readonly segmentBytes = SEGMENT,
  ) {}

  append(record: Uint8Array): ColdPlace {
    // None before the first record: most groupings of a test never have one.
    if (this.buffer.length === 0) this.buffer = Buffer.alloc(this.segmentBytes);
    if (this.used + record.length > this.segmentBytes) this.writeFilling();
    const place: ColdPlace = { segment: this.filling, at: this.used, bytes: record.length };
    this.buffer.set(record, this.used);
    this.used += record.length;
    this.filling.living += 1;
    return place;
  }

  /** Reads all that was written together with a record: a thousand times less often to the system than one by one. */
  readAround({ segment }: ColdPlace): void {
    if (segment.slot === -1 || this.around?.segment === segment) return;
    const bytes = this.around?.bytes ?? Buffer.alloc(this.segmentBytes);
    this.around = undefined;
    readWhole(this.descriptor!, bytes, segment.slot * this.segmentBytes);
    this.around = { segment, bytes };
  }

  /** Copies a record to the beginning of `into`. */
  read({ segment, at, bytes }: ColdPlace, into: Uint8Array): void {
    if (segment.slot === -1) into.set(this.buffer.subarray(at, at + bytes));
    else if (this.around?.segment === segment) into.set(this.around.bytes.subarray(at, at + bytes));
    else readWhole(this.descriptor!, into.subarray(0, bytes), segment.slot * this.segmentBytes + at);
  }

  /** Puts other bytes of the same length in place of a record. */
  rewrite({ segment, at }: ColdPlace, record: Uint8Array): void {
    if (segment.slot === -1) this.buffer.set(record, at);
    else writeWhole(this.descriptor!, record, segment.slot * this.segmentBytes + at);
    if (this.around?.segment === segment) this.around = undefined;
  }

  release({ segment }: ColdPlace): void {
    segment.living -= 1;
    if (segment.living === 0 && segment.slot !== -1) this.free.push(segment.slot);
  }

  /** Bytes of the file. */
  size(): number {
    return this.slots * this.segmentBytes;
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private writeFilling(): void {
    if (this.filling.living > 0) {
      this.descriptor ??= openNameless(this.folder);
      const slot = this.free.pop() ?? this.slots++;
      writeWhole(this.descriptor, this.buffer, slot * this.segmentBytes);
      this.filling.slot = slot;
    }
    this.filling = { slot: -1, living: 0 };
    this.used = 0;
  }
}

function openNameless(folder: string): number {
  const file = join(folder, `grouping-${randomUUID()}.cold`);
  const descriptor = openSync(file, 'wx+', 0o600);
  rmSync(file);
  return descriptor;
}

function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, position + at);
}

function readWhole(descriptor: number, into: Uint8Array, position: number): void {
  if (readSync(descriptor, into, 0, into.length, position) < into.length)
    throw new Error('the file of the grouping was cut short');
}

import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive. */
export interface ZipPart {
  name: string;
  data: string | Uint8Array;
}

// Signatures by PKWARE APPNOTE 4.3; version 2.0 (deflate), flag 11: names are UTF-8.
const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** The earliest time that an archive can state, 1980-01-01: the same content makes the same bytes, whenever it is written. */
const DOS_TIME = 0;
const DOS_DATE = 0x0021;

/** Packs the files, in their order, into an archive that depends on nothing but them. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const data = typeof part.data === 'string' ? Buffer.from(part.data) : part.data;
    const packed = deflateRawSync(data);
    const common = commonFields({ crc: crc32(data), packed: packed.length, size: data.length, name: name.length });
    const local = Buffer.concat([uint32(LOCAL), common]);
    directory.push(uint32(ENTRY), uint16(VERSION), common, Buffer.alloc(10), uint32(offset), name);
    chunks.push(local, name, packed);
    offset += local.length + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    uint32(END),
    Buffer.alloc(4),
    uint16(parts.length),
    uint16(parts.length),
    uint32(entries.length),
    uint32(offset),
    uint16(0),
  ]);
  return Buffer.concat([...chunks, entries, end]);
}

/** What a local header and a directory entry have in common: version … length of the extra field (none). */
function commonFields(of: { crc: number; packed: number; size: number; name: number }): Buffer {
  const shorts = [VERSION, UTF8, DEFLATED, DOS_TIME, DOS_DATE].map(uint16);
  return Buffer.concat([...shorts, uint32(of.crc), uint32(of.packed), uint32(of.size), uint16(of.name), uint16(0)]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

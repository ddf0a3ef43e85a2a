import { inflateRawSync } from 'node:zlib';

/** The parts of an office file, read by its directory as any other program reads it. */
export function unzip(file: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = file.readUInt32LE(end + 16);
  for (let n = file.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, name, extra] = [file.readUInt32LE(at + 20), file.readUInt16LE(at + 28), file.readUInt16LE(at + 30)];
    const header = file.readUInt32LE(at + 42);
    const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
    parts.set(file.toString('utf8', at + 46, at + 46 + name), inflateRawSync(file.subarray(start, start + packed)));
    at += 46 + name + extra + file.readUInt16LE(at + 32);
  }
  return parts;
}

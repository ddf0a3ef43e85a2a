import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { FileShapeError } from './file-row.ts';

/** One file inside an archive. */
export interface ZipEntry {
  name: string;
  method: number;
  compressedSize: number;
  headerOffset: number;
  /** Under a password. */
  isSealed: boolean;
}

// Signatures and sizes by the ZIP specification (PKWARE APPNOTE 4.3): end record, directory entry, local header.
const END = { signature: 0x06054b50, size: 22, longestComment: 65_535 };
const ENTRY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const STORED = 0;
const DEFLATED = 8;
/** The first flag of an entry. */
const SEALED = 1;
// A sheet of a million rows has some 500 MB; more than that out of one entry is a bomb.
const MAX_INFLATED = 1024 * 1024 * 1024;

const damaged = (): FileShapeError => new FileShapeError('压缩包或工作簿已损坏或不完整，请重新导出');

async function readAt(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, offset);
  if (bytesRead < size) throw damaged();
  return buffer;
}

async function readDirectory(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const tailSize = Math.min(size, END.size + END.longestComment);
  const tail = await readAt(file, size - tailSize, tailSize);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END.signature);
  const at = tail.lastIndexOf(mark);
  if (at < 0 || at + END.size > tail.length) throw damaged();
  const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (offset + length > size) throw damaged();
  return readAt(file, offset, length);
}

/**
 * The files in an archive, by name.
 * @throws FileShapeError when it is no whole archive.
 */
export async function listZip(path: string): Promise<Map<string, ZipEntry>> {
  const file = await open(path);
  try {
    const directory = await readDirectory(file);
    const entries = new Map<string, ZipEntry>();
    for (let at = 0; at + ENTRY.size <= directory.length;) {
      if (directory.readUInt32LE(at) !== ENTRY.signature) throw damaged();
      const nameEnd = at + ENTRY.size + directory.readUInt16LE(at + 28);
      const name = directory.toString('utf8', at + ENTRY.size, nameEnd);
      const isSealed = (directory.readUInt16LE(at + 8) & SEALED) !== 0;
      const method = directory.readUInt16LE(at + 10);
      const compressedSize = directory.readUInt32LE(at + 20);
      entries.set(name, { name, method, compressedSize, headerOffset: directory.readUInt32LE(at + 42), isSealed });
      at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const header = await readAt(file, entry.headerOffset, LOCAL.size);
    if (header.readUInt32LE(0) !== LOCAL.signature) throw damaged();
    return entry.headerOffset + LOCAL.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

async function* inflate(path: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.compressedSize === 0) return;
  const start = await dataStart(path, entry);
  const source = createReadStream(path, { start, end: start + entry.compressedSize - 1 });
  if (entry.method === STORED) return yield* source as AsyncIterable<Buffer>;
  if (entry.method !== DEFLATED) throw damaged();
  const inflated = createInflateRaw();
  source.once('error', (error) => inflated.destroy(error));
  try {
    for await (const chunk of source.pipe(inflated) as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw damaged();
    throw error;
  } finally {
    source.destroy();
  }
}

/**
 * The bytes of one file of an archive in pieces, in bounded memory.
 * @throws FileShapeError when it cannot be unpacked, or only to more than a gigabyte.
 */
export async function* readZipBytes(path: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of inflate(path, entry)) {
    size += chunk.length;
    if (size > MAX_INFLATED) throw new FileShapeError('解压后超过 1 GB，请分成几个文件');
    yield chunk;
  }
}

/** The same as text. */
export async function* readZipText(path: string, entry: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of readZipBytes(path, entry)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * The whole text of one file of an archive, '' where there is none.
 * @throws FileShapeError where it is longer than `most` characters, in the words given for that.
 */
export async function wholeZipText(
  path: string,
  entry: ZipEntry | undefined,
  { most, tooLong }: { most: number; tooLong: string },
): Promise<string> {
  let text = '';
  for await (const piece of entry ? readZipText(path, entry) : []) {
    text += piece;
    if (text.length > most) throw new FileShapeError(tooLong);
  }
  return text;
}

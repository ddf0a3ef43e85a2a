import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FileShapeError, MissingColumns, problemRow, type FileRow } from './file-row.ts';
import { readZipBytes, type ZipEntry } from './read-zip.ts';

/** Of what is unpacked; a year of a district's tickets has some hundred megabytes. */
const MAX_UNPACKED = 1024 * 1024 * 1024;
/** More files than anybody packs together by hand. */
const MAX_PARTS = 200;
/** What packing programs put beside the files of a person. */
const HOUSEKEEPING = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)|\/$/i;

type Rows = (path: string) => AsyncGenerator<FileRow>;

/** The rows of what a .gz holds. Throws FileShapeError when it is damaged, or unpacks to more than a gigabyte. */
export async function* readGzip(path: string, rows: Rows): AsyncGenerator<FileRow> {
  const write = (target: NodeJS.WritableStream): Promise<void> =>
    pipeline(createReadStream(path), createGunzip(), bounded, target);
  yield* inFolder(basename(path).replace(/\.gz$/i, ''), write, rows);
}

/**
 * The rows of the files in an archive, one after the other, in the order of their names; what is no table of ours is
 * passed over, what cannot be read is told.
 * @throws FileShapeError when none of them can be read, with what is wrong with the first.
 */
export async function* readParts(path: string, entries: Iterable<ZipEntry>, rows: Rows): AsyncGenerator<FileRow> {
  const parts = [...entries]
    .filter(({ name }) => !HOUSEKEEPING.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (parts.length > MAX_PARTS) throw new FileShapeError(`压缩包里有 ${parts.length} 个文件，最多 ${MAX_PARTS} 个`);
  if (parts.some(({ isSealed }) => isSealed)) throw new FileShapeError('压缩包设了密码，请解压后再导入');
  const refused: { part: number; error: FileShapeError }[] = [];
  for (const [at, entry] of parts.entries()) {
    const part = at + 1;
    const write = (target: NodeJS.WritableStream): Promise<void> => pipeline(readZipBytes(path, entry), target);
    try {
      for await (const row of inFolder(basename(entry.name), write, rows)) yield { ...row, part };
    } catch (error) {
      if (!(error instanceof FileShapeError)) throw error;
      refused.push({ part, error });
    }
  }
  const [first] = refused;
  if (refused.length === parts.length) throw first?.error ?? new FileShapeError('压缩包是空的');
  for (const { part, error } of refused.filter(({ error: one }) => !isNoData(one)))
    yield { ...problemRow(1, 'part_unreadable', error.message), part };
}

/** A read-me, a list of words. */
const isNoData = (error: FileShapeError): boolean => error instanceof MissingColumns && error.known < 2;

/** The rows of the lines of a document, read as those of a text file. */
export async function* readLinesOf(lines: readonly string[], rows: Rows): AsyncGenerator<FileRow> {
  yield* inFolder('document.txt', (target) => pipeline([lines.join('\n')], target), rows);
}

/** Reads what is written into a file of its own, which only this account may read and which goes afterwards. */
async function* inFolder(
  name: string,
  write: (target: NodeJS.WritableStream) => Promise<void>,
  rows: Rows,
): AsyncGenerator<FileRow> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-unpacked-'));
  try {
    const path = join(folder, plainName(name));
    try {
      await write(createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
      throw new FileShapeError('压缩包已损坏或不完整，请重新压缩');
    }
    yield* rows(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the group of a chat may be called, without what a path could not hold or would lead elsewhere. */
const plainName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}. ()-]/gu, '_')
    .slice(-50)
    .replace(/^\.+/, '_');

async function* bounded(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > MAX_UNPACKED) throw new FileShapeError('解压后超过 1 GB，请分成几个文件');
    yield piece;
  }
}

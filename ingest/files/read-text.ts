import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** Enough text for the share of unreadable characters to mean something. */
const SAMPLE_BYTES = 256 * 1024;
/** More unreadable characters than this among the non-ASCII ones: the file is not UTF-8 but GB18030. */
const MOST_UNREADABLE = 0.02;

/** The first bytes of a file. */
export async function readHead(path: string, bytes = SAMPLE_BYTES): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The encoding of a text by its first bytes: a byte-order mark, else UTF-8, else GB18030 (which holds GBK). */
export function detectEncoding(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const unreadable = text.split('\uFFFD').length - 1;
  const foreign = text.replace(/[\u0000-\u007F]/gu, '').length; // eslint-disable-line no-control-regex
  return unreadable > foreign * MOST_UNREADABLE ? 'gb18030' : 'utf-8';
}

/** The text of a file in pieces, decoded, without the byte-order mark. */
export async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(detectEncoding(await readHead(path)));
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

export interface TextLine {
  line: number;
  /** `undefined` where the line was longer than the limit. */
  text: string | undefined;
}

// A post may have 5 000 characters and a reply as many; a line a hundred times that is a file without line ends.
const MAX_LINE = 1_000_000;

/** The lines of a file, numbered from 1, in bounded memory. */
export async function* readLines(path: string): AsyncGenerator<TextLine> {
  let rest = '';
  let line = 0;
  let tooLong = false;
  for await (const piece of readText(path)) {
    const parts = (rest + piece).split(/\r\n|\n/);
    rest = parts.pop() ?? '';
    for (const text of parts) {
      line += 1;
      yield { line, text: tooLong || text.length > MAX_LINE ? undefined : text };
      tooLong = false;
    }
    if (rest.length > MAX_LINE) {
      tooLong = true;
      rest = '';
    }
  }
  if (rest !== '' || tooLong) yield { line: line + 1, text: tooLong ? undefined : rest };
}

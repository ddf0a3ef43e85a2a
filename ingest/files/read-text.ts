import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { detectEncoding } from './detect-encoding.ts';

/** Enough text for the share of unreadable characters to mean something. */
const SAMPLE_BYTES = 256 * 1024;

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
    const whole = rest + piece;
    // A CR at the end may be half of a line end; old Macs end lines with it alone.
    const cut = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const parts = whole.slice(0, cut).split(/\r\n|\n|\r/);
    rest = (parts.pop() ?? '') + whole.slice(cut);
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
  const last = rest.replace(/\r$/, '');
  if (last !== '' || tooLong) yield { line: line + 1, text: tooLong ? undefined : last };
}

import { countHan } from '../normalise/han-characters.ts';
import { simplify } from '../normalise/simplify.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** More unreadable characters than this among the non-ASCII ones: the file is not UTF-8 but GB18030. */
const MOST_UNREADABLE = 0.02;
/** ASCII signs (commas, digits, line ends) are at least this share of any table or transcript. */
const FEWEST_ZEROS = 0.05;
/** Enough to tell which of two readings is a language; converting more only costs. */
const TELLING_BYTES = 16 * 1024;

const decode = (bytes: Uint8Array, encoding: TextEncoding): string =>
  new TextDecoder(encoding).decode(bytes, { stream: true });

/**
 * The encoding of a text by its first bytes: a byte-order mark, else UTF-16 by where its zeros stand, else UTF-8, else
 * GB18030 (which holds GBK) or Big5, whichever reads as everyday characters.
 */
export function detectEncoding(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = wideEncoding(head);
  if (wide) return wide;
  const text = decode(head, 'utf-8');
  const unreadable = text.split('\uFFFD').length - 1;
  const foreign = text.replace(/[\u0000-\u007F]/gu, '').length; // eslint-disable-line no-control-regex
  if (unreadable <= foreign * MOST_UNREADABLE) return 'utf-8';
  const telling = head.subarray(0, TELLING_BYTES);
  return strangeness(telling, 'big5') < strangeness(telling, 'gb18030') ? 'big5' : 'gb18030';
}

/** UTF-16 without a mark: the upper halves of its ASCII signs are zeros, all on one side. */
function wideEncoding(head: Uint8Array): TextEncoding | undefined {
  const sample = head.subarray(0, TELLING_BYTES);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const [upper = 0, lower = 0] = zeros;
  const most = Math.max(upper, lower);
  if (most < (sample.length / 2) * FEWEST_ZEROS || Math.min(upper, lower) > most / 10) return undefined;
  return lower > upper ? 'utf-16le' : 'utf-16be';
}

/** The share of rare and unreadable characters among those that are not ASCII; a wrong reading has mostly such. */
function strangeness(bytes: Uint8Array, encoding: TextEncoding): number {
  const text = decode(bytes, encoding);
  const { han, rare } = countHan(simplify(text));
  const unreadable = text.split('\uFFFD').length - 1;
  return (rare + unreadable) / Math.max(1, han + unreadable);
}

import { looksLikeTranscript } from './read-transcript.ts';
import { detectEncoding } from './read-text.ts';

export const fileFormats = ['csv', 'xlsx', 'jsonl', 'json', 'xml', 'transcript'] as const;
export type FileFormat = (typeof fileFormats)[number];

function isWholeJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The format of a file by its first bytes: names lie, exports are renamed by hand. */
export function detectFormat(head: Uint8Array): FileFormat {
  // Every .xlsx is a zip archive.
  if (head[0] === 0x50 && head[1] === 0x4b) return 'xlsx';
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true }).trimStart();
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('[{') || /^\[\s*[{\]]/.test(text)) return 'json';
  if (text.startsWith('{')) {
    const [first = '', ...others] = text.split(/\r?\n/);
    const hasMore = others.some((line) => line.trim() !== '');
    // One object on one line is a document if it holds lists, a line of JSONL otherwise; both readings agree on it.
    return isWholeJson(first) && (hasMore || !/:\s*\[\s*\{/.test(first)) ? 'jsonl' : 'json';
  }
  return looksLikeTranscript(text) ? 'transcript' : 'csv';
}

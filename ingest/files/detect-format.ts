import { FileShapeError } from './file-row.ts';
import { looksLikeTranscript } from './read-transcript.ts';
import { detectEncoding } from './detect-encoding.ts';
import { isWrappedJson } from './parse-json.ts';
import { refusalOf } from './refuse-binary.ts';

export const fileFormats = ['csv', 'xlsx', 'jsonl', 'json', 'xml', 'transcript'] as const;
export type FileFormat = (typeof fileFormats)[number];

function isWholeJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/**
 * The format of a file by its first bytes: names lie, exports are renamed by hand.
 * @throws FileShapeError for what cannot be read, with what to do: .xls, workbooks with a password, archives, pictures.
 */
export function detectFormat(head: Uint8Array): FileFormat {
  const refusal = refusalOf(head);
  if (refusal) throw new FileShapeError(refusal);
  // Every .xlsx is a zip archive.
  if (head[0] === 0x50 && head[1] === 0x4b) return 'xlsx';
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true }).trimStart();
  if (text.startsWith('<')) return 'xml';
  if (isWrappedJson(text)) return 'json';
  if (text.startsWith('[{') || /^\[\s*(?:[{\]]|null)/.test(text)) return 'json';
  if (text.startsWith('{')) {
    const [first = '', ...others] = text.split(/\r\n|\n|\r/);
    const hasMore = others.some((line) => line.trim() !== '');
    // One object on one line is a document if it holds lists, a line of JSONL otherwise; both readings agree on it.
    return isWholeJson(first) && (hasMore || !/:\s*(?:"\[|\[\s*[\]{[]|\{\s*"0")/.test(first)) ? 'jsonl' : 'json';
  }
  return looksLikeTranscript(text) ? 'transcript' : 'csv';
}

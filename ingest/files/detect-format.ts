import { FileShapeError } from './file-row.ts';
import { looksLikeTranscript } from './read-transcript.ts';
import { detectEncoding } from './detect-encoding.ts';
import { isWrappedJson } from './parse-json.ts';
import { looksLikeRecords } from './read-records.ts';
import { looksLikeYaml } from './read-yaml.ts';
import { refusalOf } from './refuse-binary.ts';
import { looksLikeSql } from './sql/sql-tables.ts';

export const fileFormats = [
  'csv',
  'xlsx',
  'jsonl',
  'json',
  'xml',
  'transcript',
  'gzip',
  'yaml',
  'sql',
  'records',
] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a text that is no table may be, the surest first. */
const textual = new Map<FileFormat, (text: string) => boolean>([
  ['sql', looksLikeSql],
  ['yaml', looksLikeYaml],
  ['records', looksLikeRecords],
]);

function isWholeJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/**
 * The format of a file by its first bytes: names lie, exports are renamed by hand.
 * A zip archive is called `xlsx`, since nearly all are; which it is, its directory says.
 * @throws FileShapeError for what cannot be read, with what to do: .xls, workbooks with a password, pictures.
 */
export function detectFormat(head: Uint8Array): FileFormat {
  const refusal = refusalOf(head);
  if (refusal) throw new FileShapeError(refusal);
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x50 && head[1] === 0x4b) return 'xlsx';
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true }).trimStart();
  if (text.startsWith('<')) return 'xml';
  if (isWrappedJson(text)) return 'json';
  if (/^\[\s*(?:[{\]]|null|\/[/*])/.test(text)) return 'json';
  if (text.startsWith('{')) {
    const [first = '', ...others] = text.split(/\r\n|\n|\r/);
    const hasMore = others.some((line) => line.trim() !== '');
    // One object on one line is a document if it holds lists, a line of JSONL otherwise; both readings agree on it.
    return isWholeJson(first) && (hasMore || !/:\s*(?:"\[|\[\s*[\]{[]|\{\s*"0")/.test(first)) ? 'jsonl' : 'json';
  }
  if (looksLikeTranscript(text)) return 'transcript';
  return [...textual].find(([, looksLike]) => looksLike(text))?.[0] ?? 'csv';
}

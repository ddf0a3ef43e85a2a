import { FileShapeError } from './file-row.ts';
import { looksLikeTranscript } from './read-transcript.ts';
import { detectEncoding } from './read-text.ts';
import { isWrappedJson } from './parse-json.ts';

export const fileFormats = ['csv', 'xlsx', 'jsonl', 'json', 'xml', 'transcript'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** First bytes of Microsoft's compound files. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

function isWholeJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/**
 * The format of a file by its first bytes: names lie, exports are renamed by hand.
 * @throws FileShapeError for the workbooks that cannot be read: .xls, and those with a password.
 */
export function detectFormat(head: Uint8Array): FileFormat {
  if (OLE.every((byte, at) => head[at] === byte))
    throw new FileShapeError('旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx');
  // Every .xlsx is a zip archive.
  if (head[0] === 0x50 && head[1] === 0x4b) return 'xlsx';
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true }).trimStart();
  if (text.startsWith('<')) return 'xml';
  if (isWrappedJson(text)) return 'json';
  if (text.startsWith('[{') || /^\[\s*[{\]]/.test(text)) return 'json';
  if (text.startsWith('{')) {
    const [first = '', ...others] = text.split(/\r?\n/);
    const hasMore = others.some((line) => line.trim() !== '');
    // One object on one line is a document if it holds lists, a line of JSONL otherwise; both readings agree on it.
    return isWholeJson(first) && (hasMore || !/:\s*\[\s*\{/.test(first)) ? 'jsonl' : 'json';
  }
  return looksLikeTranscript(text) ? 'transcript' : 'csv';
}

/** True for a chat transcript, or a chat exported as CSV by one of the known tools. */
export function looksLikeChat(head: Uint8Array): boolean {
  const text = new TextDecoder(detectEncoding(head)).decode(head, { stream: true });
  const [first = ''] = text.split(/\r?\n/, 1);
  return looksLikeTranscript(text) || (/消息ID|localId/.test(first) && /内容|StrContent/.test(first));
}

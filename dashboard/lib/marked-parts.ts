import type { Marks } from '#api/contract/documents.ts';

/** A piece of a text, and whether it is one of the found words. */
export interface MarkedPart {
  text: string;
  isMarked: boolean;
}

/** Where the first found word stands further in than this, the text is shown from shortly before it. */
const FAR = 160;
const BEFORE = 30;

/** A text cut at its marks; `isCut` begins it shortly before the first mark when that stands far inside. */
export function markedParts(text: string, marks: Marks, isCut = false): MarkedPart[] {
  const first = marks[0]?.[0] ?? 0;
  const from = isCut && first > FAR ? first - BEFORE : 0;
  const parts: MarkedPart[] = from > 0 ? [{ text: '…', isMarked: false }] : [];
  let at = from;
  for (const [start, end] of marks) {
    if (start > at) parts.push({ text: text.slice(at, start), isMarked: false });
    parts.push({ text: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMarked: false });
  return parts;
}

import type { TaggedWord } from '#ingest/segment/jieba.ts';
import type { AnchorKind } from './anchor.ts';
import { isGenericName } from './generic-names.ts';
import { isNamePart } from './name-parts.ts';
import { coreName, endingOf } from './name-suffixes.ts';

export interface FoundName {
  kind: AnchorKind;
  start: number;
  end: number;
}

/** Longer than any name met in titles; what is longer is a clause whose verb the tagger missed. */
const LONGEST_NAME = 14;

/** Names before which a new one begins: 梅溪湖街道|嘉顺苑, 解放西路|星光大厦. */
const endsBefore: ReadonlySet<AnchorKind> = new Set(['road', 'admin', 'transit']);

/**
 * Names recognised by their ending: for each word that ends like a name, the name-like words to
 * its left are joined to it. `words` are the tagged words of one text, in order and complete.
 */
export function walkNames(words: readonly TaggedWord[]): FoundName[] {
  const found: FoundName[] = [];
  const starts: number[] = [];
  let offset = 0;
  let floor = 0;
  for (const [index, { word }] of words.entries()) {
    starts.push(offset);
    offset += word.length;
    const ending = endingOf(word);
    if (!ending || (words[index + 1] && continues(words[index + 1]!, ending.kind))) continue;
    const first = leftmost(words, index, floor);
    const start = starts[first]!;
    const name = words
      .slice(first, index + 1)
      .map((part) => part.word)
      .join('');
    if (!isName(name, ending.ending)) continue;
    const last = found.at(-1);
    if (last && last.end > start) found.pop();
    found.push({ kind: ending.kind, start, end: offset });
    if (endsBefore.has(ending.kind)) floor = index + 1;
  }
  return found;
}

/** The next word is the name's own, longer ending: 国际|社区, 富惠天下商务|公司. */
function continues(next: TaggedWord, kind: AnchorKind): boolean {
  const following = endingOf(next.word);
  return (
    following !== undefined && following.ending === next.word && (following.kind === kind || !endsBefore.has(kind))
  );
}

function leftmost(words: readonly TaggedWord[], index: number, floor: number): number {
  let first = index;
  let length = words[index]!.word.length;
  while (first > floor) {
    const previous = words[first - 1]!;
    length += previous.word.length;
    if (length > LONGEST_NAME || !isNamePart(previous)) break;
    first -= 1;
  }
  return first;
}

function isName(name: string, ending: string): boolean {
  if (isGenericName(name) || isGenericName(coreName(name))) return false;
  return (
    name.length > ending.length &&
    name.length >= 2 &&
    !/^[\d一二三四五六七八九十]+$/u.test(name.slice(0, -ending.length))
  );
}

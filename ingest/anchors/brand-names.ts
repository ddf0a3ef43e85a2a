import type { TaggedWord } from '../segment/segmenter.ts';
import { isGenericName } from './generic-names.ts';
import { isNamePart, isProper } from './name-parts.ts';
import { endingOf } from './name-suffixes.ts';
import type { FoundName } from './walk-names.ts';

/** Words that developers like to end a name with. */
const brandEnds =
  /(?:世家|天下|美景|原著|世界|空间站|名家|东方|一品|明珠|春风|年华|印象|传奇|时光|天著|之都|小镇|水岸|尚品|领地)$/u;
const office = /^(?:省|市|区|县|人民|城管|道路)/u;
/** What is being done ends no name: 图书馆建设. */
const deed = /建设$/u;
/** Shorter is a surname or a half word, longer a clause. */
const SHORTEST = 4;
const LONGEST = 7;

/**
 * Estates without any telling ending (珠江东方明珠, 水木天成): what stands right behind the name of an area, consists of
 * name-like words, one of them proper, and is followed by something else. Areas that are known have been blanked out
 * by two commas or more before.
 */
export function brandNames(words: readonly TaggedWord[]): FoundName[] {
  const found: FoundName[] = [];
  let offset = 0;
  let blanks = 0;
  for (let i = 0; i < words.length; i++) {
    const { word } = words[i]!;
    if (word === '，') blanks += 1;
    else {
      const run = blanks >= 2 ? runFrom(words, i) : [];
      const text = run.map((part) => part.word).join('');
      if (isBrand(run, text)) found.push({ kind: 'estate', start: offset, end: offset + text.length });
      blanks = 0;
    }
    offset += word.length;
  }
  return found;
}

function runFrom(words: readonly TaggedWord[], first: number): TaggedWord[] {
  let end = first;
  while (end < words.length && isNamePart(words[end]!) && !/^\d/.test(words[end]!.word)) end += 1;
  return end < words.length ? words.slice(first, end) : [];
}

function isBrand(run: readonly TaggedWord[], text: string): boolean {
  if (
    text.length < SHORTEST ||
    text.length > LONGEST ||
    /[A-Za-z]/.test(text) ||
    isGenericName(text) ||
    deed.test(text)
  )
    return false;
  const last = run.at(-1)!;
  // What ends like a name was judged by its ending already.
  if ((endingOf(last.word)?.ending.length ?? 0) > 1 || run.some(({ word }) => office.test(word))) return false;
  const isNamed = run.some((part) => isProper(part) && part.tag !== 'j');
  return isNamed && (brandEnds.test(text) || (isProper(last) && run.length > 1));
}

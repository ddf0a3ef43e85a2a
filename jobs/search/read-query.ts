import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import type { Synonyms } from './synonyms.ts';

/** What somebody looks for, in small letters. */
export interface Asked {
  words: readonly string[];
  /** All of it, where it is one piece short enough to be one word: it may be mistyped and cut wrongly for that. */
  whole: string;
}

/** A longer piece is a sentence. */
const LONGEST_WORD = 8;
/** More than a title says is a text pasted by mistake. */
const LONGEST = 100;
const isHan = /^\p{Script=Han}$/u;
const tells = /[\p{Script=Han}a-z]/u;

/**
 * The words of a search, cut as the documents were: NFKC, simplified, small letters, without stop words. Characters
 * that the segmenter leaves single, one beside the other, are taken as one word: it was mistyped or is a new name.
 */
export function readQuery(text: string, segmenter: Segmenter, synonyms: Synonyms): Asked {
  const said = normaliseText(text.slice(0, LONGEST)).text.toLowerCase();
  const pieces = said.split(/[^\p{L}\p{N}]+/u).filter((piece) => tells.test(piece));
  const words = new Set(pieces.flatMap((piece) => wordsOf(piece, segmenter, synonyms)));
  const [first = ''] = pieces;
  return { words: [...words], whole: pieces.length === 1 && first.length <= LONGEST_WORD ? first : '' };
}

function wordsOf(piece: string, segmenter: Segmenter, synonyms: Synonyms): string[] {
  if (synonyms.has(piece)) return [piece];
  const content = new Set(segmenter.contentWords(piece));
  const words: string[] = [];
  let run = '';
  const endRun = (): void => {
    if (run.length > 1) words.push(run);
    run = '';
  };
  for (const word of segmenter.cut(piece)) {
    if (isHan.test(word) && !content.has(word)) {
      run += word;
      continue;
    }
    endRun();
    if (content.has(word)) words.push(word);
  }
  endRun();
  return words.length > 0 ? words : [piece];
}

import { createSegmenter, type Segmenter } from '#ingest/segment/segmenter.ts';
import { bodyOf, type TextPair } from './count-features.ts';

/** The dictionary takes half a second, so it is read for the first text that comes without words, once per thread. */
let segmenter: Segmenter | undefined;

/** The words of a text: those it comes with, or what the shipped dictionary makes of it. */
export function wordsOfPair(pair: TextPair): readonly string[] {
  if (pair.words) return pair.words;
  segmenter ??= createSegmenter();
  return segmenter.contentWords(pair.title).concat(segmenter.contentWords(bodyOf(pair)));
}

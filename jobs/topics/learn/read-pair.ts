import { createSegmenter, type Segmenter } from '#ingest/segment/segmenter.ts';
import { scoreTopics } from '../score-topics.ts';
import { bodyOf, type TextPair } from './count-features.ts';
import { MODEL_FORMAT, TOPICS_SINCE, WORDS_SINCE } from './model.ts';

/** The dictionary takes half a second, so it is read for the first text that comes without words, once per thread. */
let segmenter: Segmenter | undefined;

/** The words of a text: those it comes with, or what the shipped dictionary makes of it. */
export function wordsOfPair(pair: TextPair): readonly string[] {
  if (pair.words) return pair.words;
  segmenter ??= createSegmenter();
  return segmenter.contentWords(pair.title).concat(segmenter.contentWords(bodyOf(pair)));
}

/** A text with all that models of a format read of it. */
export function readPair({ title, text, words }: TextPair, format = MODEL_FORMAT): TextPair {
  if (format < WORDS_SINCE) return { title, text };
  const read = { title, text, words: wordsOfPair({ title, text, words }) };
  if (format < TOPICS_SINCE) return read;
  return { ...read, topics: scoreTopics({ title, text, tokens: read.words }).ranked };
}

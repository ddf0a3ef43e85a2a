import { parentPort } from 'node:worker_threads';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { countBlock } from '../../events/feature-block.ts';
import { FeatureCounter } from '../../events/features.ts';
import { WORD_END } from '../../intake/sent-document.ts';
import { prepare, type RawText } from './prepare.ts';
import type { Prepared } from './two-threads.ts';

const segmenter = createSegmenter();
const counter = new FeatureCounter();

const answer = (message: Prepared): void =>
  parentPort!.postMessage(message, [message.features.entries.buffer, message.features.bounds.buffer] as ArrayBuffer[]);

parentPort!.on('message', ({ index, texts }: { index: number; texts: RawText[] }) => {
  const documents = prepare(texts, segmenter);
  const sent = documents.map((document) => ({ ...document, words: document.words.join(WORD_END) }));
  answer({ index, features: countBlock(documents, counter), documents: sent });
});
answer({ index: -1, documents: [], features: countBlock([], counter) });

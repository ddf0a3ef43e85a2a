import { parentPort } from 'node:worker_threads';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { countBlock } from '../../events/feature-block.ts';
import { FeatureCounter } from '../../events/features.ts';
import { defaultGroupingParameters } from '../../events/grouping-parameters.ts';
import { WORD_END } from '../../intake/sent-document.ts';
import { groupAlone } from './group-alone.ts';
import { prepare } from './prepare.ts';
import type { Asked, Prepared } from './two-threads.ts';

const segmenter = createSegmenter();
const counter = new FeatureCounter();

const answer = (message: Prepared): void =>
  parentPort!.postMessage(message, [message.features.entries.buffer as ArrayBuffer]);

const nothing = (): Prepared => ({ index: -1, documents: [], features: countBlock([], counter) });

parentPort!.on('message', ({ index, texts, room }: Asked) => {
  if (index === -1) {
    groupAlone(texts, segmenter);
    answer(nothing());
    return;
  }
  const documents = prepare(texts, segmenter);
  // What the grouping reads, as the product sends it.
  const sent = documents.map((document) => ({
    ...document,
    text: document.text.slice(0, defaultGroupingParameters.bodyLength),
    words: document.words.join(WORD_END),
  }));
  answer({ index, features: countBlock(documents, counter, room), documents: sent });
});
answer(nothing());

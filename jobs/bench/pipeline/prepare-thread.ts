import { parentPort } from 'node:worker_threads';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { prepare, type RawText } from './prepare.ts';

const segmenter = createSegmenter();

/* oxlint-disable unicorn/require-post-message-target-origin -- a worker thread, not a window */
parentPort!.on('message', ({ index, texts }: { index: number; texts: RawText[] }) => {
  parentPort!.postMessage({ index, documents: prepare(texts, segmenter) });
});
parentPort!.postMessage({ index: -1, documents: [] });

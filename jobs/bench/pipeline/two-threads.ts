import { Worker } from 'node:worker_threads';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { type FeatureBlock, featuresOf } from '../../events/feature-block.ts';
import type { Grouper } from '../../events/grouper.ts';
import { received, type SentDocument } from '../../intake/sent-document.ts';
import { typescriptThread } from '../../typescript-thread.ts';
import { prepare, type RawText } from './prepare.ts';

/** Documents per message to the other thread: few enough that at the end neither waits long for the other. */
const CHUNK = 100;
/** Chunks under way there, so that it never waits. */
const AHEAD = 4;

/** A chunk as the other thread gives it. */
export interface Prepared {
  index: number;
  features: FeatureBlock;
  documents: SentDocument[];
}

/** The pipeline on two threads: one prepares and counts, this one groups in order and prepares too whenever nothing is ready. */
export class TwoThreads {
  private readonly worker: Worker;
  private onPrepared: (message: Prepared) => void = () => {};

  private constructor(private readonly segmenter: Segmenter) {
    const { filename, execArgv } = typescriptThread(new URL('./prepare-thread.ts', import.meta.url));
    this.worker = new Worker(filename, { execArgv });
    this.worker.on('message', (message: Prepared) => this.onPrepared(message));
  }

  /** Starts the other thread and waits until its dictionaries are read. */
  static start(segmenter: Segmenter): Promise<TwoThreads> {
    return new Promise((resolve, fail) => {
      const threads = new TwoThreads(segmenter);
      threads.worker.on('error', fail);
      threads.onPrepared = () => resolve(threads);
    });
  }

  /** Prepares and groups all texts in their order. */
  async group(texts: readonly RawText[], grouper: Grouper): Promise<void> {
    const chunks = Array.from({ length: Math.ceil(texts.length / CHUNK) }, (_, i) =>
      texts.slice(i * CHUNK, (i + 1) * CHUNK),
    );
    const ready = new Map<number, () => void>();
    let sent = 0;
    let underWay = 0;
    let grouped = 0;
    const send = (): void => {
      for (; underWay < AHEAD && sent < chunks.length; sent++, underWay++)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
        this.worker.postMessage({ index: sent, texts: chunks[sent] });
    };
    this.onPrepared = ({ index, documents, features }) => {
      ready.set(index, () => {
        for (const [at, document] of documents.entries()) grouper.add(received(document), featuresOf(features, at));
      });
      underWay -= 1;
      send();
    };
    send();
    while (grouped < chunks.length) {
      const group = ready.get(grouped);
      if (group) {
        group();
        ready.delete(grouped++);
      } else if (sent < chunks.length) {
        const own = sent++;
        const documents = prepare(chunks[own]!, this.segmenter);
        ready.set(own, () => documents.forEach((document) => grouper.add(document)));
      }
      // Lets the messages of the other thread in.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

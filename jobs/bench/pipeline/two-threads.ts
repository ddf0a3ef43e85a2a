import { Worker } from 'node:worker_threads';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../../events/grouping-document.ts';
import type { Grouper } from '../../events/grouper.ts';
import { typescriptThread } from '../../typescript-thread.ts';
import { prepare, type RawText } from './prepare.ts';

/** Documents per message to the other thread, as in the product. */
const CHUNK = 200;
/** Chunks under way there, so that it never waits. */
const AHEAD = 4;

interface Prepared {
  index: number;
  documents: GroupingDocument[];
}

/** The pipeline on two threads: one prepares, this one groups in order and prepares too whenever nothing is ready. */
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
    const ready = new Map<number, GroupingDocument[]>();
    let sent = 0;
    let underWay = 0;
    let grouped = 0;
    const send = (): void => {
      for (; underWay < AHEAD && sent < chunks.length; sent++, underWay++)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
        this.worker.postMessage({ index: sent, texts: chunks[sent] });
    };
    this.onPrepared = ({ index, documents }) => {
      ready.set(index, documents);
      underWay -= 1;
      send();
    };
    send();
    while (grouped < chunks.length) {
      const documents = ready.get(grouped);
      if (documents) {
        for (const document of documents) grouper.add(document);
        ready.delete(grouped++);
      } else if (sent < chunks.length) {
        const own = sent++;
        ready.set(own, prepare(chunks[own]!, this.segmenter));
      }
      // Lets the messages of the other thread in.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

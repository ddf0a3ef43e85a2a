import { Worker } from 'node:worker_threads';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { type FeatureBlock, featuresOf } from '../../events/feature-block.ts';
import type { Grouper } from '../../events/grouper.ts';
import type { GroupingDocument } from '../../events/grouping-document.ts';
import { received, type SentDocument } from '../../intake/sent-document.ts';
import { roomForTexts, typescriptThread } from '../../typescript-thread.ts';
import { groupAlone } from './group-alone.ts';
import { prepare, type RawText } from './prepare.ts';

/** Documents per message to the other thread. */
const CHUNK = 200;
/** Toward the end they become as few as this, so that neither waits long for the other. */
const LAST_CHUNK = 20;
/**
 * Of what is left, each chunk takes so much. Not less: twenty texts that take each step together cost a quarter more than
 * two hundred, and with a twelfth half of all went in small chunks.
 */
const SHARE = 1 / 4;
/** The thread that groups takes less, because all that the other has under way is still to be grouped there. */
const OWN_SHARE = 1 / 8;
/** Chunks under way there, so that it never waits. */
const AHEAD = 2;

/** What the other thread is asked for: to prepare a chunk, or (index −1) to do all by itself. */
export interface Asked {
  index: number;
  texts: readonly RawText[];
  /** For the features: the entries of a chunk that has been grouped. */
  room?: Int32Array | undefined;
}

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
  /** Entries of chunks that have been grouped. */
  private readonly rooms: Int32Array[] = [];

  private constructor(private readonly segmenter: Segmenter) {
    const { filename, execArgv } = typescriptThread(new URL('./prepare-thread.ts', import.meta.url));
    this.worker = new Worker(filename, { execArgv, ...roomForTexts });
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
    const ready = new Map<number, Prepared | GroupingDocument[]>();
    let taken = 0;
    let chunks = 0;
    let underWay = 0;
    let grouped = 0;
    const take = (share: number): Asked => {
      const size = Math.max(LAST_CHUNK, Math.min(CHUNK, Math.ceil((texts.length - taken) * share)));
      const chunk = { index: chunks++, texts: texts.slice(taken, taken + size) };
      taken += chunk.texts.length;
      return chunk;
    };
    const send = (): void => {
      for (; underWay < AHEAD && taken < texts.length; underWay++) this.ask({ ...take(SHARE), room: this.rooms.pop() });
    };
    this.onPrepared = (prepared) => {
      ready.set(prepared.index, prepared);
      underWay -= 1;
      send();
    };
    send();
    while (grouped < chunks || taken < texts.length) {
      const next = ready.get(grouped);
      if (next) {
        this.add(next, grouper);
        ready.delete(grouped++);
      } else if (taken < texts.length) {
        const own = take(OWN_SHARE);
        ready.set(own.index, prepare(own.texts, this.segmenter));
      }
      // Lets the messages of the other thread in.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Adds a chunk: one that the other thread prepared, or one of this thread's. */
  private add(chunk: Prepared | GroupingDocument[], grouper: Grouper): void {
    if (Array.isArray(chunk)) {
      for (const document of chunk) grouper.add(document);
      return;
    }
    const { documents, features } = chunk;
    for (let at = 0; at < documents.length; at++) grouper.add(received(documents[at]!), featuresOf(features, at));
    this.rooms.push(features.entries);
  }

  /** Runs the pipeline in both threads at once, each by itself over all texts: what the machine's second core is worth. */
  async apart(texts: readonly RawText[]): Promise<void> {
    const other = new Promise<void>((resolve) => {
      this.onPrepared = () => resolve();
    });
    this.ask({ index: -1, texts });
    groupAlone(texts, this.segmenter);
    await other;
  }

  private ask(asked: Asked): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.worker.postMessage(asked, asked.room ? [asked.room.buffer as ArrayBuffer] : []);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

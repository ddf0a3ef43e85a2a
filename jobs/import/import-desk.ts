import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileShapeError } from '#ingest/files/file-row.ts';
import type { DateOrder } from '#ingest/sources/date-order.ts';
import type { ImportReport } from './import-file.ts';

/** A file on its way in. */
export interface ImportState {
  id: string;
  name: string;
  sourceId: string;
  state: 'running' | 'done' | 'failed';
  rows: number;
  accepted: number;
  rejected: number;
  repeated: number;
  /** What the person can do about it, where it failed. */
  problem: string;
  /** Rejected rows whose dates can be read once somebody says their order; the file is kept for that. */
  unordered: number;
}

/** A file that was received; with the order of its dates, and since when it was read without, where somebody said it. */
export interface ImportedFile {
  file: string;
  sourceId: string;
  told?: { dateOrder: DateOrder; since: Date };
}

/** Reads one file into the intake log, telling the rows read so far. */
export type RunImport = (request: ImportedFile, onProgress: (rows: number) => void) => Promise<ImportReport>;

/** A year of a large district's tickets has some 100 MB. */
const MAX_BYTES = 200 * 1024 * 1024;
/** Files of which somebody may say the order of dates: those given last, for as long as a person looks at the answer. */
const KEPT_FILES = 3;
const KEPT_MS = 60 * 60_000;
/** How many finished imports a page still shows. */
const KEEP = 20;

/** A file larger than is taken; what was received of it is thrown away. */
export class FileTooLarge extends Error {}

interface KeptFile {
  file: string;
  since: Date;
  drop: () => Promise<void>;
}

/** Takes files from the browser and imports them one after the other, while pages ask how far they are. */
export class ImportDesk {
  private readonly states: ImportState[] = [];
  private readonly kept = new Map<string, KeptFile>();
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly run: RunImport) {}

  /** Newest first; imports of this process only. */
  list(): ImportState[] {
    return this.states;
  }

  /** Receives a file, which was last changed at `madeAt`, and starts its import. Throws FileTooLarge. */
  async take(
    body: Readable,
    { name, sourceId, madeAt }: { name: string; sourceId: string; madeAt?: Date | undefined },
  ): Promise<ImportState> {
    const folder = await mkdtemp(join(tmpdir(), 'minqing-import-'));
    const file = join(folder, `file${extname(name).replaceAll(/[^.a-z0-9]/gi, '')}`);
    const drop = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      await pipeline(body, limited(), createWriteStream(file, { mode: 0o600 }));
      // 昨天 in it counts from then, not from now.
      if (madeAt) await utimes(file, madeAt, madeAt);
    } catch (error) {
      await drop();
      throw error;
    }
    const state: ImportState = {
      id: randomUUID(),
      name: name.slice(0, 200),
      sourceId,
      state: 'running',
      rows: 0,
      accepted: 0,
      rejected: 0,
      repeated: 0,
      problem: '',
      unordered: 0,
    };
    this.states.unshift(state);
    this.states.splice(KEEP);
    this.queue = this.queue.then(() => this.import(state, { file, since: new Date(), drop }));
    return state;
  }

  /** Reads a kept file again by the order of its dates; `undefined` when it is no longer there. */
  readAgain(id: string, dateOrder: DateOrder): ImportState | undefined {
    const state = this.states.find((each) => each.id === id);
    const kept = this.kept.get(id);
    if (!state || !kept) return undefined;
    this.kept.delete(id);
    Object.assign(state, { state: 'running', rows: 0, unordered: 0 });
    this.queue = this.queue.then(() => this.import(state, kept, dateOrder));
    return state;
  }

  private async import(state: ImportState, kept: KeptFile, dateOrder?: DateOrder): Promise<void> {
    const { file, since } = kept;
    try {
      const told = dateOrder ? { told: { dateOrder, since } } : {};
      const report = await this.run({ file, sourceId: state.sourceId, ...told }, (rows) => (state.rows = rows));
      const { rows, accepted, rejected, repeated, unordered } = report;
      if (unordered > 0) this.keep(state.id, kept);
      Object.assign(state, { rows, accepted, rejected, repeated, unordered, state: 'done' });
    } catch (error) {
      state.state = 'failed';
      // What the reader says is for the person who gave the file; a fault of ours is not.
      state.problem =
        error instanceof FileShapeError ? error.message : '导入没有完成，请稍后再试一次；已收下的不会重复';
    }
    if (!this.kept.has(state.id)) await kept.drop();
  }

  private keep(id: string, file: KeptFile): void {
    this.kept.set(id, file);
    setTimeout(() => void this.forget(id), KEPT_MS).unref();
    for (const oldest of [...this.kept.keys()].slice(0, -KEPT_FILES)) void this.forget(oldest);
  }

  /** Deletes the files that are kept: they hold what is masked nowhere yet. */
  async close(): Promise<void> {
    await Promise.all([...this.kept.keys()].map((id) => this.forget(id)));
  }

  private async forget(id: string): Promise<void> {
    const kept = this.kept.get(id);
    this.kept.delete(id);
    const state = this.states.find((each) => each.id === id);
    if (kept && state) state.unordered = 0;
    // What cannot be deleted now goes with the folder of temporary files.
    await kept?.drop().catch(() => {});
  }
}

function limited(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > MAX_BYTES ? new FileTooLarge() : null, chunk);
    },
  });
}

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileShapeError } from '#ingest/files/file-row.ts';
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
}

/** Reads one file into the intake log, telling the rows read so far. */
export type RunImport = (
  request: { file: string; sourceId: string },
  onProgress: (rows: number) => void,
) => Promise<ImportReport>;

/** A year of a large district's tickets has some 100 MB. */
const MAX_BYTES = 200 * 1024 * 1024;
/** How many finished imports a page still shows. */
const KEEP = 20;

/** A file larger than is taken; what was received of it is thrown away. */
export class FileTooLarge extends Error {}

/** Takes files from the browser and imports them one after the other, while pages ask how far they are. */
export class ImportDesk {
  private readonly states: ImportState[] = [];
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
    };
    this.states.unshift(state);
    this.states.splice(KEEP);
    this.queue = this.queue.then(() => this.import(state, file)).finally(drop);
    return state;
  }

  private async import(state: ImportState, file: string): Promise<void> {
    try {
      const report = await this.run({ file, sourceId: state.sourceId }, (rows) => (state.rows = rows));
      const { rows, accepted, rejected, repeated } = report;
      Object.assign(state, { rows, accepted, rejected, repeated, state: 'done' });
    } catch (error) {
      state.state = 'failed';
      // What the reader says is for the person who gave the file; a fault of ours is not.
      state.problem =
        error instanceof FileShapeError ? error.message : '导入没有完成，请稍后再试一次；已收下的不会重复';
    }
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

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { checkRawItem } from '../../raw-item.ts';
import { type FileOptions, readFileRows } from '../read-file-rows.ts';

export type Item = Record<string, unknown>;

type Content = string | Uint8Array;

/** When all these files were made. */
const MADE = new Date('2020-12-16T04:00:00.000Z');

/** Reads files as an import does, in a folder that goes with the tests. */
export function filesIn(name: string): {
  folder: string;
  /** Each row as it ends: the item, or why not. */
  endings(file: string, content: Content, options?: FileOptions): Promise<(Item | string)[]>;
  /** Id and time of each row, or why it was not taken. */
  taken(file: string, content: Content, options?: FileOptions): Promise<string[]>;
} {
  const folder = mkdtempSync(join(tmpdir(), `minqing-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true }));
  const endings = async (file: string, content: Content, options?: FileOptions): Promise<(Item | string)[]> => {
    const path = join(folder, file);
    writeFileSync(path, content);
    utimesSync(path, MADE, MADE);
    const ends: (Item | string)[] = [];
    for await (const { row, problem } of readFileRows(path, options)) {
      const outcome = problem ? undefined : checkRawItem(row, { now: MADE, history: true });
      if (outcome?.kind === 'accept') ends.push({ ...outcome.value });
      else if (problem) ends.push(`${problem.reason} ${problem.detail}`);
      else ends.push(outcome?.kind === 'reject' ? outcome.detail : 'skip');
    }
    return ends;
  };
  const taken = async (file: string, content: Content, options?: FileOptions): Promise<string[]> =>
    (await endings(file, content, options)).map((end) =>
      typeof end === 'string' ? end : `${String(end['externalId'])} ${String(end['publishedAt']).slice(0, 16)}`,
    );
  return { folder, endings, taken };
}

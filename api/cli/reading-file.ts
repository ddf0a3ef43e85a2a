import { CsvError } from 'csv-parse/sync';
import { ModelFileError } from '#jobs/topics/learn/model-file.ts';
import { Failure } from './failure.ts';

/** Runs what reads a file that the operator named; what is wrong with the file is told in one sentence. */
export function readingFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof ModelFileError) throw new Failure(error.message);
    if (error instanceof SyntaxError || error instanceof CsvError)
      throw new Failure(`${path}：${error.message}（要 csv 或 jsonl）`);
    if (code === 'ENOENT') throw new Failure(`没有这个文件：${(error as NodeJS.ErrnoException).path ?? path}`);
    if (code === 'EISDIR' || code === 'EACCES') throw new Failure(`读不了这个文件：${path}`);
    throw error;
  }
}

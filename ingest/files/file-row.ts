import type { MappedRow } from '../sources/map-item.ts';

/**
 * One row of a file. `row` is ready for `checkRawItem`; a row that could not even be read has `problem` instead
 * and is to be kept as a reject. Reasons are snake_case metric labels, details hold no text of the row.
 */
export interface FileRow {
  /** 1-based line in the file; the row number of a sheet, the position of an item in a JSON or XML list. */
  line: number;
  /** `line` counts columns: the table has a document in each of them. */
  isColumn?: true;
  /** 1-based, of a file with several tables. */
  sheet?: number;
  /** 1-based, of an archive with several files. */
  part?: number;
  row: MappedRow | undefined;
  problem?: { reason: FileProblem; detail: string };
}

export type FileProblem =
  | 'bad_json'
  | 'bad_xml'
  | 'bad_yaml'
  | 'bad_csv'
  | 'bad_sql'
  | 'not_an_object'
  | 'line_too_long'
  | 'columns_missing'
  | 'columns_extra'
  | 'no_items'
  | 'no_date'
  | 'no_sender'
  | 'no_chinese'
  | 'part_unreadable';

export const problemRow = (line: number, reason: FileProblem, detail: string): FileRow => ({
  line,
  row: undefined,
  problem: { reason, detail },
});

/** The file as a whole cannot be taken; the message is for the person who gave it. */
export class FileShapeError extends Error {
  override readonly name: string = 'FileShapeError';
}

/** A table without what every row needs; `known` of its columns were recognised. */
export class MissingColumns extends FileShapeError {
  override readonly name = 'MissingColumns';
  readonly known: number;

  constructor(message: string, known: number) {
    super(message);
    this.known = known;
  }
}

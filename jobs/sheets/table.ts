/** A cell as it is: a number stays a number, a text a text (18-digit numbers of tickets are texts), null is empty. */
export type Cell = string | number | null;

/** How the numbers of a column are shown; a text in it is shown as it is. */
export type ColumnKind = 'text' | 'integer' | 'decimal' | 'percent';

export interface Column {
  header: string;
  kind: ColumnKind;
  /** In characters of the default font; a Chinese character takes two. */
  width?: number;
}

/** A table for a file: csv or one sheet of a workbook. */
export interface SheetTable {
  columns: readonly Column[];
  rows: Iterable<readonly Cell[]>;
}

/** One sheet: either a table with a frozen header, filter and print area, or (without filter) lines to be read. */
export interface Sheet extends SheetTable {
  /** At most 31 characters, none of : \ / ? * [ ]; mended when it is not. */
  name: string;
  /** A line above the header: what the sheet shows, which period, which filter. */
  title?: string;
  /** false: lines to be read, e.g. 口径; no header row, no filter. */
  table?: boolean;
}

import type { Cell, Column, ColumnKind } from '#jobs/sheets/table.ts';

/** A table of a page as it goes into a file: the same rows in the same order. */
export interface ExportTable {
  columns: Column[];
  rows: Cell[][];
  /** What the reader has to know of it; stands above the table, beside the filter. */
  note?: string;
}

/** A column with where its cells come from. */
type Shown<Row> = [header: string, kind: ColumnKind, cell: (row: Row) => Cell, width?: number];

/** Columns of figures are narrow, of words wide enough for a place's name. */
const WIDTHS = { text: 14, integer: 10, decimal: 10, percent: 10 } as const;

/** The rows as a table, a column for each of `shown`. */
export function tableOf<Row>(rows: readonly Row[], shown: readonly Shown<Row>[]): ExportTable {
  return {
    columns: shown.map(([header, kind, , width]) => ({ header, kind, width: width ?? WIDTHS[kind] })),
    rows: rows.map((row) => shown.map(([, , cell]) => cell(row))),
  };
}

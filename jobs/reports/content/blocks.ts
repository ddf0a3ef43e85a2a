import type { Cell, ColumnKind } from '../../sheets/table.ts';
import type { Heading, Inline, Paragraph, Table, TableColumn } from './model.ts';

/** One paragraph; nested lists of pieces are joined, empty pieces dropped. */
export function paragraph(id: string, ...pieces: readonly (Inline | readonly Inline[])[]): Paragraph {
  return { kind: 'paragraph', id, inlines: pieces.flat().filter((piece) => piece !== '') };
}

/** A heading of level 1 一、 to 4 (1). */
export function heading(level: Heading['level'], text: string): Heading {
  return { kind: 'heading', level, text };
}

/** The sentence as it is read. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((each) => (typeof each === 'string' ? each : each.text)).join('');
}

/** A table of objects: each column says how a row is shown in it. */
export function table<Row>(
  of: { id: string; caption: string; note?: string },
  rows: readonly Row[],
  columns: readonly [header: string, kind: ColumnKind, share: number, cell: (row: Row, index: number) => Cell][],
  keyOf: (row: Row) => string,
): Table {
  return {
    kind: 'table',
    ...of,
    columns: columns.map(([header, kind, share]): TableColumn => ({ header, kind, share })),
    rows: rows.map((row, index) => ({ key: keyOf(row), cells: columns.map(([, , , cell]) => cell(row, index)) })),
  };
}

/** Pieces with 、 between them. */
export function listed(pieces: readonly (readonly Inline[])[], separator = '、'): Inline[] {
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [separator, ...piece]));
}

/** A share as a number for a table cell, null (shown —) without a denominator. */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/** Relative change for a table cell, null where there is nothing to compare with. */
export function relativeChange(now: number, before: number | null): number | null {
  return before === null || before === 0 ? null : (now - before) / before;
}

/** One decimal. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

import { isKnownColumn } from './known-columns.ts';
import type { TableRow } from './read-table.ts';

/** Names below each other from which on they are names of fields, and no texts that happen to be such words. */
const NAMES_DOWN = 3;

type CellRow = Extract<TableRow, { cells: readonly unknown[] }>;

const hasCells = (row: TableRow): row is CellRow => 'cells' in row;
const asName = (cell: unknown): string => String(cell ?? '').trim();
const isName = (cell: unknown): boolean => isKnownColumn(asName(cell).replace(/[:：]$/, ''));

/** A form has names in a further column too, each with its value beside it. */
const namesBeside = ({ cells }: CellRow): number => cells.slice(2).filter(isName).length;

/**
 * How a table stands, by its first rows: its fields below each other with a document in each further column, or as a
 * form of names with their values beside them; `undefined` for a table below a header.
 */
export function turnedHow(first: readonly TableRow[]): 'columns' | 'form' | undefined {
  const rows = first.filter(hasCells);
  const down = rows.filter(({ cells }) => isName(cells[0]));
  const across = Math.max(0, ...rows.map(({ cells }) => cells.filter(isName).length));
  if (down.length < NAMES_DOWN || down.length < across) return undefined;
  if (down.some((row) => namesBeside(row) > 0)) return 'form';
  const names = down.map(({ cells }) => asName(cells[0]));
  const isRepeated = new Set(names).size < names.length;
  const isPairs = down.every(({ cells }) => cells.slice(2).every((cell) => asName(cell) === ''));
  return isPairs && isRepeated ? 'form' : 'columns';
}

/** The columns of a table as its rows, the first of them its header; `line` is the column that a row was. */
export function turned(rows: readonly TableRow[]): CellRow[] {
  const lines = rows.filter(hasCells).filter(({ cells }) => asName(cells[0]) !== '');
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, column) => ({
    line: column + 1,
    cells: lines.map(({ cells }) => cells[column]),
  }));
}

/** The documents of forms below each other: another one begins where its first name comes again. */
export function formRecords(rows: readonly TableRow[]): { line: number; fields: Record<string, unknown> }[] {
  const records: { line: number; fields: Record<string, unknown> }[] = [];
  let opening: string | undefined;
  for (const { line, cells } of rows.filter(hasCells)) {
    for (const [at, cell] of cells.entries()) {
      if (!isName(cell)) continue;
      const name = asName(cell).replace(/[:：]$/, '');
      opening ??= name;
      if (name === opening) records.push({ line, fields: {} });
      const value = cells[at + 1];
      // Of a name that comes twice the first counts; a name beside a name has nothing in between.
      if (!isName(value)) records.at(-1)!.fields[name] ??= value;
    }
  }
  return records;
}

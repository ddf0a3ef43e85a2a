import type { Table, TableColumn } from '../../content/model.ts';
import { cellText } from '../cell-text.ts';
import { SIZE } from '../page.ts';
import { breakLines } from './break-lines.ts';
import { AREA, type Pen, type TextLook } from './pen.ts';

const CELL_LOOK: TextLook = { font: 'song', size: SIZE.table };
const HEAD_LOOK: TextLook = { font: 'hei', size: SIZE.table };
/** Line height in a cell, and room around its text; points. */
const LINE = 14;
const PADDING = { x: 3, y: 2.5 };

interface Laid {
  lines: string[][];
  height: number;
}

/** A table cut into lines. */
interface LaidTable {
  columns: readonly TableColumn[];
  widths: readonly number[];
  head: Laid;
  rows: readonly Laid[];
}

/** A table is cut where its room is asked for, and again where it is drawn. */
const known = new WeakMap<Table, LaidTable>();

function layTable(pen: Pen, table: Table): LaidTable {
  const laid = known.get(table) ?? cutTable(pen, table);
  known.set(table, laid);
  return laid;
}

function cutTable(pen: Pen, { columns, rows }: Table): LaidTable {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (AREA.width * share) / total);
  const lay = (texts: readonly string[], look: TextLook): Laid => {
    const lines = texts.map((text, at) =>
      breakLines(text, { width: widths[at]! - 2 * PADDING.x, indent: 0, measure: (piece) => pen.measure(piece, look) }),
    );
    return { lines, height: LINE * Math.max(...lines.map(({ length }) => length)) + 2 * PADDING.y };
  };
  const head = columns.map(({ header }) => header);
  return {
    columns,
    widths,
    head: lay(head, HEAD_LOOK),
    rows: rows.map(({ cells }) =>
      lay(
        cells.map((cell, at) => cellText(cell, columns[at]!.kind)),
        CELL_LOOK,
      ),
    ),
  };
}

/** Room that a row asks for: no page begins with the last row alone, and none with the note of a table. */
function roomFor({ rows }: LaidTable, at: number, below: number): number {
  const together = at < rows.length - 2 ? [rows[at]!] : rows.slice(at);
  const height = together.reduce((sum, row) => sum + row.height, 0);
  return height + (at < rows.length - 2 ? 0 : below);
}

/** What stands together at a table's beginning: its header and first rows, with `below` points where those are all. */
export function beginningOf(pen: Pen, table: Table, below: number): number {
  const laid = layTable(pen, table);
  return laid.head.height + (laid.rows.length > 0 ? roomFor(laid, 0, below) : below);
}

/** Draws a table as wide as the text, with `below` points of note behind it; its header is repeated, rows are not broken. */
export function drawTable(pen: Pen, table: Table, below: number): void {
  const laid = layTable(pen, table);
  const { columns, widths, head, rows } = laid;
  const drawHead = (): void => drawRow(pen, head, { columns, widths, look: HEAD_LOOK });
  drawHead();
  for (const [at, row] of rows.entries()) {
    if (at > 0 && pen.room < roomFor(laid, at, below)) {
      pen.newPage();
      drawHead();
    }
    drawRow(pen, row, { columns, widths, look: CELL_LOOK });
  }
}

interface RowLook {
  columns: readonly TableColumn[];
  widths: readonly number[];
  look: TextLook;
}

function drawRow(pen: Pen, { lines, height }: Laid, { columns, widths, look }: RowLook): void {
  let x = AREA.left;
  for (const [at, cell] of lines.entries()) {
    const width = widths[at]!;
    pen.rectangle(x, pen.y, width, height);
    const top = pen.y + (height - LINE * cell.length) / 2;
    for (const [index, line] of cell.entries()) {
      const spare = width - 2 * PADDING.x - pen.measure(line, look);
      const share = look === HEAD_LOOK ? 0.5 : columns[at]!.kind === 'text' ? 0 : 1;
      pen.put(line, look, { x: x + PADDING.x + spare * share, top: top + LINE * index, height: LINE });
    }
    x += width;
  }
  pen.y += height;
}

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

/** Draws a table as wide as the text; the header is repeated on every page, rows are not broken. */
export function drawTable(pen: Pen, { columns, rows }: Table): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (AREA.width * share) / total);
  const lay = (texts: readonly string[], look: TextLook): Laid => {
    const lines = texts.map((text, at) =>
      breakLines(text, { width: widths[at]! - 2 * PADDING.x, indent: 0, measure: (piece) => pen.measure(piece, look) }),
    );
    return { lines, height: LINE * Math.max(...lines.map(({ length }) => length)) + 2 * PADDING.y };
  };
  const head = lay(
    columns.map(({ header }) => header),
    HEAD_LOOK,
  );
  const drawHead = (): void => drawRow(pen, head, { columns, widths, look: HEAD_LOOK });
  pen.need(head.height + LINE + 2 * PADDING.y);
  drawHead();
  for (const { cells } of rows) {
    const row = lay(
      cells.map((cell, at) => cellText(cell, columns[at]!.kind)),
      CELL_LOOK,
    );
    if (pen.room < row.height) {
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

import type { Item } from '../arrange.ts';
import type { DrawnChart } from '../draw-chart.ts';
import { points, SIZE } from '../page.ts';
import { breakLines } from './break-lines.ts';
import { AREA, CELL, Pen, PITCH, type TextLook } from './pen.ts';
import { beginningOf, drawTable } from './draw-table.ts';

/** The grid's spacing: a character of 16 points stands in a cell of 15.8. */
const GRID_SPACING = CELL - SIZE.text;
const TEXT: TextLook = { font: 'song', size: SIZE.text, spacing: GRID_SPACING };
const HEADING: TextLook = { ...TEXT, font: 'hei' };
const SUBHEADING: TextLook = { ...TEXT, font: 'songBold' };
const TITLE: TextLook = { font: 'songBold', size: SIZE.title };
const CAPTION: TextLook = { font: 'hei', size: SIZE.caption };
const SMALL: TextLook = { font: 'song', size: SIZE.table };
/** Line height of notes, and the room above them, which a table without one has as well; points. */
const SMALL_PITCH = 16;
const NOTE_ABOVE = 4;
const TITLE_PITCH = 32;
/** The signature stands two characters from the right edge (GB/T 9704, 7.3.5). */
const SIGNATURE_INSET = 2 * CELL;

/** The items as PDF on the grid of GB/T 9704-2012, in open fonts. The same items make the same bytes. */
export async function writePdf(items: readonly Item[], of: { title: string; at: string }): Promise<Buffer> {
  const pen = new Pen(of);
  for (const [index, item] of items.entries()) {
    if (item.type === 'heading') pen.need(heightHeaded(pen, items.slice(index)));
    if (item.type === 'text' && isKept(item) && !isKept(items[index - 1])) drawLast(pen, items.slice(index));
    else draw(pen, item, items.slice(index + 1, index + 3));
  }
  return pen.finish();
}

/** Of a heading, those right below it, and as much of what they head as stands on one page: a chart, a line, a first row. */
function heightHeaded(pen: Pen, items: readonly Item[]): number {
  const [first, ...below] = items;
  if (first?.type === 'heading') {
    const rows = linesOf(pen, first.text, HEADING, 2 * CELL).length;
    return rows * PITCH + heightHeaded(pen, below);
  }
  if (isKept(first)) {
    const { own, rest } = rowsKept(pen, items);
    return PITCH * (own > AFTER ? leastBefore(own) : own + rest);
  }
  if (first?.type === 'chart') return heightOf(first.chart) + PITCH;
  return first?.type === 'caption' ? captioned(pen, below) : PITCH;
}

const isKept = (item: Item | undefined): boolean => item?.type === 'text' && (item.isKept ?? false);

/** Rows of the first item of a run that ends with the signature, and of the rest of it. */
function rowsKept(pen: Pen, items: readonly Item[]): { own: number; rest: number } {
  const end = items.findIndex((item) => !isKept(item) && item.type !== 'signature');
  const [own = 0, ...rest] = (end === -1 ? items : items.slice(0, end)).map((item) =>
    Math.max(1, linesOf(pen, 'text' in item ? item.text : '', TEXT, 2 * CELL).length),
  );
  return { own, rest: rest.reduce((sum, rows) => sum + rows, 0) };
}

/** Lines of the last paragraph that go with the signature at least, and that stay on the page before. */
const AFTER = 2;
const leastBefore = (rows: number): number => (rows > 3 ? 2 : 1);

/** The last paragraph: where the signature does not fit below it, it is broken, so that little of the page stays empty. */
function drawLast(pen: Pen, items: readonly Item[]): void {
  const item = items[0] as Extract<Item, { type: 'text' }>;
  const { own, rest } = rowsKept(pen, items);
  const room = Math.floor(pen.room / PITCH + 0.01);
  const stay = own + rest <= room ? own : Math.min(room, own - AFTER);
  const isBroken = stay >= leastBefore(own);
  if (!isBroken) pen.need(PITCH * (own + rest));
  lines(pen, item.text, TEXT, { indent: item.isFlush ? 0 : 2 * CELL, ...(isBroken ? { breakAfter: stay } : {}) });
}

function draw(pen: Pen, item: Item, next: readonly Item[]): void {
  switch (item.type) {
    case 'title':
    case 'attachmentTitle':
      return centred(pen, item.text, TITLE, TITLE_PITCH);
    case 'number':
      return centred(pen, item.text, TEXT, PITCH);
    case 'coverage':
      centred(pen, item.text, TEXT, PITCH);
      pen.y += PITCH;
      return undefined;
    case 'heading':
      return lines(pen, item.text, [HEADING, SUBHEADING, TEXT, TEXT][item.level - 1]!);
    case 'text':
      return lines(pen, item.text, TEXT, { indent: item.isFlush ? 0 : 2 * CELL });
    case 'attachmentMark':
      if (!pen.isFresh) pen.newPage();
      return lines(pen, item.text, HEADING, { indent: 0 });
    case 'caption':
      return caption(pen, item, next);
    case 'table':
      return drawTable(pen, item.table, noteHeight(pen, next[0]));
    case 'chart':
      return chart(pen, item);
    case 'note':
      return note(pen, item.text);
    case 'signature':
      return signature(pen, item.text);
    case 'pageBreak':
      return pen.isFresh ? undefined : pen.newPage();
  }
}

function linesOf(pen: Pen, text: string, look: TextLook, indent: number): string[] {
  return breakLines(text, { width: AREA.width, indent, measure: (piece) => pen.measure(piece, look) });
}

/** A paragraph on the grid, its first line two characters in; a new page begins behind line `breakAfter`. */
function lines(pen: Pen, text: string, look: TextLook, { indent = 2 * CELL, breakAfter = 0 } = {}): void {
  for (const [index, line] of linesOf(pen, text, look, indent).entries()) {
    if (index === breakAfter && index > 0) pen.newPage();
    pen.need(PITCH);
    pen.put(line, look, { x: AREA.left + (index === 0 ? indent : 0), top: pen.y, height: PITCH });
    pen.y += PITCH;
  }
}

function centred(pen: Pen, text: string, look: TextLook, pitch: number): void {
  for (const line of text.split('\n').flatMap((each) => linesOf(pen, each, look, 0))) {
    pen.need(pitch);
    const x = AREA.left + (AREA.width - pen.measure(line, look)) / 2;
    pen.put(line, look, { x, top: pen.y, height: pitch });
    pen.y += pitch;
  }
}

/** A caption, and what of its table stands on the same page; of what comes behind the caption. */
function captioned(pen: Pen, [table, behind]: readonly Item[]): number {
  return PITCH + (table?.type === 'table' ? beginningOf(pen, table.table, noteHeight(pen, behind)) : 0);
}

function caption(pen: Pen, item: Extract<Item, { type: 'caption' }>, next: readonly Item[]): void {
  if (item.of === 'table') pen.need(captioned(pen, next));
  centred(pen, item.text, CAPTION, PITCH);
}

/** Brought up to whole lines, so that the text below stands on the grid again. */
const heightOf = ({ heightMm }: DrawnChart): number => Math.ceil(points(heightMm) / PITCH) * PITCH;

function chart(pen: Pen, { chart: drawn }: Extract<Item, { type: 'chart' }>): void {
  const [width, height] = [points(drawn.widthMm), points(drawn.heightMm)];
  pen.need(heightOf(drawn) + PITCH);
  pen.image(drawn.png, { x: AREA.left, y: pen.y, width, height });
  pen.y += heightOf(drawn);
}

/** Of the note that an item is; a note of no words only sets off what follows. */
function noteHeight(pen: Pen, item: Item | undefined): number {
  if (item?.type !== 'note' || item.text === '') return 0;
  return NOTE_ABOVE + SMALL_PITCH * linesOf(pen, item.text, SMALL, 0).length;
}

function note(pen: Pen, text: string): void {
  pen.y = Math.min(AREA.bottom, pen.y + NOTE_ABOVE);
  for (const line of linesOf(pen, text, SMALL, 0)) {
    if (line === '') break;
    pen.need(SMALL_PITCH);
    pen.put(line, SMALL, { x: AREA.left, top: pen.y, height: SMALL_PITCH });
    pen.y += SMALL_PITCH;
  }
  backOnGrid(pen);
}

function signature(pen: Pen, text: string): void {
  pen.need(PITCH);
  pen.put(text, TEXT, {
    x: AREA.right - SIGNATURE_INSET - pen.measure(text, TEXT),
    top: pen.y,
    height: PITCH,
  });
  pen.y += PITCH;
}

/** Down to the next line of the page's grid. */
function backOnGrid(pen: Pen): void {
  const used = pen.y - AREA.top;
  pen.y = AREA.top + Math.ceil(used / PITCH - 0.01) * PITCH;
}

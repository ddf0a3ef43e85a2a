import PDFDocument from 'pdfkit';
import { FONT_FILES, type FontName } from '../fonts.ts';
import { CHARACTERS, LINES, PAGE, points, SIZE } from '../page.ts';
import { readFileSync } from 'node:fs';

/** The text area in points from the upper left corner of the page, and its grid. */
export const AREA = {
  left: points(PAGE.left),
  right: points(PAGE.width - PAGE.right),
  top: points(PAGE.top),
  bottom: points(PAGE.height - PAGE.bottom),
  width: points(PAGE.width - PAGE.left - PAGE.right),
} as const;
export const PITCH = (AREA.bottom - AREA.top) / LINES;
export const CELL = AREA.width / CHARACTERS;
/** The page number stands 7 mm below the text area, one character from its edge. */
const NUMBER_BELOW = points(7);
/** Where in its line box a Chinese character's baseline lies, as a share of its size. */
const BASELINE = 0.88;

/** Read once per process: the files are some 15 MB each. */
const loaded = new Map<FontName, Buffer>();
function fontBytes(name: FontName): Buffer {
  const known = loaded.get(name) ?? readFileSync(FONT_FILES[name]);
  loaded.set(name, known);
  return known;
}

/** Widths of characters at one point, by font: the same in every document. Chinese ones are few thousand. */
const widths = new Map<string, number>();

/** How a line of text is set. */
export interface TextLook {
  font: FontName;
  size: number;
  /** Added after each character, so that 28 fit the line; points. */
  spacing?: number;
}

/** A PDF being written from top to bottom; it breaks pages and numbers them. */
export class Pen {
  /** Upper edge of the next line, points. */
  y = 0;
  private page = 0;
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];

  constructor(of: { title: string; at: string }) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: of.title, Creator: '民情 Minqing', Producer: '民情 Minqing', CreationDate: new Date(of.at) },
    });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    for (const name of ['song', 'songBold', 'hei'] as const) this.document.registerFont(name, fontBytes(name) as never);
    this.newPage();
  }

  /** Points left on the page. */
  get room(): number {
    return AREA.bottom - this.y;
  }

  /** Whether anything stands on the page yet. */
  get isFresh(): boolean {
    return this.y === AREA.top;
  }

  newPage(): void {
    this.document.addPage();
    this.page++;
    this.y = AREA.top;
    const text = `— ${this.page} —`;
    const look: TextLook = { font: 'song', size: SIZE.pageNumber };
    const wide = this.measure(text, look);
    const isOdd = this.page % 2 === 1;
    const x = isOdd ? AREA.right - SIZE.pageNumber - wide : AREA.left + SIZE.pageNumber;
    this.put(text, look, { x, top: AREA.bottom + NUMBER_BELOW, height: SIZE.pageNumber });
  }

  /** Begins a new page unless so many points are left on this one. */
  need(height: number): void {
    if (this.room < height - 0.01 && !this.isFresh) this.newPage();
  }

  /** Width in points, the spacing after the last character included. */
  measure(text: string, { font, size, spacing = 0 }: TextLook): number {
    let sum = 0;
    for (const character of text) sum += this.widthOf(character, font) * size + spacing;
    return sum;
  }

  /** One line of text in a box whose upper edge and height are given; the characters stand in its middle. */
  put(text: string, { font, size, spacing = 0 }: TextLook, at: { x: number; top: number; height: number }): void {
    const baseline = at.top + (at.height - size) / 2 + BASELINE * size;
    this.document.font(font).fontSize(size).fillColor('black');
    this.document.text(text, at.x, baseline, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
  }

  rectangle(x: number, y: number, width: number, height: number): void {
    this.document.lineWidth(0.5).strokeColor('black').rect(x, y, width, height).stroke();
  }

  image(png: Buffer, at: { x: number; y: number; width: number; height: number }): void {
    this.document.image(png, at.x, at.y, { width: at.width, height: at.height });
  }

  /** The file's bytes. */
  async finish(): Promise<Buffer> {
    const ended = new Promise<void>((resolve) => void this.document.on('end', () => resolve()));
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  /** Of one character at one point. */
  private widthOf(character: string, font: FontName): number {
    const key = `${font}${character}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = this.document.font(font).fontSize(1000).widthOfString(character) / 1000;
    widths.set(key, width);
    return width;
  }
}

import { CHARACTERS, LINES, PAGE, points, SIZE } from '../page.ts';

/** Word counts in twentieths of a point. */
const TWIPS = 20;
const twips = (mm: number): number => Math.round(points(mm) * TWIPS);

/**
 * The text area in the grid of GB/T 9704: 22 lines of 580 twips need 12 760, four more than 225 mm rounds to; Word would
 * set 21 lines, so the margins give up two twips (0.04 mm) each.
 */
export const GRID = {
  linePitch: 580,
  charSpace: -848,
  /**
   * Tracking of the body, twips: 28 characters of 16 pt need 315.9 twips each. Text that snapped to the grid would take
   * two cells a character in LibreOffice, since 16 pt is wider than a cell; at -5 LibreOffice 7.4 sets 27 characters, at -6 28.
   */
  tracking: -6,
} as const;
const height = twips(PAGE.height);
const spare = LINES * GRID.linePitch - (height - twips(PAGE.top) - twips(PAGE.bottom));

export const PAGE_TWIPS = {
  width: twips(PAGE.width),
  height,
  top: twips(PAGE.top) - Math.ceil(spare / 2),
  bottom: twips(PAGE.bottom) - Math.floor(spare / 2),
  left: Math.floor(points(PAGE.left) * TWIPS),
  right: twips(PAGE.right),
  // The page number's upper edge is 7 mm below the text area, its own height about 5.
  footer: twips(PAGE.bottom - 7 - 5),
  header: twips(15),
} as const;
export const TEXT_WIDTH = PAGE_TWIPS.width - PAGE_TWIPS.left - PAGE_TWIPS.right;

/** Two characters, by which paragraphs begin. */
export const INDENT = Math.round((2 * TEXT_WIDTH) / CHARACTERS);

/** Sizes in half points. */
export const half = (of: keyof typeof SIZE): number => SIZE[of] * 2;

/** Fonts by the standard; Word takes the next name where one is missing (fontTable.xml). */
export const FONTS = {
  text: '仿宋_GB2312',
  title: '方正小标宋简体',
  hei: '黑体',
  kai: '楷体_GB2312',
  song: '宋体',
} as const;

/** GB/T 9704-2012, 5: A4, the text area 156 × 225 mm, 22 lines of 28 characters of 3号 (16 pt). Millimetres. */
export const PAGE = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
export const LINES = 22;
export const CHARACTERS = 28;

/** 3号, 2号, 4号 and, for tables, 小四 and 五号; points. */
export const SIZE = { text: 16, title: 22, pageNumber: 14, caption: 12, table: 10.5 } as const;

const POINTS_PER_MM = 72 / 25.4;
export const points = (mm: number): number => mm * POINTS_PER_MM;

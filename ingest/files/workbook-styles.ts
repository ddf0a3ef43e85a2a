import { attributeOf, elementsOf } from './sheet-xml.ts';

/** What a cell style does to a number. */
export interface CellStyle {
  isDate: boolean;
  /** Digits that are shown at least: the format 000000 shows 123 as 000123. 0 for any other format. */
  digits: number;
}

/** Number formats that show a date, ECMA-376 18.8.30, the Chinese ones (27–36, 50–58) included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** A number format without its literals, colours and conditions. */
const shownFormat = (format: string): string => format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');

/** The styles of a workbook's cells, in their order; `x` is the prefix of its elements. */
export function readCellStyles(styles: string, x: string): CellStyle[] {
  const formats = new Map(
    elementsOf(styles, `${x}numFmt`).map(({ attributes }) => [
      attributeOf(attributes, 'numFmtId'),
      attributeOf(attributes, 'formatCode'),
    ]),
  );
  const cells = elementsOf(styles, `${x}cellXfs`)[0]?.inner ?? '';
  return elementsOf(cells, `${x}xf`).map(({ attributes }) => {
    const id = attributeOf(attributes, 'numFmtId');
    const format = formats.get(id);
    if (format === undefined) return { isDate: isBuiltInDate(Number(id)), digits: 0 };
    const zeros = /^(0{2,})(?:;.*)?$/.exec(format)?.[1] ?? '';
    return { isDate: /[ymdhs年月日时]/i.test(shownFormat(format)), digits: zeros.length };
  });
}

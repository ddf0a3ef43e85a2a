import { stripHtml } from '../normalise/strip-html.ts';
import type { TableRow } from './read-table.ts';
import { attributeOf, elementsOf, unescapeXml, type XmlElement } from './sheet-xml.ts';

/** Excel's XML of 2003. */
const SPREADSHEET_2003 = 'urn:schemas-microsoft-com:office:spreadsheet';
const HTML_TABLE = /<table[\s>]/i;
/** Excel has no more columns; an index beyond is a mistake. */
const MAX_COLUMNS = 16_384;

/**
 * True for what offices' systems save as .xls and is none: a web page with a table, or the XML of Excel 2003. `head` is
 * the beginning of the file.
 */
export const looksLikeMarkupTable = (head: string): boolean => HTML_TABLE.test(head) || head.includes(SPREADSHEET_2003);

/** The rows of such a table, of all its tables one after the other; merged cells count as empty ones. Lines are rows. */
export async function* readMarkupTable(text: string): AsyncGenerator<TableRow> {
  const rows = text.includes(SPREADSHEET_2003) ? spreadsheetRows(text) : htmlRows(text);
  let line = 0;
  for (const cells of rows) yield { line: (line += 1), cells };
}

function htmlRows(text: string): string[][] {
  // One spelling for the elements that count, so that they can be looked for as they are.
  const plain = text.replace(/<(\/?)(tr|td|th)(?=[\s>])/gi, (_tag, end: string, name: string) =>
    name.toLowerCase() === 'tr' ? `<${end}tr` : `<${end}td`,
  );
  return elementsOf(plain, 'tr').map(({ inner }) => elementsOf(inner, 'td').flatMap(htmlCell));
}

function htmlCell({ attributes, inner }: XmlElement): string[] {
  const span = Math.min(Number(attributeOf(attributes, 'colspan')) || 1, MAX_COLUMNS);
  return [stripHtml(inner).trim(), ...Array.from({ length: span - 1 }, () => '')];
}

function spreadsheetRows(text: string): string[][] {
  // Some writers give the elements a prefix.
  const plain = text.replace(/<(\/?)ss:(?=Row|Cell|Data)/g, '<$1');
  return elementsOf(plain, 'Row').map(({ inner }) => {
    const cells: string[] = [];
    for (const { attributes, inner: cell } of elementsOf(inner, 'Cell')) {
      // Empty cells are left out; the next one says where it stands.
      const index = Math.min(Number(attributeOf(attributes, 'ss:Index')) || 0, MAX_COLUMNS);
      while (cells.length < index - 1) cells.push('');
      cells.push(unescapeXml(elementsOf(cell, 'Data')[0]?.inner ?? ''));
    }
    return cells;
  });
}

import { stripHtml } from '../normalise/strip-html.ts';
import type { TableRow } from './read-table.ts';
import { attributeOf, elementsOf, unescapeXml, type XmlElement } from './sheet-xml.ts';

/** Excel's XML of 2003. */
const SPREADSHEET_2003 = 'urn:schemas-microsoft-com:office:spreadsheet';
const HTML_TABLE = /<table[\s>]/i;
/** A <Table> of a serialiser has no rows. */
const HTML_ROW = /<tr[\s>]/i;
/** Excel has no more columns; an index beyond is a mistake. */
const MAX_COLUMNS = 16_384;

/**
 * True for what offices' systems save as .xls and is none: a web page with a table, or the XML of Excel 2003. `head` is
 * the beginning of the file.
 */
export const looksLikeMarkupTable = (head: string): boolean =>
  (HTML_TABLE.test(head) && HTML_ROW.test(head)) || head.includes(SPREADSHEET_2003);

/**
 * The rows of such a table, of all its tables one after the other; of cells merged sideways the others are empty, of
 * cells merged downwards each says the same. Lines are rows.
 */
export async function* readMarkupTable(text: string): AsyncGenerator<TableRow> {
  const rows = text.includes(SPREADSHEET_2003) ? spreadsheetRows(text) : spannedRows(htmlRows(text));
  let line = 0;
  for (const cells of rows) yield { line: (line += 1), cells };
}

interface HtmlCell {
  text: string;
  columns: number;
  rows: number;
}

function htmlRows(text: string): HtmlCell[][] {
  // One spelling for the elements that count, so that they can be looked for as they are.
  const plain = text.replace(/<(\/?)(tr|td|th)(?=[\s>])/gi, (_tag, end: string, name: string) =>
    name.toLowerCase() === 'tr' ? `<${end}tr` : `<${end}td`,
  );
  return elementsOf(closed(plain), 'tr').map(({ inner }) => elementsOf(inner, 'td').map(htmlCell));
}

/** HTML lets </td> and </tr> be left out; here each cell ends where the next one begins. */
function closed(text: string): string {
  if (/<\/td\s*>/i.test(text)) return text;
  return text
    .replace(/(<t[dr](?=[\s>])|<\/tr>|<\/table)/gi, '</td>$1')
    .replace(/(<tr(?=[\s>])|<\/table)/gi, (tag) => `</tr>${tag}`);
}

function htmlCell({ attributes, inner }: XmlElement): HtmlCell {
  const span = (name: string): number =>
    Math.max(1, Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,5})`, 'i').exec(attributes)?.[1] ?? 1));
  const rows = span('rowspan');
  return { text: stripHtml(inner).trim(), columns: Math.min(span('colspan'), MAX_COLUMNS), rows };
}

/** Rows of texts, each where it is shown: a cell of several rows takes its place in the later ones too. */
function spannedRows(rows: readonly HtmlCell[][]): string[][] {
  let above: { text: string; left: number }[] = [];
  return rows.map((row) => {
    const cells: { text: string; left: number }[] = [];
    const takeAbove = (): void => {
      for (let held = above[cells.length]; held && held.left > 0; held = above[cells.length])
        cells.push({ text: held.text, left: held.left - 1 });
    };
    for (const { text, columns, rows: down } of row) {
      takeAbove();
      for (let at = 0; at < columns && cells.length < MAX_COLUMNS; at++)
        cells.push({ text: at === 0 ? text : '', left: down - 1 });
    }
    takeAbove();
    above = cells;
    return cells.map(({ text }) => text);
  });
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

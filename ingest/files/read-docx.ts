import { FileShapeError } from './file-row.ts';
import type { TableRow } from './read-table.ts';
import { listZip, wholeZipText } from './read-zip.ts';
import { attributeOf, elementsOf, unescapeXml, withoutElements } from './sheet-xml.ts';

/** Of the document without its pictures; a thousand pages have some ten million characters of XML. */
const LONGEST = { most: 100_000_000, tooLong: 'Word 文档太大，请把表格复制到 Excel，另存为 .xlsx 再导入' };

/** What a Word document holds: its tables, and the lines outside them. */
export interface WordDocument {
  tables: (() => AsyncGenerator<TableRow>)[];
  lines: string[];
}

/** Reads a .docx. Throws FileShapeError when it cannot be unpacked, or its tables stand in each other. */
export async function readDocx(path: string): Promise<WordDocument> {
  const document = await wholeZipText(path, (await listZip(path)).get('word/document.xml'), LONGEST);
  const tables = elementsOf(document, 'w:tbl');
  if (tables.some(({ inner }) => inner.includes('<w:tbl>')))
    throw new FileShapeError('Word 文档里表格套着表格，请把数据表复制到 Excel，另存为 .xlsx 再导入');
  return {
    tables: tables.map(
      ({ inner }) =>
        () =>
          rowsOf(inner),
    ),
    lines: elementsOf(withoutElements(document, 'w:tbl'), 'w:p').flatMap(({ inner }) =>
      paragraphText(inner).split('\n'),
    ),
  };
}

async function* rowsOf(table: string): AsyncGenerator<TableRow> {
  const above: unknown[] = [];
  let line = 0;
  for (const row of elementsOf(table, 'w:tr')) {
    const cells: unknown[] = [];
    for (const { inner } of elementsOf(row.inner, 'w:tc')) {
      const merged = elementsOf(inner, 'w:vMerge')[0];
      const goesOn = merged !== undefined && attributeOf(merged.attributes, 'w:val') !== 'restart';
      const text = goesOn ? above[cells.length] : elementsOf(inner, 'w:p').map(paragraphOf).join('\n').trim();
      above[cells.length] = text;
      cells.push(text ?? null);
      const wide = Number(attributeOf(elementsOf(inner, 'w:gridSpan')[0]?.attributes ?? '', 'w:val')) || 1;
      for (let more = Math.min(wide, 100); more > 1; more--) cells.push(null);
    }
    yield { line: (line += 1), cells };
  }
}

const paragraphOf = ({ inner }: { inner: string }): string => paragraphText(inner);

/** The words of a paragraph, with its tabs and breaks; what was deleted under review is no `w:t`. */
function paragraphText(inner: string): string {
  const marked = inner.replace(/<w:(tab|br|cr)(?: [^<>]*)?\/>/g, (_tag, name: string) =>
    name === 'tab' ? '<w:t>\t</w:t>' : '<w:t>\n</w:t>',
  );
  return elementsOf(marked, 'w:t')
    .map((text) => unescapeXml(text.inner))
    .join('');
}

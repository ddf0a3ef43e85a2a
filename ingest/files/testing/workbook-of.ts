import { crc32 } from 'node:zlib';

/** A zip archive of stored files, as small as can be. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset);
    chunks.push(Buffer.from('PK\u0003\u0004'), common, path, data);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, Buffer.alloc(10), at, path);
    offset += 30 + path.length + data.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...chunks, entries, Buffer.from('PK\u0005\u0006'), end]);
}

export interface SheetSource {
  /** The inside of <sheetData>, and what stands behind it. */
  rows: string;
  behind?: string;
  state?: string;
}

export interface BookSource {
  sheets: SheetSource[];
  shared?: string;
  styles?: string;
  is1904?: boolean;
  /** Put before every element, as some writers do. */
  prefix?: string;
}

/** A workbook of parts that are written out, for what no library writes. */
export function workbookOf({ sheets, shared, styles, is1904 = false, prefix = '' }: BookSource): Buffer {
  const x = (xml: string): string => xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${prefix}`);
  const list = sheets.map(
    ({ state }, at) => `<sheet name="s${at}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="r${at}"/>`,
  );
  const relations = sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at + 1}.xml"/>`);
  const parts = sheets.map(({ rows, behind = '' }, at) => [
    `xl/worksheets/sheet${at + 1}.xml`,
    x(`<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`),
  ]);
  return zipOf({
    'xl/workbook.xml': x(
      `<workbook><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...(shared ? { 'xl/sharedStrings.xml': x(`<sst>${shared}</sst>`) } : {}),
    ...(styles ? { 'xl/styles.xml': x(styles) } : {}),
    ...Object.fromEntries(parts),
  });
}

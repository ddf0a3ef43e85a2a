import { sheetXml } from './sheet-xml.ts';
import { STYLES } from './sheet-styles.ts';
import type { Sheet } from './table.ts';
import { escapeXml, XML_HEAD } from './xml.ts';
import { writeZip } from './zip.ts';

export interface Workbook {
  /** For the file's properties. */
  title: string;
  /** Stated as the instant of creation, so that the same content makes the same bytes. */
  at: string;
  sheets: readonly Sheet[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The workbook as .xlsx (ECMA-376). Texts are marked as texts, whatever they begin with; numbers are numbers. */
export function writeXlsx(workbook: Workbook): Buffer {
  const names = sheetNames(workbook.sheets);
  const sheets = workbook.sheets.map((sheet, index) => sheetXml(sheet, names[index]!));
  const each = <T>(write: (index: number) => T): T[] => sheets.map((_, index) => write(index));
  return writeZip([
    {
      name: '[Content_Types].xml',
      data: `${XML_HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>${each((index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${XML_HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    },
    { name: 'docProps/core.xml', data: coreProperties(workbook) },
    {
      name: 'xl/workbook.xml',
      data: `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets>${definedNames(sheets)}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `${XML_HEAD}<Relationships xmlns="${RELATIONS}">${each((index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', data: STYLES },
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, data: xml })),
  ]);
}

/** The properties part that .xlsx and .docx share. */
export function coreProperties(of: { title: string; at: string }): string {
  const at = `${of.at.slice(0, 19)}Z`;
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(of.title)}</dc:title><dc:creator>民情 Minqing</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}

/** Names that Excel accepts, each once. */
function sheetNames(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const clean = name.replace(/[:\\/?*[\]']/g, '').slice(0, 31) || '表';
    let free = clean;
    for (let at = 2; taken.has(free.toLowerCase()); at++) free = `${clean.slice(0, 27)}(${at})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function definedNames(sheets: readonly { names: string[] }[]): string {
  const names = sheets.flatMap(({ names: of }, index) => of.map((name) => name.replace('SHEET', String(index))));
  return names.length === 0 ? '' : `<definedNames>${names.toSorted().join('')}</definedNames>`;
}

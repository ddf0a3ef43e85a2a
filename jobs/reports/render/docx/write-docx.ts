import { coreProperties } from '../../../sheets/write-xlsx.ts';
import { XML_HEAD } from '../../../sheets/xml.ts';
import { writeZip } from '../../../sheets/zip.ts';
import type { Item } from '../arrange.ts';
import { documentXml, footerXml } from './document-xml.ts';
import { fontTableXml, stylesXml } from './styles-xml.ts';

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const SETTINGS = `${XML_HEAD}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`;

/** The items as .docx (ECMA-376) in the layout of GB/T 9704-2012. The same items make the same bytes. */
export function writeDocx(items: readonly Item[], of: { title: string; at: string }): Buffer {
  const pictures = items.flatMap((item) => (item.type === 'chart' ? [item.chart.png] : []));
  const parts = ['styles', 'settings', 'fontTable'] as const;
  const overrides = [
    ['document', 'document.main'],
    ...parts.map((part) => [part, part]),
    ['footer1', 'footer'],
    ['footer2', 'footer'],
  ].map(([part, type]) => `<Override PartName="/word/${part}.xml" ContentType="${WORD}.${type}+xml"/>`);
  const relations = [
    ...parts.map((part) => `<Relationship Id="${part}" Type="${OFFICE}/${part}" Target="${part}.xml"/>`),
    `<Relationship Id="footerOdd" Type="${OFFICE}/footer" Target="footer1.xml"/>`,
    `<Relationship Id="footerEven" Type="${OFFICE}/footer" Target="footer2.xml"/>`,
    ...pictures.map(
      (_, at) => `<Relationship Id="image${at + 1}" Type="${OFFICE}/image" Target="media/chart${at + 1}.png"/>`,
    ),
  ];
  return writeZip([
    {
      name: '[Content_Types].xml',
      data: `${XML_HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${overrides.join('')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${XML_HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    },
    { name: 'docProps/core.xml', data: coreProperties(of) },
    {
      name: 'word/_rels/document.xml.rels',
      data: `${XML_HEAD}<Relationships xmlns="${RELATIONS}">${relations.join('')}</Relationships>`,
    },
    { name: 'word/document.xml', data: documentXml(items) },
    { name: 'word/styles.xml', data: stylesXml() },
    { name: 'word/settings.xml', data: SETTINGS },
    { name: 'word/fontTable.xml', data: fontTableXml() },
    { name: 'word/footer1.xml', data: footerXml('right') },
    { name: 'word/footer2.xml', data: footerXml('left') },
    ...pictures.map((png, at) => ({ name: `word/media/chart${at + 1}.png`, data: png })),
  ]);
}

import { escapeXml, XML_HEAD } from '../../../sheets/xml.ts';
import type { Table } from '../../content/model.ts';
import type { Item } from '../arrange.ts';
import { cellText } from '../cell-text.ts';
import type { DrawnChart } from '../draw-chart.ts';
import { FONTS, GRID, half, PAGE_TWIPS, TEXT_WIDTH } from './layout.ts';
import { fonts, TABLE_SPACING } from './styles-xml.ts';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
/** Drawings are measured in English metric units. */
const EMU_PER_MM = 36_000;

const STYLE_OF = {
  number: 'Number',
  title: 'Title',
  coverage: 'Coverage',
  note: 'Note',
  caption: 'Caption',
  attachmentMark: 'AttachmentMark',
  attachmentTitle: 'Title',
  signature: 'Signature',
} as const;

/** Word keeps the last two lines of a paragraph with what follows. */
const KEPT = '<w:keepNext/>';
const FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>';

/** document.xml; the n-th chart of the items is the picture of relationship `image{n}`. */
export function documentXml(items: readonly Item[]): string {
  let charts = 0;
  const body = items.map((item) => {
    if (item.type === 'chart') charts++;
    return itemXml(item, charts);
  });
  return `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${body.join('')}${SECTION}</w:body></w:document>`;
}

const { width, height, top, bottom, left, right, header, footer } = PAGE_TWIPS;
/** Odd pages (default) carry the number at the right, even ones at the left: settings.xml tells them apart. */
const SECTION = `<w:sectPr><w:footerReference w:type="default" r:id="footerOdd"/><w:footerReference w:type="even" r:id="footerEven"/><w:pgSz w:w="${width}" w:h="${height}"/><w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" w:header="${header}" w:footer="${footer}" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="${GRID.linePitch}" w:charSpace="${GRID.charSpace}"/></w:sectPr>`;

function itemXml(item: Item, chart: number): string {
  switch (item.type) {
    case 'heading':
      return styled(`Heading${item.level}`, item.text);
    case 'text':
      return styled(
        item.isQuote ? 'Quote' : 'BodyText',
        item.text,
        (item.isKept ? KEPT : '') + (item.isFlush ? FLUSH : ''),
      );
    case 'caption':
      return styled(STYLE_OF.caption, item.text, item.of === 'table' ? KEPT : '');
    case 'table':
      return tableXml(item.table);
    case 'chart':
      return pictureXml(item.chart, { alt: item.alt, number: chart });
    case 'pageBreak':
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
    case 'signature':
      return styled(STYLE_OF.signature, item.text, item.isKept ? KEPT : '');
    default:
      return styled(STYLE_OF[item.type], item.text);
  }
}

function styled(style: string, text: string, properties = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${text === '' ? '' : runXml(text)}</w:p>`;
}

function runXml(text: string, properties = ''): string {
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`);
  return `<w:r>${properties}${lines.join('<w:br/>')}</w:r>`;
}

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('');

/** How the text of cells is set: by a style of ours, or, in a file that does not have it, directly. */
const STYLED = { style: '<w:pStyle w:val="TableText"/>', set: '', run: '' };
export const UNSTYLED: typeof STYLED = {
  style: '',
  set: `${TABLE_SPACING}${FLUSH}`,
  run: `<w:sz w:val="${half('table')}"/><w:szCs w:val="${half('table')}"/>`,
};

/** As wide as the text; the header is repeated on every page, rows are not broken. */
export function tableXml({ columns, rows }: Table, { style, set, run } = STYLED): string {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((TEXT_WIDTH * share) / total));
  // The header stays with the first row, the last two rows with the note.
  const kept = (row: number): string => (row < 0 || row >= rows.length - 2 ? KEPT : '');
  const headRun = `<w:rPr>${fonts(FONTS.hei)}${run}</w:rPr>`;
  const bodyRun = run === '' ? '' : `<w:rPr>${run}</w:rPr>`;
  const cell = (text: string, at: number, row: number): string =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[at]}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>${style}${kept(row)}${set}<w:jc w:val="${row < 0 ? 'center' : columns[at]!.kind === 'text' ? 'left' : 'right'}"/></w:pPr>${runXml(text, row < 0 ? headRun : bodyRun)}</w:p></w:tc>`;
  const head = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${columns.map(({ header: text }, at) => cell(text, at, -1)).join('')}</w:tr>`;
  const body = rows.map(
    ({ cells }, row) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.map((value, at) => cell(cellText(value, columns[at]!.kind), at, row)).join('')}</w:tr>`,
  );
  return `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('')}</w:tblGrid>${head}${body.join('')}</w:tbl>`;
}

function pictureXml({ widthMm, heightMm }: DrawnChart, { alt, number }: { alt: string; number: number }): string {
  const [cx, cy] = [Math.round(widthMm * EMU_PER_MM), Math.round(heightMm * EMU_PER_MM)];
  const name = `descr="${escapeXml(alt)}"`;
  return `<w:p><w:pPr><w:pStyle w:val="Picture"/><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${number}" name="图${number}" ${name}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${number}" name="chart${number}.png" ${name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image${number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}

const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;

/** A footer with — 1 —, one character from the outer edge. */
export function footerXml(side: 'left' | 'right'): string {
  const page = `${field('begin')}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${field('separate')}${runXml('1')}${field('end')}`;
  return `${XML_HEAD}<w:ftr ${NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:${side}="280"/><w:jc w:val="${side}"/></w:pPr>${runXml('— ')}${page}${runXml(' —')}</w:p></w:ftr>`;
}

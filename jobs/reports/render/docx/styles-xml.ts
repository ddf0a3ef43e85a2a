import { escapeXml, XML_HEAD } from '../../../sheets/xml.ts';
import { FONTS, GRID, half, INDENT } from './layout.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** Runs in one font, Latin letters and digits in Times New Roman. */
export function fonts(name: string): string {
  return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${name}" w:cs="Times New Roman"/>`;
}

interface Style {
  id: string;
  name: string;
  paragraph: string;
  run: string;
}

const exact = (line: number, around = ''): string => `<w:spacing ${around}w:line="${line}" w:lineRule="exact"/>`;
const size = (halves: number): string => `<w:sz w:val="${halves}"/><w:szCs w:val="${halves}"/>`;
/** The lines and characters of the grid come from exact line pitch and tracking; the grid itself is for whoever goes on writing. */
const OFF_GRID = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>';
/**
 * Lines of 28 characters end together by themselves; those with figures in them are not drawn apart, as in our PDF. In a
 * justified line LibreOffice 7.4 also loses a comma that just fits behind a bracket.
 */
const ALIGNED = '<w:jc w:val="left"/>';
const indent = `<w:ind w:firstLineChars="200" w:firstLine="${INDENT}"/>`;
const headingStyle = (level: number, font: string): Style => ({
  id: `Heading${level}`,
  name: `heading ${level}`,
  paragraph: `<w:keepNext/>${exact(GRID.linePitch)}${indent}<w:outlineLvl w:val="${level - 1}"/>`,
  run: `${fonts(font)}${size(half('text'))}`,
});

/** Of a line in a cell. */
export const TABLE_SPACING = '<w:spacing w:before="40" w:after="40" w:line="280" w:lineRule="exact"/>';

const STYLES: readonly Style[] = [
  headingStyle(1, FONTS.hei),
  headingStyle(2, FONTS.kai),
  headingStyle(3, FONTS.text),
  headingStyle(4, FONTS.text),
  {
    id: 'Title',
    name: 'Title',
    paragraph: `${exact(640)}<w:jc w:val="center"/>`,
    run: `${fonts(FONTS.title)}${size(half('title'))}`,
  },
  { id: 'Number', name: '发文字号', paragraph: `${exact(GRID.linePitch)}<w:jc w:val="center"/>`, run: '' },
  {
    id: 'Coverage',
    name: '数据区间',
    paragraph: `${exact(GRID.linePitch, `w:after="${GRID.linePitch}" `)}<w:jc w:val="center"/>`,
    run: fonts(FONTS.kai),
  },
  { id: 'Quote', name: 'Quote', paragraph: `${exact(GRID.linePitch)}${indent}`, run: fonts(FONTS.kai) },
  {
    id: 'Caption',
    name: 'caption',
    paragraph: `${exact(GRID.linePitch)}<w:jc w:val="center"/>`,
    run: `${fonts(FONTS.hei)}${size(half('caption'))}`,
  },
  {
    id: 'TableText',
    name: '表格文字',
    paragraph: `<w:snapToGrid w:val="0"/>${TABLE_SPACING}`,
    run: `${fonts(FONTS.song)}${size(half('table'))}`,
  },
  {
    id: 'Note',
    name: '表注',
    paragraph: `<w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:before="60" w:after="200" w:line="320" w:lineRule="exact"/>`,
    run: `${fonts(FONTS.song)}${size(half('table'))}`,
  },
  { id: 'Picture', name: '图', paragraph: `<w:keepNext/><w:snapToGrid w:val="0"/><w:jc w:val="center"/>`, run: '' },
  {
    id: 'AttachmentMark',
    name: '附件标识',
    paragraph: `<w:pageBreakBefore/>${exact(GRID.linePitch)}`,
    run: fonts(FONTS.hei),
  },
  {
    id: 'Signature',
    name: 'Signature',
    paragraph: `${exact(GRID.linePitch)}<w:ind w:rightChars="200" w:right="${INDENT}"/><w:jc w:val="right"/>`,
    run: '',
  },
  {
    id: 'Footer',
    name: 'footer',
    paragraph: '<w:snapToGrid w:val="0"/>',
    run: `${fonts(FONTS.song)}${size(half('pageNumber'))}`,
  },
];

/** styles.xml: text of 3号 仿宋 at the grid's pitch, and what differs from it. */
export function stylesXml(): string {
  const normal = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>${OFF_GRID}${exact(GRID.linePitch)}${ALIGNED}</w:pPr><w:rPr><w:spacing w:val="${GRID.tracking}"/>${size(half('text'))}</w:rPr></w:style><w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${indent}</w:pPr></w:style>`;
  const others = STYLES.map(
    ({ id, name, paragraph, run }) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${escapeXml(name)}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraph}</w:pPr>${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}</w:style>`,
  );
  return `${XML_HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr>${fonts(FONTS.text)}${size(half('text'))}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>${normal}${others.join('')}</w:styles>`;
}

const FALLBACKS: Record<string, string> = {
  [FONTS.text]: '仿宋;FangSong',
  [FONTS.title]: '宋体;SimSun',
  [FONTS.hei]: 'SimHei',
  [FONTS.kai]: '楷体;KaiTi',
  [FONTS.song]: 'SimSun',
  'Times New Roman': '',
};

/** fontTable.xml: the fonts named, and what stands in for each; none is embedded. */
export function fontTableXml(): string {
  const entries = Object.entries(FALLBACKS).map(
    ([name, other]) =>
      `<w:font w:name="${name}">${other === '' ? '' : `<w:altName w:val="${other.split(';')[0]}"/>`}<w:charset w:val="${other === '' ? '00' : '86'}"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `${XML_HEAD}<w:fonts ${W}>${entries.join('')}</w:fonts>`;
}

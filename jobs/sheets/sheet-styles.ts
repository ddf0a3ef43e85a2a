import type { ColumnKind } from './table.ts';
import { XML_HEAD } from './xml.ts';

/** Index of each cell format in STYLES; quoted is a text that Excel keeps as text when somebody edits the cell. */
export const style = {
  text: 0,
  quoted: 1,
  integer: 2,
  decimal: 3,
  percent: 4,
  header: 5,
  title: 6,
  numberHeader: 7,
} as const;

/** The format of a column's numbers; a number among texts is shown plainly. */
export const numberStyle: Record<ColumnKind, number> = {
  text: style.text,
  integer: style.integer,
  decimal: style.decimal,
  percent: style.percent,
};

const format = (attributes: string, alignment = ''): string =>
  `<xf ${attributes} borderId="0" xfId="0"${alignment ? ` applyAlignment="1">${alignment}</xf>` : '/>'}`;
/** Set off, so that a number at the right edge of the column before does not touch it. */
const SET_OFF = 'wrapText="1" horizontal="left" indent="1"';
const WRAP = `<alignment vertical="top" ${SET_OFF}/>`;
const header = (alignment: string): string =>
  format('numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1"', alignment);

/** Number formats 3 (#,##0), 4 (#,##0.00) and 10 (0.00%) are built in. Fonts are named, Excel and WPS replace what is missing. */
export const STYLES = `${XML_HEAD}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="黑体"/></font><font><b/><sz val="14"/><name val="黑体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">${[
  format('numFmtId="49" fontId="0" fillId="0" applyNumberFormat="1"', WRAP),
  format('numFmtId="49" fontId="0" fillId="0" quotePrefix="1" applyNumberFormat="1"', WRAP),
  format('numFmtId="3" fontId="0" fillId="0" applyNumberFormat="1"', '<alignment vertical="top"/>'),
  format('numFmtId="4" fontId="0" fillId="0" applyNumberFormat="1"', '<alignment vertical="top"/>'),
  format('numFmtId="10" fontId="0" fillId="0" applyNumberFormat="1"', '<alignment vertical="top"/>'),
  header(`<alignment vertical="center" ${SET_OFF}/>`),
  format('numFmtId="49" fontId="2" fillId="0" applyFont="1"'),
  // Above its numbers.
  header('<alignment vertical="center" wrapText="1" horizontal="right"/>'),
].join('')}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

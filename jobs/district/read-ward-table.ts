import type { District } from '#warehouse/model/district.ts';

/** The streets of a district with their committees, as a table gave them, and what could not be used of it. */
export interface WardTable {
  /** 6 digits, where the codes of the table tell; '' otherwise. */
  districtCode: string;
  /** As the district's own row says it; '' where there is none. */
  districtName: string;
  streets: District['streets'];
  /** Chinese sentences that name row and column; the rest is usable. */
  problems: string[];
}

/** Headers as offices and the statistical bureau word them. */
const HEADERS = {
  code: ['区划代码', '统计用区划代码', '代码', '编码', '行政区划代码', 'code'],
  name: ['名称', '区域名称', '单位名称', 'name'],
  street: ['街镇', '街道', '街道(镇)', '街道（镇）', '乡镇街道', '镇街', '街乡镇', 'street'],
  community: ['居村', '居委', '居委会', '村社区', '社区', '居村委', '居(村)委', 'community'],
  households: ['户数', '总户数', '家庭户数', 'households'],
  residents: ['人口', '人口数', '常住人口', '总人口', 'residents'],
  estates: ['小区', '住宅小区', '小区名称', 'estates'],
  aliases: ['别名', '简称', '俗称', 'aliases'],
} as const;
type Column = keyof typeof HEADERS;

/** Titles and notes stand above the header of an export. */
const HEADER_WITHIN = 10;
const MAX_PROBLEMS = 20;

interface Row {
  line: number;
  of: (column: Column) => string;
  /** A number of households or residents; what is none is told, and counts as 0. */
  count: (column: Column) => number;
}
type Streets = Map<string, District['streets'][number]>;

/**
 * Reads a ward tree from the cells of a table: either by codes (国家统计局 12-digit codes, or 6/9/12 digits), with a
 * name each, in any order; or by names alone (街镇 and 居村 beside each other), where codes are made from `districtCode`.
 * Of a table with several districts, the one of `districtCode` is taken, or the one with most rows.
 */
export function readWardTable(cells: readonly (readonly unknown[])[], districtCode: string): WardTable {
  const header = cells.slice(0, HEADER_WITHIN).findIndex((row) => columnsOf(row).size >= 2);
  if (header < 0) {
    const problem = `前 ${HEADER_WITHIN} 行里没有找到表头：需要“代码、名称”两列，或“街镇、居村”两列`;
    return { districtCode: '', districtName: '', streets: [], problems: [problem] };
  }
  const columns = columnsOf(cells[header]!);
  const problems: string[] = [];
  const rows = cells.slice(header + 1).map((row, index): Row => {
    const line = header + index + 2;
    const of = (column: Column): string => textOf(row[columns.get(column) ?? -1]);
    const titleOf = (column: Column): string => textOf(cells[header]![columns.get(column) ?? -1]);
    const count = (column: Column): number => {
      const number = countIn(of(column));
      if (number !== null) return number;
      problems.push(`第 ${line} 行“${titleOf(column)}”列：“${of(column)}”不是整数，按 0 计`);
      return 0;
    };
    return { line, of, count };
  });
  return columns.has('code') && columns.has('name')
    ? byCodes(rows, { problems, districtCode })
    : byNames(rows, { problems, districtCode });
}

function columnsOf(row: readonly unknown[]): Map<Column, number> {
  const found = new Map<Column, number>();
  for (const [at, cell] of row.entries()) {
    const text = textOf(cell).toLowerCase();
    const column = (Object.keys(HEADERS) as Column[]).find((key) => (HEADERS[key] as readonly string[]).includes(text));
    if (column && !found.has(column)) found.set(column, at);
  }
  return found;
}

const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '' : String(cell).trim());

interface Reading {
  problems: string[];
  districtCode: string;
}

function byCodes(rows: readonly Row[], { problems, districtCode }: Reading): WardTable {
  const lines = new Map<string, { row: Row; name: string }>();
  for (const row of rows) {
    const [given, name] = [row.of('code'), row.of('name')];
    if (given === '' && name === '') continue;
    const code = shortCode(given);
    if (code === null) problems.push(`第 ${row.line} 行“代码”列：“${given}”须为 6、9 或 12 位数字`);
    else if (name === '') problems.push(`第 ${row.line} 行“名称”列：${code} 没有名称`);
    else if (lines.has(code)) problems.push(`第 ${row.line} 行：${code} 在第 ${lines.get(code)!.row.line} 行已经有了`);
    else lines.set(code, { row, name });
  }
  const district = districtOf([...lines.keys()], districtCode);
  const others = new Set([...lines.keys()].map((code) => code.slice(0, 6)).filter((code) => code !== district));
  if (others.size > 0)
    problems.unshift(`表里还有别的区县（${[...others].join('、')}），只取 ${district}；要别的请先填它的 6 位区划代码`);
  const streets: Streets = new Map();
  for (const [code, { row, name }] of lines)
    if (code.length === 9 && code.startsWith(district))
      streets.set(code, { code, name, aliases: listOf(row.of('aliases')), communities: [] });
  for (const [code, { row, name }] of lines) {
    if (code.length !== 12 || !code.startsWith(district)) continue;
    const street = streets.get(code.slice(0, 9));
    if (street) street.communities.push(communityOf(row, code, name));
    else problems.push(`第 ${row.line} 行：${name} 的街镇不在表里，请加一行 ${code.slice(0, 9)}000 和它的名称`);
  }
  return finish({ code: district, name: lines.get(district)?.name ?? '' }, streets, problems);
}

/** The district that a table is of: the wanted one if it holds it, else the one with most rows; '' for no rows. */
function districtOf(codes: readonly string[], wanted: string): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code.slice(0, 6), (counts.get(code.slice(0, 6)) ?? 0) + 1);
  if (counts.has(wanted)) return wanted;
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** The code in a text of digits; null for any other text. 12 digits whose end is 000 name a street, 000000 a district. */
export function shortCode(text: string): string | null {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(text)) return null;
  if (text.length === 12 && text.endsWith('000000')) return text.slice(0, 6);
  return text.length === 12 && text.endsWith('000') ? text.slice(0, 9) : text;
}

function byNames(rows: readonly Row[], { problems, districtCode }: Reading): WardTable {
  const streets: Streets = new Map();
  const byName: Streets = new Map();
  let street = '';
  for (const row of rows) {
    // A merged cell is filled in its first row only.
    street = row.of('street') || street;
    const name = row.of('community') || row.of('name');
    if (name === '') continue;
    if (street === '') {
      problems.push(`第 ${row.line} 行“街镇”列：${name} 没有街镇`);
      continue;
    }
    if (!byName.has(street)) {
      const code = `${districtCode}${String(byName.size + 1).padStart(3, '0')}`;
      byName.set(street, { code, name: street, aliases: [], communities: [] });
      streets.set(code, byName.get(street)!);
    }
    const { code, communities } = byName.get(street)!;
    if (communities.some((one) => one.name === name)) problems.push(`第 ${row.line} 行：${street} 下已经有“${name}”`);
    else communities.push(communityOf(row, `${code}${String(communities.length + 1).padStart(3, '0')}`, name));
  }
  return finish({ code: districtCode, name: '' }, streets, problems);
}

function communityOf(row: Row, code: string, name: string): District['streets'][number]['communities'][number] {
  return {
    code,
    name,
    aliases: listOf(row.of('aliases')),
    households: row.count('households'),
    residents: row.count('residents'),
    estates: listOf(row.of('estates')).map((estate) => ({ name: estate, aliases: [], households: 0 })),
  };
}

const listOf = (text: string): string[] => text.split(/[、,，;；/\s]+/).filter(Boolean);

/** 1,042 户 → 1042; an empty cell is 0, what is no number null. */
function countIn(text: string): number | null {
  const number = Number(text.replaceAll(/[,，\s]|[户人]$/g, ''));
  return Number.isFinite(number) && number >= 0 ? Math.round(number) : null;
}

/** A street without committees has nobody to be asked about it. */
function finish(district: { code: string; name: string }, streets: Streets, problems: readonly string[]): WardTable {
  const all = [...streets.values()];
  const empty = all.filter((street) => street.communities.length === 0);
  const said = [...problems, ...empty.map((street) => `${street.name} 下没有居村，已略去`)];
  if (said.length > MAX_PROBLEMS) said.splice(MAX_PROBLEMS, Infinity, `……另有 ${said.length - MAX_PROBLEMS} 处`);
  return {
    districtCode: district.code,
    districtName: district.name,
    streets: all.filter((street) => street.communities.length > 0),
    problems: said,
  };
}

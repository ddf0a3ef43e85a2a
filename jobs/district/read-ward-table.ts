import type { District } from '#warehouse/model/district.ts';

/** The streets of a district with their committees, as a table gave them, and what could not be used of it. */
export interface WardTable {
  /** 6 digits, where the codes of the table tell; '' otherwise. */
  districtCode: string;
  streets: District['streets'];
  /** Chinese sentences that name the row; the rest is usable. */
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
}

/**
 * Reads a ward tree from the cells of a table: either by codes (国家统计局 12-digit codes, or 6/9/12 digits), with a
 * name each; or by names alone (街镇 and 居村 beside each other), where codes are made from `districtCode`.
 */
export function readWardTable(cells: readonly (readonly unknown[])[], districtCode: string): WardTable {
  const header = cells.slice(0, HEADER_WITHIN).findIndex((row) => columnsOf(row).size >= 2);
  if (header < 0)
    return { districtCode: '', streets: [], problems: ['没有找到表头：需要“代码、名称”两列，或“街镇、居村”两列'] };
  const columns = columnsOf(cells[header]!);
  const rows = cells.slice(header + 1).map((row, index): Row => ({
    line: header + index + 2,
    of: (column) => textOf(row[columns.get(column) ?? -1]),
  }));
  return columns.has('code') && columns.has('name') ? byCodes(rows) : byNames(rows, districtCode);
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

function byCodes(rows: readonly Row[]): WardTable {
  const problems: string[] = [];
  const streets = new Map<string, District['streets'][number]>();
  let districtCode = '';
  for (const row of rows) {
    const [given, name] = [row.of('code'), row.of('name')];
    if (given === '' && name === '') continue;
    const code = shortCode(given);
    if (code === null || name === '') problems.push(`第 ${row.line} 行：代码须为 6、9 或 12 位数字，且要有名称`);
    else if (code.length === 6) districtCode = code;
    else if (code.length === 9) streets.set(code, { code, name, aliases: listOf(row.of('aliases')), communities: [] });
    else if (!streets.has(code.slice(0, 9)))
      problems.push(`第 ${row.line} 行：${name} 的街镇 ${code.slice(0, 9)} 不在它上面`);
    else streets.get(code.slice(0, 9))!.communities.push(communityOf(row, code, name));
  }
  const first = streets.keys().next().value?.slice(0, 6) ?? '';
  return finish(districtCode || first, streets, problems);
}

/** 12 digits whose end is 000 name a street, 000000 a district. */
function shortCode(text: string): string | null {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(text)) return null;
  if (text.length === 12 && text.endsWith('000000')) return text.slice(0, 6);
  return text.length === 12 && text.endsWith('000') ? text.slice(0, 9) : text;
}

function byNames(rows: readonly Row[], districtCode: string): WardTable {
  const problems: string[] = [];
  const streets = new Map<string, District['streets'][number]>();
  const byName = new Map<string, District['streets'][number]>();
  let street = '';
  for (const row of rows) {
    // A merged cell is filled in its first row only.
    street = row.of('street') || street;
    const name = row.of('community') || row.of('name');
    if (name === '') continue;
    if (street === '') {
      problems.push(`第 ${row.line} 行：${name} 没有街镇`);
      continue;
    }
    if (!byName.has(street)) {
      const code = `${districtCode}${String(byName.size + 1).padStart(3, '0')}`;
      byName.set(street, { code, name: street, aliases: [], communities: [] });
      streets.set(code, byName.get(street)!);
    }
    const { code, communities } = byName.get(street)!;
    communities.push(communityOf(row, `${code}${String(communities.length + 1).padStart(3, '0')}`, name));
  }
  return finish(districtCode, streets, problems);
}

function communityOf(row: Row, code: string, name: string): District['streets'][number]['communities'][number] {
  return {
    code,
    name,
    aliases: listOf(row.of('aliases')),
    households: countOf(row.of('households')),
    residents: countOf(row.of('residents')),
    estates: listOf(row.of('estates')).map((estate) => ({ name: estate, aliases: [], households: 0 })),
  };
}

const listOf = (text: string): string[] => text.split(/[、,，;；/\s]+/).filter(Boolean);
const countOf = (text: string): number => Math.max(0, Math.round(Number(text.replaceAll(',', '')) || 0));

/** A street without committees has nobody to be asked about it. */
function finish(
  districtCode: string,
  streets: Map<string, District['streets'][number]>,
  problems: string[],
): WardTable {
  const all = [...streets.values()];
  const empty = all.filter((street) => street.communities.length === 0);
  const more = empty.map((street) => `${street.name} 下没有居村，已略去`);
  const said = [...problems, ...more];
  if (said.length > MAX_PROBLEMS) said.splice(MAX_PROBLEMS, Infinity, `……另有 ${said.length - MAX_PROBLEMS} 处`);
  return { districtCode, streets: all.filter((street) => street.communities.length > 0), problems: said };
}

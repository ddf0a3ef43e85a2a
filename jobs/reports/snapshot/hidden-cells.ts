import type { District } from '#warehouse/model/district.ts';
import { categories, topicCodes } from '../../topics/taxonomy.ts';
import { cyclesAround } from './protective-cycles.ts';
import { isSensitiveTopic } from './sensitive-topics.ts';
import { type CellSum, type CountedCell, MIN_CELL, suppressSmallCells } from './suppress-small-cells.ts';

/** Documents and persons of a unit in a category or topic. */
export interface TopicCount {
  unit: string;
  topic: string;
  documents: number;
  reporters: number;
}

type Axis = 'wards' | 'departments';

/** The cell of a unit and a category or topic; of the unit's total with topic ''. Departments are marked apart from wards. */
export function cellKey(unit: string, topic: string, axis: Axis = 'wards'): string {
  return `${axis === 'wards' ? '' : '@'}${unit}|${topic}`;
}

/** What is counted in one period, by ward, by department, and by topic for the district. */
export interface CountedTopics {
  wards: readonly TopicCount[];
  departments: readonly TopicCount[];
  topics: readonly TopicCount[];
}

const codes = categories.map(({ code }) => code);
const topicsOf = new Map(codes.map((code) => [code, topicCodes.filter((topic) => topic.startsWith(code))]));

/**
 * The cells that all reports of one period leave out, taken together: whoever holds all of them, and adds and subtracts
 * along the ward tree, the departments and the categories, learns no count below three of a sensitive matter. Only a whole
 * month that is over lists sensitive categories. Seven days are a week and four weeks may be a month, and the month up to
 * yesterday taken from the month up to today leaves a day: one taken from the other would leave such a count.
 */
export function hiddenCells(district: District, counted: CountedTopics, isWholeMonth: boolean): Set<string> {
  const least = isWholeMonth ? MIN_CELL : Number.POSITIVE_INFINITY;
  const cells = new Map<string, CountedCell>();
  const sums: CellSum[] = [];
  const to = { cells, sums, cellOf: (count: TopicCount) => cellOf(count, least) };
  addUnits(to, counted.wards, 'wards');
  addUnits(to, counted.departments, 'departments');
  for (const topic of topicCodes) cells.set(cellKey('', topic), { value: 0, small: false });
  for (const count of counted.topics) cells.set(cellKey('', count.topic), cellOf(count, least));
  for (const code of codes)
    sums.push(...wardSums(district, code), sumOf('', code, district.departments, 'departments'), {
      total: cellKey('', code),
      parts: topicsOf.get(code)!.map((topic) => cellKey('', topic)),
    });
  // Where some documents are not located to a part, the parts do not make up the total, and nothing follows.
  const valueOf = (key: string): number => cells.get(key)?.value ?? 0;
  const holding = sums.filter(
    ({ total, parts }) => parts.reduce((sum, key) => sum + valueOf(key), 0) === valueOf(total),
  );
  return suppressSmallCells(
    cells,
    holding,
    cyclesAround({ cells, district, categories: codes, topicsOf, key: cellKey }),
  );
}

function cellOf({ topic, documents, reporters }: TopicCount, least: number): CountedCell {
  const persons = Math.min(documents, reporters);
  return { value: documents, small: isSensitiveTopic(topic) && persons > 0 && persons < least };
}

/** Every category of every unit, also those without a document, and their sum: the unit's total, which is always published. */
function addUnits(
  to: { cells: Map<string, CountedCell>; sums: CellSum[]; cellOf: (count: TopicCount) => CountedCell },
  rows: readonly TopicCount[],
  axis: Axis,
): void {
  for (const unit of new Set(rows.map((row) => row.unit))) {
    const parts = codes.map((code) => cellKey(unit, code, axis));
    for (const part of parts) to.cells.set(part, { value: 0, small: false });
    to.sums.push({ total: cellKey(unit, '', axis), parts });
    to.cells.set(cellKey(unit, '', axis), { value: 0, small: false, fixed: true });
  }
  for (const row of rows) {
    to.cells.set(cellKey(row.unit, row.topic, axis), to.cellOf(row));
    to.cells.get(cellKey(row.unit, '', axis))!.value += row.documents;
  }
}

/** In each category the streets make up the district, and the communities their street, as far as documents are located. */
function wardSums(district: District, category: string): CellSum[] {
  const below = district.streets.map(({ code, communities }) => sumOf(code, category, communities, 'wards'));
  return [sumOf('', category, district.streets, 'wards'), ...below];
}

function sumOf(total: string, category: string, parts: readonly { code: string }[], axis: Axis): CellSum {
  return { total: cellKey(total, category), parts: parts.map(({ code }) => cellKey(code, category, axis)) };
}

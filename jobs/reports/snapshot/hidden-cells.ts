import type { District } from '#warehouse/model/district.ts';
import { categories, topicCodes } from '../../topics/taxonomy.ts';
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

/**
 * The cells that all reports of one period leave out, taken together: whoever holds all of them, and adds and subtracts
 * along the ward tree, the departments and the categories, learns no count below three of a sensitive matter.
 */
export function hiddenCells(district: District, counted: CountedTopics): Set<string> {
  const cells = new Map<string, CountedCell>();
  const sums: CellSum[] = [];
  addUnits({ cells, sums }, counted.wards, 'wards');
  addUnits({ cells, sums }, counted.departments, 'departments');
  for (const topic of topicCodes) cells.set(cellKey('', topic), { value: 0, small: false });
  for (const count of counted.topics) cells.set(cellKey('', count.topic), cellOf(count));
  for (const code of codes)
    sums.push(...wardSums(district, code), sumOf('', code, district.departments, 'departments'), {
      total: cellKey('', code),
      parts: topicCodes.filter((topic) => topic.startsWith(code)).map((topic) => cellKey('', topic)),
    });
  return suppressSmallCells(cells, sums);
}

function cellOf({ topic, documents, reporters }: TopicCount): CountedCell {
  const least = Math.min(documents, reporters);
  return { value: documents, small: isSensitiveTopic(topic) && least > 0 && least < MIN_CELL };
}

/** Every category of every unit, also those without a document, and their sum: the unit's total, which is always published. */
function addUnits(
  to: { cells: Map<string, CountedCell>; sums: CellSum[] },
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
    to.cells.set(cellKey(row.unit, row.topic, axis), cellOf(row));
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

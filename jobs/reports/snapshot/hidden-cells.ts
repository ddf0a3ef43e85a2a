import type { District } from '#warehouse/model/district.ts';
import { topicCodes } from '../../topics/taxonomy.ts';
import { cyclesAround } from './protective-cycles.ts';
import { GROUPED_CATEGORIES, isSensitiveTopic, SENSITIVE_CATEGORIES } from './sensitive-topics.ts';
import { type CellSum, type CountedCell, MIN_CELL, suppressSmallCells } from './suppress-small-cells.ts';

/** Documents and voices (发声人数) of a ward ('' is the district) in a category or topic. */
export interface TopicCount {
  unit: string;
  topic: string;
  documents: number;
  reporters: number;
}

/** The cell of a ward and a category or topic; of the sum of the group with topic ''. */
export function cellKey(unit: string, topic: string): string {
  return `${unit}|${topic}`;
}

/** What is counted in one month of the grouped categories: by ward, and by topic for the district. */
export interface CountedTopics {
  wards: readonly TopicCount[];
  topics: readonly TopicCount[];
}

/** A counting of the same month that was published already, and what it left out. */
export interface Published {
  counted: CountedTopics;
  hidden: readonly string[];
}

const topicsOf = new Map(
  GROUPED_CATEGORIES.map((code) => [code, topicCodes.filter((topic) => topic.startsWith(code))]),
);

/**
 * The cells of the group that all reports of one whole month leave out, taken together: whoever holds all of them, and those
 * of its days and weeks, and adds and subtracts along the ward tree, the categories and the days, learns no count below
 * three of a sensitive matter. Categories outside the group are always printed, so they hide nothing.
 *
 * Left out as well is a sensitive category that has all matters of a ward that are not praise or chat: what the ward's days
 * print of the group would be its days. And what was published of the month before stays as it was or goes: a cell once left
 * out stays out, and a sensitive one that changed by fewer than three since is left out.
 */
export function hiddenCells(
  district: Pick<District, 'streets'>,
  counted: CountedTopics,
  published: readonly Published[] = [],
): Set<string> {
  const cells = cellsOf(counted, published);
  // A district of a few matters has no cells to spare: what is small in all of it would take nearly everything else along.
  const isScarce = (code: string): boolean => {
    const { value, small } = cells.get(cellKey('', code)) ?? { value: 0, small: false };
    return small && value > 0 && value < MIN_CELL;
  };
  if (GROUPED_CATEGORIES.some(isScarce))
    return new Set([...cells].filter(([, { fixed }]) => !fixed).map(([key]) => key));
  const sums = sumsOf(district, cells);
  const valueOf = (key: string): number => cells.get(key)?.value ?? 0;
  // Where some documents are not located to a part, the parts do not make up the total, and nothing follows.
  const holding = sums.filter(
    ({ total, parts }) => parts.reduce((sum, key) => sum + valueOf(key), 0) === valueOf(total),
  );
  const stays = published.flatMap(({ hidden }) => hidden).filter((key) => cells.has(key));
  const layout = { cells, district, categories: GROUPED_CATEGORIES, topicsOf, key: cellKey };
  return suppressSmallCells(cells, holding, { cyclesOf: cyclesAround(layout), stays });
}

const allTopics = [...topicsOf.values()].flat();

/** Every grouped category of every ward, also those without a document, their sum in the ward, and the district's topics. */
function cellsOf(counted: CountedTopics, published: readonly Published[]): Map<string, CountedCell> {
  const now = countsOf(counted);
  const earlier = published.map((each) => countsOf(each.counted));
  const cells = new Map<string, CountedCell>();
  const add = (unit: string, topic: string): number => {
    const key = cellKey(unit, topic);
    const { documents, reporters } = now.get(key) ?? NONE;
    const persons = Math.min(documents, reporters);
    const isSmall = persons > 0 && persons < MIN_CELL;
    const tellsFew = earlier.some((counts) => isFewFrom(counts.get(key) ?? NONE, { documents, reporters }));
    cells.set(key, { value: documents, small: isSensitiveTopic(topic) && (isSmall || tellsFew) });
    return documents;
  };
  // Also wards that had something when it was published.
  const wards = [counted, ...published.map((each) => each.counted)].flatMap((each) => each.wards);
  for (const unit of new Set(wards.map((row) => row.unit))) {
    const values = new Map(GROUPED_CATEGORIES.map((code) => [code, add(unit, code)]));
    const sum = (codes: readonly string[]): number => codes.reduce((total, code) => total + values.get(code)!, 0);
    cells.set(cellKey(unit, ''), { value: sum(GROUPED_CATEGORIES), small: false, fixed: true });
    const matters = sum(GROUPED_CATEGORIES.filter((code) => !NO_MATTER.has(code)));
    for (const code of SENSITIVE_CATEGORIES)
      if (values.get(code)! > 0 && values.get(code) === matters) cells.get(cellKey(unit, code))!.small = true;
  }
  for (const topic of allTopics) add('', topic);
  return cells;
}

const NONE = { documents: 0, reporters: 0 };
/** 表扬 and what is no matter: what is valid leaves them out, so they hide nothing from whoever knows it. */
const NO_MATTER: ReadonlySet<string> = new Set(['98', '99']);

type Count = typeof NONE;
/** Whether two counts are different by fewer than three documents or persons: then the difference is itself a small count. */
const isFewFrom = (a: Count, b: Count): boolean => {
  const [documents, reporters] = [Math.abs(a.documents - b.documents), Math.abs(a.reporters - b.reporters)];
  return documents + reporters > 0 && Math.min(documents, reporters) < MIN_CELL;
};

function countsOf({ wards, topics }: CountedTopics): Map<string, Count> {
  return new Map([...wards, ...topics].map((row) => [cellKey(row.unit, row.topic), row]));
}

/** The group makes up its sum in each ward, streets the district, communities their street, topics their category. */
function sumsOf({ streets }: Pick<District, 'streets'>, cells: ReadonlyMap<string, CountedCell>): CellSum[] {
  const units = [...cells.keys()].filter((key) => key.endsWith('|')).map((key) => key.slice(0, -1));
  const ofUnits = units.map((unit) => ({
    total: cellKey(unit, ''),
    parts: GROUPED_CATEGORIES.map((code) => cellKey(unit, code)),
  }));
  const ofCategories = GROUPED_CATEGORIES.flatMap((code) => [
    sumOf('', code, streets),
    ...streets.map((street) => sumOf(street.code, code, street.communities)),
    { total: cellKey('', code), parts: topicsOf.get(code)!.map((topic) => cellKey('', topic)) },
  ]);
  return [...ofUnits, ...ofCategories];
}

function sumOf(total: string, category: string, parts: readonly { code: string }[]): CellSum {
  return { total: cellKey(total, category), parts: parts.map(({ code }) => cellKey(code, category)) };
}

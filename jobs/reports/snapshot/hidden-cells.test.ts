import { assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import { cellKey, type CountedTopics, hiddenCells, type TopicCount } from './hidden-cells.ts';
import { isSensitiveTopic } from './sensitive-topics.ts';
import { MIN_CELL } from './suppress-small-cells.ts';

const STREETS = ['990113001', '990113002', '990113003'];
const district = districtSchema.parse({
  code: '990113',
  name: '滨江区',
  streets: STREETS.map((code) => ({
    code,
    name: code,
    communities: ['001', '002', '003'].map((end) => ({ code: `${code}${end}`, name: end })),
  })),
  departments: ['civil', 'health', 'works'].map((code) => ({ code, name: code, line: code })),
  routing: [{ topic: '', lead: 'works' }],
});
const COMMUNITIES = district.streets.flatMap(({ communities }) => communities.map(({ code }) => code));
const DEPARTMENT: Record<string, string> = { '15': 'civil', '16': 'health', '18': 'civil' };
/** Two topics of each: three sensitive categories and three that are not. */
const TOPICS = ['1501', '1601', '1602', '1801', '0801', '0802', '0701', '0601'];

type Item = { community: string; topic: string; documents: number };

/** What all reports of a period count, from how many documents each community has of each topic; one person each. */
function count(items: readonly Item[]): CountedTopics {
  const sums = new Map<string, TopicCount>();
  const add = (axis: string, unit: string, topic: string, documents: number): void => {
    const key = `${axis}|${unit}|${topic}`;
    const known = sums.get(key)?.documents ?? 0;
    sums.set(key, { unit, topic, documents: known + documents, reporters: known + documents });
  };
  for (const { community, topic, documents } of items) {
    const category = topic.slice(0, 2);
    for (const length of [12, 9, 0]) add('ward', community.slice(0, length), category, documents);
    add('department', DEPARTMENT[category] ?? 'works', category, documents);
    add('topic', '', topic, documents);
  }
  const of = (axis: string): TopicCount[] =>
    [...sums].filter(([key]) => key.startsWith(`${axis}|`)).map(([, value]) => value);
  return { wards: of('ward'), departments: of('department'), topics: of('topic') };
}

interface Sum {
  total: string;
  parts: string[];
}

/** Everything that can be added up, written down anew: rows of units, columns of categories, topics of a category. */
function allSums(counted: CountedTopics): { values: Map<string, number>; sums: Sum[] } {
  const values = new Map<string, number>();
  const sums: Sum[] = [];
  const categories = [...new Set(TOPICS.map((topic) => topic.slice(0, 2)))];
  for (const [axis, rows] of [
    ['wards', counted.wards],
    ['departments', counted.departments],
  ] as const) {
    for (const { unit, topic, documents } of rows) {
      values.set(cellKey(unit, topic, axis), documents);
      const total = cellKey(unit, '', axis);
      values.set(total, (values.get(total) ?? 0) + documents);
    }
    for (const unit of new Set(rows.map((row) => row.unit)))
      sums.push({ total: cellKey(unit, '', axis), parts: categories.map((each) => cellKey(unit, each, axis)) });
  }
  for (const { topic, documents } of counted.topics) values.set(cellKey('', topic), documents);
  for (const category of categories) {
    const below = (unit: string, parts: readonly string[]): void =>
      void sums.push({ total: cellKey(unit, category), parts: parts.map((part) => cellKey(part, category)) });
    below('', STREETS);
    for (const street of STREETS)
      below(
        street,
        COMMUNITIES.filter((each) => each.startsWith(street)),
      );
    const departments = district.departments.map(({ code }) => cellKey(code, category, 'departments'));
    sums.push({ total: cellKey('', category), parts: departments });
    const topics = TOPICS.filter((topic) => topic.startsWith(category)).map((topic) => cellKey('', topic));
    sums.push({ total: cellKey('', category), parts: topics });
  }
  return { values, sums };
}

/**
 * What somebody works out who holds all reports: whatever is not printed is a number from zero up; every sum bounds each of
 * its parts by the others, again and again.
 */
function bounds(
  { values, sums }: ReturnType<typeof allSums>,
  isPrinted: (key: string) => boolean,
): Map<string, [least: number, most: number]> {
  const known = new Map<string, [number, number]>();
  for (const key of new Set(sums.flatMap(({ total, parts }) => [total, ...parts]))) {
    const value = values.get(key) ?? 0;
    known.set(key, isPrinted(key) ? [value, value] : [0, Number.POSITIVE_INFINITY]);
  }
  for (let isNews = true; isNews;) {
    isNews = false;
    const narrow = (key: string, least: number, most: number): void => {
      const [a, b] = known.get(key)!;
      const next: [number, number] = [Math.max(a, least), Math.min(b, most)];
      if (next[0] > a || next[1] < b) isNews = true;
      known.set(key, next);
    };
    for (const { total, parts } of sums) {
      const of = parts.map((part) => known.get(part)!);
      const [least, most] = [0, 1].map((side) => of.reduce((sum, each) => sum + each[side]!, 0)) as [number, number];
      narrow(total, least, most);
      const [low, high] = known.get(total)!;
      for (const [at, part] of parts.entries()) narrow(part, low - (most - of[at]![1]), high - (least - of[at]![0]));
    }
  }
  return known;
}

const items = uniqueArray(
  record({
    community: constantFrom(...COMMUNITIES),
    topic: constantFrom(...TOPICS),
    documents: integer({ min: 1, max: 6 }),
  }),
  { minLength: 12, maxLength: 60, selector: ({ community, topic }) => `${community}${topic}` },
);

describe('what all reports of a period leave out', () => {
  test('keeps every small count of a sensitive matter open, whoever adds and subtracts across wards, departments and topics', () => {
    let kept = 0;
    assert(
      property(items, (made) => {
        const counted = count(made);
        const table = allSums(counted);
        const hidden = hiddenCells(district, counted, true);
        const isPrinted = (key: string): boolean =>
          key.endsWith('|') || ((table.values.get(key) ?? 0) > 0 && !hidden.has(key));
        const known = bounds(table, isPrinted);
        for (const [key, value] of table.values) {
          const topic = key.slice(key.indexOf('|') + 1);
          if (topic === '' || !isSensitiveTopic(topic) || value >= MIN_CELL) continue;
          expect(hidden).toContain(key);
          const [least, most] = known.get(key)!;
          if (least === most) throw new Error(`${key} is ${value}, and follows`);
          kept++;
        }
      }),
      { numRuns: 30, seed: 11 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  test('leaves the categories of the whole district in sight', () => {
    const made = COMMUNITIES.flatMap((community, at) =>
      TOPICS.map((topic, n) => ({ community, topic, documents: 1 + ((at + n) % 4) })),
    );
    const hidden = hiddenCells(district, count(made), true);
    expect(hidden.size).toBeGreaterThan(0);
    expect([...hidden].filter((key) => key.startsWith('|'))).toEqual([]);
  });

  test('holds every sensitive category of what is no whole month, so that no period taken from another leaves a small one', () => {
    const made = COMMUNITIES.flatMap((community) => TOPICS.map((topic) => ({ community, topic, documents: 5 })));
    const counted = count(made);
    const hidden = hiddenCells(district, counted, false);
    for (const { unit, topic } of counted.wards.filter((row) => isSensitiveTopic(row.topic)))
      expect(hidden).toContain(cellKey(unit, topic));
    expect([...hidden].filter((key) => /^\|(06|07|08)/.test(key)).length).toBeLessThan(2);
    expect(hiddenCells(district, counted, true).size).toBe(0);
  });
});

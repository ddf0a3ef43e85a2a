import { describe, expect, test } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import { cellKey, type CountedTopics, hiddenCells } from './hidden-cells.ts';

const STREETS = ['990113001', '990113002'];
const { streets } = districtSchema.parse({
  code: '990113',
  name: '滨江区',
  streets: STREETS.map((code) => ({
    code,
    name: code,
    communities: ['001', '002'].map((end) => ({ code: `${code}${end}`, name: end })),
  })),
  departments: [{ code: 'works', name: '区建管委', line: '建设' }],
  routing: [{ topic: '', lead: 'works' }],
});
const COMMUNITIES = streets.flatMap(({ communities }) => communities.map(({ code }) => code));

/** The same counts in every community, one person each, and one topic for each category. */
function counted(of: Record<string, number>, more: Record<string, number> = {}): CountedTopics {
  const sums = new Map<string, number>();
  const add = (community: string, category: string, documents: number): void => {
    for (const unit of ['', community.slice(0, 9), community])
      sums.set(cellKey(unit, category), (sums.get(cellKey(unit, category)) ?? 0) + documents);
    sums.set(cellKey('', `${category}01`), (sums.get(cellKey('', `${category}01`)) ?? 0) + documents);
  };
  for (const community of COMMUNITIES)
    for (const [category, documents] of Object.entries(of)) add(community, category, documents);
  for (const [category, documents] of Object.entries(more)) add(COMMUNITIES[0]!, category, documents);
  const rows = [...sums].map(([key, documents]) => {
    const [unit = '', topic = ''] = key.split('|');
    return { unit, topic, documents, reporters: documents };
  });
  return {
    wards: rows.filter(({ topic }) => topic.length === 2),
    topics: rows.filter(({ topic }) => topic.length > 2),
  };
}

describe('what the reports of a month leave out', () => {
  test('is nothing where every count is three or more and none stands alone', () => {
    expect(hiddenCells({ streets }, counted({ '15': 5, '16': 4, '20': 6 })).size).toBe(0);
  });

  test('is a small count, and what it would follow from; the whole district stays in sight', () => {
    const hidden = hiddenCells({ streets }, counted({ '15': 1, '16': 4, '18': 5, '20': 6 }, { '15': 2 }));
    expect(hidden).toContain(cellKey(COMMUNITIES[1]!, '15'));
    expect(hidden.size).toBeGreaterThan(1);
    expect(hidden).not.toContain(cellKey('', '18'));
  });

  test('is a sensitive category that has all matters of a ward, since its days would be those of the ward', () => {
    const hidden = hiddenCells({ streets }, counted({ '16': 7 }));
    for (const community of COMMUNITIES) expect(hidden).toContain(cellKey(community, '16'));
  });

  test('is what a published counting left out, and a sensitive count that changed since', () => {
    const of = { '15': 5, '16': 4, '20': 6 };
    const first = counted(of);
    const kept = [cellKey(STREETS[1]!, '20')];
    const hidden = hiddenCells({ streets }, counted(of, { '15': 1 }), [{ counted: first, hidden: kept }]);
    expect(hidden).toContain(cellKey(COMMUNITIES[0]!, '15'));
    expect(hidden).toContain(cellKey(STREETS[1]!, '20'));
    expect(hidden).not.toContain(cellKey(COMMUNITIES[3]!, '15'));
    expect(hiddenCells({ streets }, first, [{ counted: first, hidden: [] }]).size).toBe(0);
  });
});

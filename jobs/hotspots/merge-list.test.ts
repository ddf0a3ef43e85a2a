import { expect, test } from 'vitest';
import { mergeList, type OldRow } from './merge-list.ts';

const size = { listed: 2, kept: 3 };
const row = (event_id: string, heat: number, changes: Partial<OldRow> = {}): OldRow => ({
  event_id,
  heat,
  reporters: 3,
  documents: 3,
  is_cut: 0,
  touched: 0,
  ...changes,
});
const cut = (event_id: string, heat: number, touched = 0): OldRow => row(event_id, heat, { is_cut: 1, touched });
const ids = (rows: readonly OldRow[]): string[] => rows.map(({ event_id }) => event_id);

test('what was found stands where its heat says, and the list keeps its length', () => {
  const list = mergeList([cut('a', 90), cut('b', 80), cut('c', 70)], [row('d', 85)], size)!;
  expect([ids(list.fresh), ids(list.dropped), list.isCut]).toEqual([['d'], ['c'], true]);
});

test('behind the last row of a cut list others may stand, so what falls there is left out', () => {
  const list = mergeList([cut('a', 90), cut('b', 80, 1), cut('c', 70)], [row('b', 60), row('d', 65)], size)!;
  expect([ids(list.fresh), list.length]).toEqual([[], 2]);
});

test('a touched last row that did not change keeps its place', () => {
  const list = mergeList([cut('a', 90), cut('b', 80), cut('c', 70, 1)], [row('c', 70)], size)!;
  expect(ids(list.fresh)).toEqual(['c']);
});

test('a cut list that lost too many rows is not known any more', () => {
  expect(mergeList([cut('a', 90, 1), cut('b', 80, 1), cut('c', 70)], [row('a', 10)], size)).toBeNull();
});

test('a whole list takes everything, until it is longer than is kept', () => {
  const found = [row('b', 5), row('c', 4)];
  expect(mergeList([row('a', 90)], found, size)).toMatchObject({ length: 3, isCut: false });
  const more = mergeList([row('a', 90), row('z', 1)], found, size)!;
  expect([ids(more.dropped), more.isCut]).toEqual([['z'], true]);
});

test('a list of which more was found than is kept is cut', () => {
  const found = [row('a', 9, { is_cut: 1 }), row('b', 8, { is_cut: 1 }), row('c', 7, { is_cut: 1 })];
  expect(mergeList([], found, size)!.isCut).toBe(true);
});

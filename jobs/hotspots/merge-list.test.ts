import { expect, test } from 'vitest';
import { mergeList, type StandingList } from './merge-list.ts';

const LISTED = 2;
const row = (event_id: string, heat: number) => ({ event_id, heat, reporters: 3, documents: 3 });
const cut: StandingList = { isCut: true, last: row('c', 70), holding: 2, touched: ['c'] };
const ids = (rows: readonly { event_id: string }[]): string[] => rows.map(({ event_id }) => event_id);

test('what was found above the last row of a cut list joins it', () => {
  const list = mergeList({ ...cut, holding: 3, touched: [] }, [row('d', 85)], LISTED)!;
  expect([ids(list.fresh), list.gone, list.length]).toEqual([['d'], [], 4]);
});

test('behind the last row of a cut list others may stand, so what falls there is left out', () => {
  const list = mergeList({ ...cut, touched: ['b'] }, [row('b', 60), row('d', 65)], LISTED)!;
  expect([ids(list.fresh), list.gone, list.length]).toEqual([[], ['b'], 2]);
});

test('a touched last row that did not change keeps its place', () => {
  const list = mergeList(cut, [row('c', 70)], LISTED)!;
  expect([ids(list.fresh), list.gone]).toEqual([['c'], []]);
});

test('a cut list that lost too many rows is not known any more', () => {
  expect(mergeList({ ...cut, holding: 1, touched: ['a', 'b'] }, [row('a', 10)], LISTED)).toBeNull();
});

test('a list that holds all events takes everything, however few it has', () => {
  const whole: StandingList = { isCut: false, last: row('a', 90), holding: 0, touched: ['a'] };
  const list = mergeList(whole, [row('b', 5)], LISTED)!;
  expect([ids(list.fresh), list.gone, list.length]).toEqual([['b'], ['a'], 1]);
});

test('a ward without a list begins one', () => {
  expect(ids(mergeList(undefined, [row('a', 5)], LISTED)!.fresh)).toEqual(['a']);
});

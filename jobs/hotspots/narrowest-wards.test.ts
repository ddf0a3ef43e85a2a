import { expect, test } from 'vitest';
import { narrowestWards } from './narrowest-wards.ts';

const row = (ward_code: string, documents: number, window_days = 7) => ({
  event_id: 'e',
  window_days,
  ward_code,
  documents,
});
const district = row('990113', 5);
const wardOf = (...inner: ReturnType<typeof row>[]): string | undefined =>
  narrowestWards([district, ...inner], new Map([['e', district]])).get('e');

test('an event of one community is told by that community', () => {
  expect(wardOf(row('990113003', 5), row('990113003001', 5))).toBe('990113003001');
});
test('an event of two communities is told by their street, one of two streets by the district', () => {
  expect(wardOf(row('990113003', 5), row('990113003001', 3), row('990113003002', 2))).toBe('990113003');
  expect(wardOf(row('990113003', 3), row('990113004', 2))).toBe('990113');
});
test('unlocated documents keep an event at the district', () => {
  expect(wardOf(row('990113003', 4), row('990113003001', 4))).toBe('990113');
});
test('a document that arrived while the inner wards were counted does not widen the ward', () => {
  expect(wardOf(row('990113003', 6), row('990113003001', 6))).toBe('990113003001');
});
test('the count of another window says nothing', () => {
  expect(wardOf(row('990113003001', 5, 1))).toBe('990113');
});

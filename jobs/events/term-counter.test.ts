import { expect, test } from 'vitest';
import { BUCKETS, COUNT_SHIFT } from './hash.ts';
import { TermCounter } from './term-counter.ts';

test('buckets that begin their search at one slot, and more than there is room for at first, are counted apart', () => {
  const counter = new TermCounter();
  const step = 1 << 13;
  const sameSlot = Array.from({ length: BUCKETS / step }, (_, i) => i * step + 5);
  const ids = [...sameSlot, ...Array.from({ length: 9_000 }, (_, i) => i * 29 + 6)];
  const distinct = [...new Set(ids)];
  for (const weight of [1, 2]) for (const id of distinct) counter.add(counter.at(id, false), weight);
  const entries = new Int32Array(counter.length);
  expect(counter.writeTo(entries, 0)).toEqual({ start: 0, names: distinct.length, end: distinct.length });
  expect([...entries]).toEqual(distinct.map((id) => (3 << COUNT_SHIFT) | id));
  counter.clear();
  expect(counter.at(sameSlot[1]!, false)).toBe(0);
});

import { array, assert, integer, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { PostingLists } from './posting-lists.ts';

/** Which bucket the next order goes to, and which earlier order is let go then. */
const steps = array(record({ id: integer({ min: 0, max: 4 }), gone: nat(300) }), { maxLength: 300 });

test('lists hold every living order, ascending, while they grow, drop what is gone and take over the room of others', () => {
  assert(
    property(steps, nat(300), (taken, before) => {
      // Full again and again, so that lists are moved together.
      const lists = new PostingLists(8);
      const gone = new Set<number>();
      const expected = new Map<number, number[]>();
      for (const [order, step] of taken.entries()) {
        lists.append(step.id, order, (other) => !gone.has(other));
        expected.set(step.id, [...(expected.get(step.id) ?? []), order]);
        gone.add(step.gone);
      }
      for (let id = 0; id <= 5; id++) {
        const held = lists.entries.slice(lists.startOf(id), lists.endBefore(id, before));
        const wanted = (expected.get(id) ?? []).filter((order) => order < before);
        expect([...held].filter((order) => !gone.has(order))).toEqual(wanted.filter((order) => !gone.has(order)));
        expect(wanted).toEqual(expect.arrayContaining([...held]));
      }
    }),
    { numRuns: 100 },
  );
});

test('room does not grow with what was let go, though other words come all the time', () => {
  const lists = new PostingLists(8);
  const held = 1_000;
  for (let order = 0; order < 30_000; order++)
    lists.append((order >>> 3) + (order % 16) * 10_000, order, (other) => other > order - held);
  // Each of the living in a list of its own, of four places, and as much again to grow into.
  expect(lists.entries.length).toBeLessThanOrEqual(held * 4 * 3);
  const id = (29_999 >>> 3) + (29_999 % 16) * 10_000;
  expect(lists.entries.slice(lists.startOf(id), lists.endBefore(id, 30_000))).toEqual(Int32Array.of(29_999));
});

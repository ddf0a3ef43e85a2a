import { array, assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { OrderBits } from './order-bits.ts';

test('orders are in the set from when they are added until they are dropped, wherever it begins', () => {
  assert(
    property(nat(100_000), array(nat(9_000), { maxLength: 200 }), nat(4_000), (first, added, dropped) => {
      const bits = new OrderBits();
      bits.beginAt(first);
      for (const order of added) bits.add(first + order);
      const holes = OrderBits.droppable(dropped);
      expect(dropped - holes).toBeLessThan(32);
      bits.drop(holes);
      const later = first + holes + 20_000;
      bits.add(later);
      const living = added.map((order) => first + order).filter((order) => order >= first + holes);
      const expected = [...new Set([...living, later])].toSorted((a, b) => a - b);
      const asked = Array.from({ length: 20_040 }, (_, at) => first + holes + at);
      expect(asked.filter((order) => bits.has(order))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

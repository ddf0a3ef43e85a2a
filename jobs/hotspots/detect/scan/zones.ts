/**
 * Connected sets of wards: for each ward the sets that grow from it by border, nearest first, up to `maxWards` and to half of
 * the whole weight (a larger "cluster" is rather a lack elsewhere; Kulldorff 1997). Given as the order in which wards
 * join: the first k of an order are a set, so that counts of all its sets come in one pass.
 */
export function growZones(
  neighbours: readonly (readonly number[])[],
  weights: ArrayLike<number>,
  maxWards: number,
): Int32Array[] {
  const half = sumOf(weights) / 2;
  return neighbours.map((_, centre) => {
    const order = [centre];
    const seen = new Set(order);
    let weight = weights[centre]!;
    for (let i = 0; i < order.length && order.length < maxWards; i++)
      for (const next of neighbours[order[i]!]!) {
        if (seen.has(next) || order.length >= maxWards) continue;
        seen.add(next);
        weight += weights[next]!;
        if (weight > half) return Int32Array.from(order);
        order.push(next);
      }
    return Int32Array.from(order);
  });
}

function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

import { type Point, type Ring, type Shape, UNITS_PER_DEGREE } from './shape.ts';

/** Two metres: less than a pixel of the widest screen that shows a whole street. */
const FIRST_TOLERANCE = 2;
/** Each try is this much coarser; sixteen tries from two metres end at a hundred kilometres. */
const COARSER = 2;
const TRIES = 16;

/**
 * Shapes with at most `mostPoints` points, as fine as that allows (Douglas and Peucker 1973). A border that two wards
 * share is cut where a third begins and is simplified once, the same for both, so that no gap opens between them.
 */
export function simplifyShapes(shapes: readonly Shape[], mostPoints: number): Shape[] {
  const junctions = junctionsOf(shapes.flatMap(({ polygons }) => polygons.flat()));
  const shrink = xScaleOf(shapes);
  const at = (tolerance: number): Shape[] =>
    shapes.map(({ ward, polygons }) => ({
      ward,
      polygons: polygons.map((rings) => rings.map((ring) => simplifyRing(ring, { junctions, tolerance, shrink }))),
    }));
  let tolerance = FIRST_TOLERANCE;
  let simple = at(tolerance);
  for (let tries = 1; tries < TRIES && countPoints(simple) > mostPoints; tries++) {
    tolerance *= COARSER;
    simple = at(tolerance);
  }
  return simple;
}

/** All points of all rings. */
export function countPoints(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, { polygons }) => sum + polygons.flat().reduce((all, ring) => all + ring.length, 0), 0);
}

/** One number per place: 36 million places wide, so below 2^53. */
const keyOf = ([x, y]: Point): number => (x + 18_000_000) * 20_000_000 + (y + 9_000_000);

/** Places where borders part: their neighbours along one ring are others than along another. */
function junctionsOf(rings: readonly Ring[]): ReadonlySet<number> {
  const besides = new Map<number, readonly [number, number]>();
  const junctions = new Set<number>();
  for (const ring of rings) {
    const keys = ring.map(keyOf);
    for (const [i, key] of keys.entries()) {
      const [before, after] = [keys.at(i - 1)!, keys[(i + 1) % keys.length]!];
      const pair = before < after ? ([before, after] as const) : ([after, before] as const);
      const known = besides.get(key);
      if (!known) besides.set(key, pair);
      else if (known[0] !== pair[0] || known[1] !== pair[1]) junctions.add(key);
    }
  }
  return junctions;
}

/** A degree of longitude is shorter than one of latitude, by the cosine of where the shapes are. */
function xScaleOf(shapes: readonly Shape[]): number {
  const y = shapes[0]?.polygons[0]?.[0]?.[0]?.[1] ?? 0;
  return Math.cos((y / UNITS_PER_DEGREE) * (Math.PI / 180));
}

interface How {
  junctions: ReadonlySet<number>;
  tolerance: number;
  shrink: number;
}

function simplifyRing(ring: Ring, how: How): Ring {
  const keys = ring.map(keyOf);
  const cuts = keys.flatMap((key, i) => (how.junctions.has(key) ? [i] : []));
  // A ring that meets no other begins at the same point whichever way it is written.
  const starts = cuts.length > 0 ? cuts : [keys.indexOf(keys.reduce((least, key) => Math.min(least, key)))];
  const kept = starts.flatMap((start, n) => {
    const end = starts[n + 1] ?? starts[0]! + ring.length;
    const arc = Array.from({ length: end - start + 1 }, (_, i) => ring[(start + i) % ring.length]!);
    return simplifyArc(arc, how).slice(0, -1);
  });
  // What would become a line stays as it was: a ward must not vanish.
  return kept.length < 3 ? ring : kept;
}

/** The points of a line that are farther than the tolerance from what would do without them; always its two ends. */
function simplifyArc(arc: readonly Point[], how: How): readonly Point[] {
  const [first, last] = [keyOf(arc[0]!), keyOf(arc.at(-1)!)];
  const isTurned = first === last ? keyOf(arc[1]!) > keyOf(arc.at(-2)!) : first > last;
  const line = isTurned ? arc.toReversed() : arc;
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let [far, at] = [how.tolerance ** 2, 0];
    for (let i = from + 1; i < to; i++) {
      const away = squareFrom(line[i]!, line[from]!, line[to]!, how.shrink);
      if (away > far) [far, at] = [away, i];
    }
    if (at === 0) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  const kept = line.filter((_, i) => keep[i] === 1);
  return isTurned ? kept.toReversed() : kept;
}

/** Square of the distance of a point from the stretch between two others. */
function squareFrom([px, py]: Point, [ax, ay]: Point, [bx, by]: Point, shrink: number): number {
  const [dx, dy] = [(bx - ax) * shrink, by - ay];
  const [x, y] = [(px - ax) * shrink, py - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length));
  return (x - along * dx) ** 2 + (y - along * dy) ** 2;
}

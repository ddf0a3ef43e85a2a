/** Where a tile stands, counted from 1. */
export interface Cell {
  ward: string;
  column: number;
  row: number;
}

/** At most eight tiles stay readable side by side. */
const mostColumns = 8;

/**
 * A place for every ward: those that the office laid stay where they are, the others fill what is free, in their order,
 * row by row. Full rows where their number allows it.
 */
export function layTiles(wards: readonly string[], laid: readonly Cell[]): Cell[] {
  const known = new Map(laid.map((cell) => [cell.ward, cell]));
  const own = wards.flatMap((ward) => known.get(ward) ?? []);
  const rows = Math.max(1, Math.ceil(wards.length / mostColumns));
  const columns = Math.max(1, Math.ceil(wards.length / rows), ...own.map(({ column }) => column));
  const taken = new Set(own.map(({ column, row }) => `${column} ${row}`));
  let next = 0;
  return wards.map((ward) => {
    const cell = known.get(ward);
    if (cell) return cell;
    for (;;) {
      const free = { ward, column: (next % columns) + 1, row: Math.floor(next / columns) + 1 };
      next++;
      if (!taken.has(`${free.column} ${free.row}`)) return free;
    }
  });
}

/** The tiles with `ward` at another place; who stood there takes the place that became free. */
export function moveTile(cells: readonly Cell[], ward: string, to: { column: number; row: number }): Cell[] {
  const from = cells.find((cell) => cell.ward === ward);
  if (!from) return [...cells];
  return cells.map((cell) => {
    if (cell === from) return { ward, ...to };
    return cell.column === to.column && cell.row === to.row ? { ...from, ward: cell.ward } : cell;
  });
}

/** A part of a box, in percent of its sides. */
export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Rectangles as large as their values, as near to squares as rows of them can be (squarified treemap: Bruls, Huizing,
 * van Wijk 2000), in the order given; `aspect` is the width of the box over its height. A value of 0 has no area.
 */
export function treemap(values: readonly number[], aspect: number): Rect[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => b.value - a.value);
  const total = values.reduce((sum, value) => sum + value, 0);
  const rects: Rect[] = values.map(() => ({ left: 0, top: 0, width: 0, height: 0 }));
  let free = { left: 0, top: 0, width: aspect, height: 1 };
  let at = 0;
  while (at < order.length && order[at]!.value > 0) {
    const side = Math.min(free.width, free.height);
    const areaOf = (one: { value: number }): number => (one.value / total) * aspect;
    let end = at + 1;
    while (end < order.length && order[end]!.value > 0) {
      const areas = order.slice(at, end + 1).map(areaOf);
      if (worst(areas, side) > worst(areas.slice(0, -1), side)) break;
      end++;
    }
    const line = order.slice(at, end);
    const across = line.reduce((sum, one) => sum + areaOf(one), 0) / side;
    const upright = free.width >= free.height;
    let along = 0;
    for (const one of line) {
      const length = areaOf(one) / across;
      rects[one.at] = upright
        ? { left: free.left, top: free.top + along, width: across, height: length }
        : { left: free.left + along, top: free.top, width: length, height: across };
      along += length;
    }
    free = upright
      ? { ...free, left: free.left + across, width: free.width - across }
      : { ...free, top: free.top + across, height: free.height - across };
    at = end;
  }
  return rects.map(({ left, top, width, height }) => ({
    left: (left / aspect) * 100,
    top: top * 100,
    width: (width / aspect) * 100,
    height: height * 100,
  }));
}

/** How far from a square the worst of a line of areas is, laid along `side`. */
function worst(areas: readonly number[], side: number): number {
  const across = areas.reduce((sum, area) => sum + area, 0) / side;
  return Math.max(...areas.map((area) => Math.max((across * across) / area, area / (across * across))));
}

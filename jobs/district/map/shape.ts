/** A place in hundred-thousandths of a degree, about a metre: what a border of a ward is known to. */
export type Point = readonly [x: number, y: number];
/** The points of a closed line, the first not repeated at the end. */
export type Ring = readonly Point[];

/** The ground of a ward: each polygon is its outline, then its holes. */
export interface Shape {
  ward: string;
  polygons: Ring[][];
}

export const UNITS_PER_DEGREE = 100_000;

/**
 * A ring as text: its first point, then from each point to the next, in hundred-thousandths of a degree. Steps are short
 * numbers, so a ring costs a quarter of its GeoJSON before it is compressed.
 */
export function ringToText(ring: Ring): string {
  let [lastX, lastY] = [0, 0];
  const steps = ring.map(([x, y]) => {
    const step = `${x - lastX} ${y - lastY}`;
    [lastX, lastY] = [x, y];
    return step;
  });
  return steps.join(' ');
}

/** How many points a ring's text holds. */
export const pointsIn = (text: string): number => text.split(' ').length >> 1;

import { describe, expect, it } from 'vitest';
import { layTiles, moveTile, treemap } from './ward-grid.ts';

describe('the tile grid', () => {
  it('stands in the order given until somebody laid it, in rows as full as can be', () => {
    const cells = layTiles(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], []);
    expect(cells.map(({ column, row }) => `${column}${row}`).join(' ')).toBe('11 21 31 41 51 12 22 32 42');
  });
  it('keeps what was laid and puts the others where it is free', () => {
    const laid = [{ ward: 'b', column: 1, row: 1 }];
    expect(layTiles(['a', 'b', 'c'], laid)).toEqual([
      { ward: 'a', column: 2, row: 1 },
      { ward: 'b', column: 1, row: 1 },
      { ward: 'c', column: 3, row: 1 },
    ]);
  });
  it('changes places with the tile that is moved onto, so that no two ever share one', () => {
    const cells = layTiles(['a', 'b'], []);
    expect(moveTile(cells, 'a', { column: 2, row: 1 })).toEqual([
      { ward: 'a', column: 2, row: 1 },
      { ward: 'b', column: 1, row: 1 },
    ]);
    expect(moveTile(cells, 'a', { column: 2, row: 3 })[0]).toEqual({ ward: 'a', column: 2, row: 3 });
  });
});

describe('the treemap', () => {
  const values = [50_000, 12_000, 0, 31_000, 7_000, 7_000, 24_000];
  const rects = treemap(values, 2.5);
  it('gives each its share of the area and fills the box', () => {
    const total = values.reduce((sum, value) => sum + value, 0);
    for (const [at, { width, height }] of rects.entries())
      expect((width * height) / 10_000).toBeCloseTo(values[at]! / total, 8);
  });
  it('overlaps nowhere and leaves the box nowhere', () => {
    for (const [at, one] of rects.entries()) {
      if (one.width === 0) continue;
      expect(one.left >= -1e-9 && one.left + one.width <= 100 + 1e-9).toBe(true);
      expect(one.top >= -1e-9 && one.top + one.height <= 100 + 1e-9).toBe(true);
      for (const other of rects.slice(at + 1).filter(({ width }) => width > 0)) {
        const apart =
          one.left + one.width <= other.left + 1e-9 ||
          other.left + other.width <= one.left + 1e-9 ||
          one.top + one.height <= other.top + 1e-9 ||
          other.top + other.height <= one.top + 1e-9;
        expect(apart).toBe(true);
      }
    }
  });
  it('is empty of nothing', () => {
    expect([treemap([], 2), treemap([0, 0], 2)]).toEqual([
      [],
      [
        { left: 0, top: 0, width: 0, height: 0 },
        { left: 0, top: 0, width: 0, height: 0 },
      ],
    ]);
  });
});

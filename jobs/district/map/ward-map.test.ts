import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { readWardMap } from './read-ward-map.ts';
import { MOST_POINTS, wardMapSetting } from './ward-map-setting.ts';

const digits = (n: number): string => String(n + 1).padStart(3, '0');

/** A district of `streets` × `communities` wards. */
function districtOf(streets: number, communities: number): District {
  return districtSchema.parse({
    code: '990113',
    name: '滨江区',
    streets: Array.from({ length: streets }, (_s, s) => ({
      code: `990113${digits(s)}`,
      name: `第${s + 1}街道`,
      communities: Array.from({ length: communities }, (_c, c) => ({
        code: `990113${digits(s)}${digits(c)}`,
        name: `${s + 1}街${c + 1}社区`,
      })),
    })),
    departments: [{ code: 'centre', name: '城运中心', line: '综合' }],
    routing: [{ topic: '', lead: 'centre' }],
  });
}

/** A place on wavering ground that nowhere folds, in parts of a cell: whole numbers, so that neighbours agree exactly. */
function placeOf(column: number, row: number, parts: number): [number, number] {
  const [x, y] = [column / parts, row / parts];
  return [120 + x * 0.01 + 0.0006 * Math.sin(y * 7 + x * 3), 30 + y * 0.01 + 0.0006 * Math.sin(x * 7 - y * 3)];
}

/** A cell of a grid on that ground: it shares each of its four sides, point by point, with its neighbour. */
function cellRing(column: number, row: number, parts: number): [number, number][] {
  const [left, top, n] = [column * parts, row * parts, parts];
  const along = Array.from({ length: parts }, (_, i) => i);
  const ring = [
    ...along.map((i) => placeOf(left + i, top, n)),
    ...along.map((i) => placeOf(left + n, top + i, n)),
    ...along.map((i) => placeOf(left + n - i, top + n, n)),
    ...along.map((i) => placeOf(left, top + n - i, n)),
  ];
  return [...ring, ring[0]!];
}

const fileOf = (features: object[], more: object = {}): Buffer =>
  Buffer.from(JSON.stringify({ type: 'FeatureCollection', ...more, features }));
const feature = (properties: object, coordinates: unknown, type = 'Polygon'): object => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});

/** The points of a ring's text, as `column row` in hundred-thousandths. */
function pointsOf(text: string): string[] {
  const steps = text.split(' ').map(Number);
  let [x, y] = [0, 0];
  return Array.from({ length: steps.length / 2 }, (_, i) => {
    x += steps[2 * i]!;
    y += steps[2 * i + 1]!;
    return `${x} ${y}`;
  });
}

const small = districtOf(2, 2);
const [first, second] = small.streets;

const problemOf = (bytes: Buffer): string => readWardMap(bytes, small).problems.join();

describe('A file of borders', () => {
  test('is joined by the property that names most wards: 9, 12 or 12 digits with zeros, or a name', () => {
    const bytes = fileOf([
      feature({ id: 'a', dm: '990113001000', name: '第1街道' }, [cellRing(0, 0, 4)]),
      feature({ id: 'b', dm: '990113002', name: '改了名的街道' }, [cellRing(1, 0, 4)]),
      feature({ id: 'c', dm: '990113001001', name: '1街1社区' }, [cellRing(0, 0, 2)]),
    ]);
    const read = readWardMap(bytes, small);
    expect(read.property).toBe('dm');
    expect(read.shapes.map(({ ward }) => ward)).toEqual(['990113001', '990113002', '990113001001']);
    expect(read.properties.map(({ name, matched }) => [name, matched])).toEqual([
      ['dm', 3],
      ['name', 2],
      ['id', 0],
    ]);
    const byName = readWardMap(bytes, small, 'name');
    expect(byName.shapes).toHaveLength(2);
    expect(byName.problems).toEqual(['第 2 个图形（改了名的街道）：name 是“改了名的街道”，本区没有这个街镇或居村']);
  });

  test('names the feature and what is wrong with it, and uses the rest', () => {
    const swapped = cellRing(0, 0, 2).map(([x, y]) => [y, x]);
    const metres = cellRing(0, 0, 2).map(([x, y]) => [x * 111_000, y * 111_000]);
    const read = readWardMap(
      fileOf([
        feature({ code: '990113001' }, [cellRing(0, 0, 3)]),
        feature({ code: '990113002', name: '第2街道' }, [swapped]),
        feature({ code: '990113001001' }, [metres]),
        feature({ code: '990113001002' }, [[120, 30]], 'LineString'),
        feature({ code: '990113002001' }, [
          [
            [120, 30],
            [120.1, 30],
            [120, 30],
          ],
        ]),
        feature({ code: '990113002002' }, [
          [
            [120, 30],
            [120.1, '30'],
            [120.1, 30.1],
            [120, 30],
          ],
        ]),
        { type: 'Feature', properties: { code: '990113002002' }, geometry: null },
      ]),
      small,
    );
    expect(read.shapes.map(({ ward }) => ward)).toEqual(['990113001']);
    expect(read.problems).toEqual([
      expect.stringMatching(/^第 2 个图形（第2街道）：第 1 个点 \[30\S*, 120\S*\] 经纬度写反了/),
      expect.stringMatching(/^第 3 个图形：第 1 个点 .*像是以米计的投影坐标/),
      '第 4 个图形：geometry 是 LineString，须是 Polygon 或 MultiPolygon',
      '第 5 个图形：有一圈边界不足 4 个点',
      '第 6 个图形：第 2 个点 不是 [经度, 纬度] 两个数',
      '第 7 个图形：没有 geometry',
    ]);
  });

  test('is refused as a whole in a sentence that says what to do', () => {
    expect(problemOf(Buffer.from('PK\u0003\u0004'))).toContain('不是 GeoJSON');
    expect(problemOf(Buffer.from('{"type":"Topology"}'))).toContain('TopoJSON');
    expect(problemOf(Buffer.from('[]'))).toContain('FeatureCollection');
    expect(problemOf(fileOf([]))).toBe('文件里没有图形');
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } };
    expect(problemOf(fileOf([feature({}, [])], { crs }))).toContain('EPSG::3857');
    expect(problemOf(fileOf(Array.from({ length: 3_001 }, () => feature({}, []))))).toContain('3001 个图形');
    const long = Array.from({ length: 300_002 }, (_, i) => [120 + (i % 2) / 10, 30 + i / 1e6]);
    expect(problemOf(fileOf([feature({ code: '990113001' }, [long])]))).toContain('点太多');
  });

  test('keeps holes and parts, joins areas of one ward, and leaves the district’s own outline out', () => {
    const hole = cellRing(0, 0, 1).map(([x, y]) => [120.005 + (x - 120.005) / 4, 30.005 + (y - 30.005) / 4]);
    const read = readWardMap(
      fileOf([
        feature({ code: '990113' }, [cellRing(0, 0, 2)]),
        feature({ code: '990113001' }, [cellRing(0, 0, 2), hole]),
        feature({ code: '990113001' }, [[cellRing(3, 0, 2)], [cellRing(5, 0, 2)]], 'MultiPolygon'),
      ]),
      small,
    );
    expect(read.shapes.map(({ ward, polygons }) => [ward, polygons.map((rings) => rings.length)])).toEqual([
      ['990113001', [2, 1, 1]],
    ]);
    expect(read.problems).toEqual([]);
  });
});

describe('Borders of a large district', () => {
  const large = districtOf(20, 25);
  const communities = large.streets.flatMap((street) => street.communities);
  const bytes = fileOf(
    communities.map(({ code }, i) => feature({ code }, [cellRing(i % 25, Math.floor(i / 25), 120)])),
  );
  const read = readWardMap(bytes, large);

  test('become small enough for a phone, and every ward keeps its ground', () => {
    expect(read.points.before).toBeGreaterThan(200_000);
    expect(read.points.after).toBeLessThanOrEqual(MOST_POINTS);
    expect(read.points.after).toBeGreaterThan(MOST_POINTS / 8);
    expect(read.shapes).toHaveLength(communities.length);
    expect(gzipSync(JSON.stringify(read.shapes)).length).toBeLessThan(200_000);
    expect(wardMapSetting.schema.safeParse({ crs: 'EPSG:4326', approval: '', shapes: read.shapes }).success).toBe(true);
  });

  test('still meet: each inner stretch of border is there twice, once for either neighbour', () => {
    const sides = new Map<string, number>();
    for (const { polygons } of read.shapes)
      for (const text of polygons.flat()) {
        const points = pointsOf(text);
        for (const [i, point] of points.entries()) {
          const side = [point, points[(i + 1) % points.length]!].toSorted().join('|');
          sides.set(side, (sides.get(side) ?? 0) + 1);
        }
      }
    const isOnEdge = (side: string): boolean => sides.get(side) === 1;
    // Each of the 90 outer sides of the grid is some stretches; a gap inside would add two stretches of its own.
    const edge = [...sides.keys()].filter(isOnEdge);
    const ends = new Map<string, number>();
    for (const point of edge.flatMap((side) => side.split('|'))) ends.set(point, (ends.get(point) ?? 0) + 1);
    expect([...sides.values()].every((n) => n <= 2)).toBe(true);
    expect([...ends.values()].every((n) => n === 2)).toBe(true);
    expect(loopsOf(edge)).toBe(1);
  });
});

/** How many closed lines the sides make; gaps between wards would be lines of their own. */
function loopsOf(sides: readonly string[]): number {
  const beside = new Map<string, string[]>();
  for (const side of sides) {
    const [a, b] = side.split('|') as [string, string];
    beside.set(a, [...(beside.get(a) ?? []), b]);
    beside.set(b, [...(beside.get(b) ?? []), a]);
  }
  let loops = 0;
  while (beside.size > 0) {
    loops++;
    const open = [beside.keys().next().value!];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      open.push(...(beside.get(at) ?? []));
      beside.delete(at);
    }
  }
  return loops;
}

const shape = (ward: string): { ward: string; polygons: string[][] } => ({
  ward,
  polygons: [['12000000 3000000 100 0 0 100']],
});
const map = (wards: string[]) => ({ crs: 'EPSG:4326' as const, approval: '', shapes: wards.map(shape) });

describe('A map that is tried out', () => {
  test('says how many wards it has, which are missing, and what is of none', async () => {
    const after = map([first!.code, second!.communities[0]!.code, '990113999']);
    const effect = await wardMapSetting.effect!({ district: small } as never, { before: map([]), after });
    expect(effect.summary).toBe('对上 2 个区域；1 份不属于本区现有的街镇、居村（990113999），不画。');
    expect(effect.rows.map(({ after: has }) => has)).toEqual([
      '有边界 1 个，缺 第2街道',
      '有边界 1 个，缺 1街1社区、1街2社区、2街2社区',
    ]);
  });

  test('is refused with two borders of one ward, or more points than a phone should get', () => {
    expect(wardMapSetting.check!(map([first!.code, first!.code]), small)).toEqual(['第1街道 有两份边界']);
    const many = { ward: first!.code, polygons: [[`12000000 3000000${' 1 1'.repeat(MOST_POINTS)}`]] };
    expect(wardMapSetting.check!({ ...map([]), shapes: [many] }, small).join()).toContain('最多 20000 个');
  });
});

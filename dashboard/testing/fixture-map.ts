import type { WardMapRead, WardMapView } from '#api/contract/ward-map.ts';
import { wards } from './fixture-data.ts';

/** An invented map: the district's streets as a grid whose lines waver, in hundred-thousandths of a degree. */
const columns = 4;
const pointsPerSide = 12;
const size = 5_000;
const [west, south] = [12_010_000, 3_010_000];

/** Wavering so little that nothing folds over. */
const placeAt = (x: number, y: number): [number, number] => [
  west + Math.round(size * (x + 0.07 * Math.sin(y * 5 + x * 2) + y * 0.12)),
  south + Math.round(size * 0.8 * (y + 0.08 * Math.sin(x * 4 - y * 3))),
];

function ringOf(column: number, row: number): string {
  const along = Array.from({ length: pointsPerSide }, (_, i) => i / pointsPerSide);
  const points = [
    ...along.map((i) => placeAt(column + i, row)),
    ...along.map((i) => placeAt(column + 1, row + i)),
    ...along.map((i) => placeAt(column + 1 - i, row + 1)),
    ...along.map((i) => placeAt(column, row + 1 - i)),
  ];
  let [lastX, lastY] = [0, 0];
  return points
    .map(([x, y]) => {
      const step = `${x - lastX} ${y - lastY}`;
      [lastX, lastY] = [x, y];
      return step;
    })
    .join(' ');
}

/** The last street has no borders, so that the page has to name it beside the map. */
const streets = wards.filter(({ level }) => level === 'street').slice(0, -1);
export const mappedWards: ReadonlySet<string> = new Set(streets.map(({ code }) => code));

export const wardMapFixture: WardMapView = {
  approval: '江S(2020)00号（示例）',
  shapes: streets.map(({ code }, i) => ({
    ward: code,
    polygons: [[ringOf(i % columns, Math.floor(i / columns))]],
  })),
};

/** What the server says of an uploaded file. */
export const wardMapRead: WardMapRead = {
  property: 'code',
  properties: [
    { name: 'code', matched: streets.length },
    { name: 'name', matched: 2 },
  ],
  shapes: wardMapFixture.shapes,
  points: { before: 41_200, after: 528 },
  problems: ['第 12 个图形（江湾港区）：code 是“330199013”，本区没有这个街镇或居村'],
};

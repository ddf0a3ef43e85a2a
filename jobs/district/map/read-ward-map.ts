import type { District } from '#warehouse/model/district.ts';
import { matchWards } from './match-wards.ts';
import { readGeoJson } from './read-geojson.ts';
import { ringToText } from './shape.ts';
import { countPoints, simplifyShapes } from './simplify-shapes.ts';
import { MOST_POINTS, type WardMap } from './ward-map-setting.ts';

/** What a file of borders holds, for the person who is about to save it. */
export interface WardMapRead {
  property: string;
  properties: { name: string; matched: number }[];
  shapes: WardMap['shapes'];
  points: { before: number; after: number };
  problems: string[];
}

/** More of them nobody reads; the number is said. */
const TOLD_PROBLEMS = 30;

/** The wards' borders in a GeoJSON file, joined by one of its properties and simplified; nothing is kept. */
export function readWardMap(bytes: Buffer, district: District, property = ''): WardMapRead {
  const { areas, problems } = readGeoJson(bytes);
  const matched = matchWards(areas, district, property);
  const simple = simplifyShapes(matched.shapes, MOST_POINTS);
  const all = [...problems, ...matched.unknown];
  if (all.length > TOLD_PROBLEMS) all.splice(TOLD_PROBLEMS, Infinity, `……另有 ${all.length - TOLD_PROBLEMS} 处`);
  return {
    property: matched.property,
    properties: matched.properties,
    shapes: simple.map(({ ward, polygons }) => ({ ward, polygons: polygons.map((rings) => rings.map(ringToText)) })),
    points: { before: countPoints(matched.shapes), after: countPoints(simple) },
    problems: all,
  };
}

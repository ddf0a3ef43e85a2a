import type { District } from '#warehouse/model/district.ts';
import { shortCode } from '../read-ward-table.ts';
import { type Area, nameOf } from './read-geojson.ts';
import type { Shape } from './shape.ts';

/** Which property of a file's areas says the ward, and what it said. */
export interface Matched {
  property: string;
  /** The properties that the areas have, each with how many wards of the district it names; the best first. */
  properties: { name: string; matched: number }[];
  shapes: Shape[];
  /** Chinese sentences: areas that are of no ward of the district. */
  unknown: string[];
}

/**
 * The wards that areas are of, by the property `wanted`, or by the one that names most. A property may hold codes (6, 9
 * or 12 digits) or names that only one ward has. Areas of one ward are one shape; the district's own outline is left out.
 */
export function matchWards(areas: readonly Area[], district: District, wanted = ''): Matched {
  const codeOf = wardFinder(district);
  const names = [...new Set(areas.flatMap(({ properties }) => Object.keys(properties)))];
  const properties = names
    .map((name) => {
      const found = new Set(areas.map((area) => codeOf(area.properties[name] ?? '')));
      return { name, matched: found.size - (found.has(null) ? 1 : 0) };
    })
    .sort((a, b) => b.matched - a.matched);
  const property = names.includes(wanted) ? wanted : (properties[0]?.name ?? '');
  const shapes = new Map<string, Shape>();
  const unknown: string[] = [];
  for (const { no, properties: said, polygons } of areas) {
    const ward = codeOf(said[property] ?? '');
    if (ward === district.code) continue;
    if (ward === null)
      unknown.push(`${nameOf(no, said)}：${property} 是“${said[property] ?? ''}”，本区没有这个街镇或居村`);
    else shapes.set(ward, { ward, polygons: [...(shapes.get(ward)?.polygons ?? []), ...polygons] });
  }
  return { property, properties, shapes: [...shapes.values()], unknown };
}

/** The code of the ward that a text names; null for none, or for a name of several. */
function wardFinder(district: District): (text: string) => string | null {
  const all = [
    { code: district.code, name: district.name },
    ...district.streets.flatMap((street) => [street, ...street.communities]),
  ];
  const codes = new Set(all.map(({ code }) => code));
  const byName = new Map<string, string | null>();
  for (const { code, name } of all) byName.set(name, byName.has(name) ? null : code);
  return (text) => {
    const code = shortCode(text);
    if (code !== null && codes.has(code)) return code;
    return byName.get(text) ?? null;
  };
}

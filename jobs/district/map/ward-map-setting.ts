import { z } from 'zod';
import type { District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { pointsIn } from './shape.ts';

/** Some six bytes a point before compression: a map of a whole district stays below 100 kB on its way to a phone. */
export const MOST_POINTS = 20_000;

/** Steps from point to point, at least three points. */
const ring = z
  .string()
  .max(400_000)
  .regex(/^-?\d{1,9}( -?\d{1,9}){5,}$/);
const schema = z.object({
  crs: z.enum(['EPSG:4326', 'GCJ-02']).meta({ title: '坐标系', en: 'Coordinates' }),
  approval: z.string().trim().max(60).meta({ title: '审图号', en: 'Map approval number' }),
  shapes: z
    .array(
      z.object({
        ward: z.string().regex(/^(\d{9}|\d{12})$/, '须为九位街镇或十二位居村代码'),
        polygons: z.array(z.array(ring).min(1)).min(1),
      }),
    )
    .max(3_000)
    .meta({ title: '边界', en: 'Borders' }),
});
export type WardMap = z.output<typeof schema>;

/** The borders of wards as an office supplied them; the ward view draws them. */
export const wardMapSetting = defineSetting<WardMap>({
  kind: 'ward-map',
  title: { zh: '区域地图', en: 'Map of wards' },
  help: {
    zh: '上传街镇、居村边界（GeoJSON），总览的“各区域”就画成地图；没有边界的层级仍画成方格。只画边界，不用外部底图。公开使用的地图须有审图号，写在这里会印在图下。',
    en: 'With the borders of streets and communities (GeoJSON) the overview draws its wards as a map; a level without borders stays tiles. Only borders are drawn, no tiles from elsewhere. The approval number of a published map is printed below it.',
  },
  schema,
  initial: () => ({ crs: 'EPSG:4326', approval: '', shapes: [] }),
  check: ({ shapes }, district) => {
    const names = new Map(wardsOf(district).map(({ code, name }) => [code, name]));
    const wards = shapes.map(({ ward }) => ward);
    const twice = [...new Set(wards.filter((ward, at) => wards.indexOf(ward) !== at))];
    const points = shapes.flatMap(({ polygons }) => polygons.flat()).reduce((sum, one) => sum + pointsIn(one), 0);
    return [
      ...twice.map((ward) => `${names.get(ward) ?? ward} 有两份边界`),
      ...(points > MOST_POINTS ? [`边界共 ${points} 个点，最多 ${MOST_POINTS} 个`] : []),
    ];
  },
  effect: ({ district }, { after }) => Promise.resolve(coverageOf(after, district)),
});

const wardsOf = (district: District): { code: string; name: string }[] =>
  district.streets.flatMap((street) => [street, ...street.communities]);

/** How many names a line lists before it counts the rest. */
const NAMED = 12;
const listed = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')} 等 ${names.length} 个`;

function coverageOf(
  { shapes }: WardMap,
  district: District,
): { summary: string; rows: { label: string; before: string; after: string }[] } {
  const drawn = new Set(shapes.map(({ ward }) => ward));
  const all = wardsOf(district);
  const known = new Set(all.map(({ code }) => code));
  const strange = shapes.filter(({ ward }) => !known.has(ward)).map(({ ward }) => ward);
  const levels = [
    { label: '街镇', wards: all.filter(({ code }) => code.length === 9) },
    { label: '居村', wards: all.filter(({ code }) => code.length === 12) },
  ];
  const rows = levels.map(({ label, wards }) => {
    const missing = wards.filter(({ code }) => !drawn.has(code)).map(({ name }) => name);
    const has = wards.length - missing.length;
    return {
      label,
      before: `共 ${wards.length} 个`,
      after: `有边界 ${has} 个${missing.length > 0 && has > 0 ? `，缺 ${listed(missing)}` : ''}`,
    };
  });
  const unknown =
    strange.length > 0 ? `；${strange.length} 份不属于本区现有的街镇、居村（${listed(strange)}），不画` : '';
  const matched = shapes.length - strange.length;
  return {
    summary: matched === 0 ? '没有可画的边界，各区域画成方格。' : `对上 ${matched} 个区域${unknown}。`,
    rows,
  };
}

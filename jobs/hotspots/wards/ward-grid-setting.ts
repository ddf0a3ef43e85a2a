import { z } from 'zod';
import type { District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';

/** Tiles of a width that a name fits in; no district is longer than that many rows of them. */
const MOST_COLUMNS = 12;
const MOST_ROWS = 60;

const schema = z.object({
  cells: z
    .array(
      z.object({
        ward: z
          .string()
          .regex(/^(\d{9}|\d{12})$/, '须为九位街镇或十二位居村代码')
          .meta({ title: '街镇或居村', en: 'Ward', pick: 'ward' }),
        column: z.number().int().min(1).max(MOST_COLUMNS).meta({ title: '列', en: 'Column' }),
        row: z.number().int().min(1).max(MOST_ROWS).meta({ title: '行', en: 'Row' }),
      }),
    )
    .max(2000)
    .meta({ title: '方格的位置', en: 'Places of the tiles' }),
});
export type WardGrid = z.output<typeof schema>;

/** Where each ward's tile stands, so that the tiles lie as the wards do. */
export const wardGridSetting = defineSetting<WardGrid>({
  kind: 'ward-grid',
  title: { zh: '区域方格图', en: 'Tile grid of wards' },
  help: {
    zh: '总览里各街镇、居村的方格怎么摆：拖动，或选中一格后按方向键，让方格的相对位置和地图上一样。没有摆过的按代码顺序排。',
    en: 'How the tiles of wards lie on the overview: drag one, or choose it and press the arrow keys, until they lie as on a map. Without that they stand in the order of their codes.',
  },
  schema,
  initial: () => ({ cells: [] }),
  check: problemsOf,
});

function problemsOf({ cells }: WardGrid, district: District): string[] {
  const names = new Map(
    district.streets.flatMap((street) => [street, ...street.communities].map((one) => [one.code, one.name] as const)),
  );
  const wards = cells.map(({ ward }) => ward);
  // The communities of a street have a grid of their own.
  const places = cells.map(({ ward, column, row }) => `${ward.slice(0, -3)} 第 ${row} 行第 ${column} 列`);
  return [
    ...wards.filter((ward) => !names.has(ward)).map((ward) => `${ward} 不在本区的区域表里`),
    ...repeated(wards).map((ward) => `${names.get(ward) ?? ward} 摆了两处`),
    ...repeated(places).map((place) => `${place} 摆了两个方格`),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((one, at) => values.indexOf(one) !== at))];
}

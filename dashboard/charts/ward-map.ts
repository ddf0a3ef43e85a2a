import type { WardRankingRow } from '#api/contract/hotspots.ts';
import type { WardMapView, WardShape } from '#api/contract/ward-map.ts';
import { stepsOf } from '../lib/steps.ts';
import { baseOption, type ChartLook, type ChartMap, type ChartOption, type ChartTable } from './chart.ts';

/** What colours the wards. */
export type Measure = 'voices' | 'per10k';

/** Names of more wards than this cover each other on a phone, and cost more to lay out than they tell. */
const NAMED_WARDS = 60;
const UNITS_PER_DEGREE = 100_000;

/** The wards by amount on the ground, shaded in steps as their tiles are; the table has all of `rows`, drawn or not. */
export function wardMapChart(
  rows: readonly WardRankingRow[],
  map: WardMapView,
  { look, measure }: { look: ChartLook; measure: Measure },
): { option: ChartOption; table: ChartTable; map: ChartMap } {
  const { t } = look;
  const steps = stepsOf(rows.map((row) => row[measure]));
  const few = t('hotspots.insufficient');
  const valueOf = (row: WardRankingRow): string => (row[measure] === null ? few : String(row[measure]));
  const drawn = new Set(map.shapes.map(({ ward }) => ward));
  const data = rows.flatMap((row, i) => {
    if (!drawn.has(row.wardCode)) return [];
    const step = steps[i];
    const color = step === null || step === undefined ? look.surface : (look.steps[step] ?? look.surface);
    const ink = step === 4 ? look.onAccent : look.ink;
    return [{ ...styled(color, ink), name: row.wardCode, value: row.voices, row }];
  });
  const words = new Map(data.map(({ name, row }) => [name, { short: `${row.wardName}\n${valueOf(row)}`, row }]));
  const shows = data.length <= NAMED_WARDS;
  const option: ChartOption = {
    ...baseOption(look),
    legend: { show: false },
    tooltip: {
      ...Object(baseOption(look).tooltip),
      trigger: 'item',
      formatter: (one: unknown) => tooltipOf(words.get(String(Object(one).name))?.row, look),
    },
    series: [
      {
        type: 'map' as const,
        map: MAP_NAME,
        name: t('hotspots.column.voices'),
        nameProperty: 'ward',
        aspectScale: shrinkOf(map.shapes),
        selectedMode: false,
        showLegendSymbol: false,
        left: 8,
        right: 8,
        top: 8,
        bottom: 8,
        label: { show: shows, fontSize: 12, formatter: ({ name }) => words.get(name)?.short ?? '' },
        labelLayout: { hideOverlap: true },
        itemStyle: { borderColor: look.muted, borderWidth: 0.8, areaColor: look.surface },
        data: data.map(({ row: _row, ...item }) => item),
      },
    ],
  };
  return { option, table: tableOf(rows, look), map: { name: MAP_NAME, geo: geoOf(map.shapes) } };
}

/** One map is on a page at a time. */
const MAP_NAME = 'wards';

function styled(color: string, ink: string) {
  const label = { color: ink, textBorderColor: color, textBorderWidth: 2 };
  return {
    label,
    itemStyle: { areaColor: color },
    emphasis: { label: { ...label, show: true }, itemStyle: { areaColor: color, borderColor: ink, borderWidth: 2 } },
  };
}

function tooltipOf(row: WardRankingRow | undefined, { t }: ChartLook): string {
  if (!row) return '';
  const rate = row.per10k === null ? t('hotspots.insufficient') : String(row.per10k);
  return [
    row.wardName,
    `${t('hotspots.column.voices')} ${row.voices}`,
    `${t('metric.documents')} ${row.documents}`,
    `${t('hotspots.rankPer10k')} ${rate}`,
    `${t('metric.openAlerts')} ${row.openAlerts}`,
  ].join('\n');
}

function tableOf(rows: readonly WardRankingRow[], { t }: ChartLook): ChartTable {
  return {
    columns: [
      t('map.ward'),
      t('hotspots.column.voices'),
      t('metric.documents'),
      t('hotspots.rankPer10k'),
      t('metric.openAlerts'),
    ],
    rows: rows.map(({ wardName, voices, documents, per10k, openAlerts }) => [
      wardName,
      voices,
      documents,
      per10k ?? t('hotspots.insufficient'),
      openAlerts,
    ]),
  };
}

/** Borders as the engine wants them: degrees, rings closed. */
function geoOf(shapes: readonly WardShape[]): ChartMap['geo'] {
  return {
    type: 'FeatureCollection',
    features: shapes.map(({ ward, polygons }) => ({
      type: 'Feature',
      properties: { ward },
      geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(closedRing)) },
    })),
  };
}

/** The points of a ring's text (`WardShape`), in degrees, the first again at the end. */
export function closedRing(text: string): [number, number][] {
  const steps = text.split(' ').map(Number);
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i]!;
    y += steps[i + 1]!;
    points.push([x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE]);
  }
  return [...points, points[0]!];
}

/** How much shorter a degree of longitude is than one of latitude where the wards are. */
function shrinkOf(shapes: readonly WardShape[]): number {
  const [first] = closedRing(shapes[0]?.polygons[0]?.[0] ?? '0 0');
  return Math.cos(first![1] * (Math.PI / 180));
}

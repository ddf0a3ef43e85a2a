import type { TrendPoint } from '#api/contract/hotspots.ts';
import { baseOption, categoryAxis, valueAxis, type ChartLook, type ChartOption, type ChartTable } from './chart.ts';

/** More than four colours in a stack cannot be told apart; the rest is one grey. */
const shownCategories = 4;

interface Series {
  name: string;
  values: number[];
}

/** The biggest categories of the window as series, and 其他 for what remains. */
function seriesOf(points: readonly TrendPoint[], nameOf: (code: string) => string, other: string): Series[] {
  const totals = new Map<string, number>();
  for (const point of points) {
    for (const [code, n] of Object.entries(point.byCategory)) totals.set(code, (totals.get(code) ?? 0) + n);
  }
  const top = [...totals]
    .filter(([, total]) => total > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, shownCategories)
    .map(([code]) => code);
  const series = top.map((code) => ({
    name: nameOf(code),
    values: points.map((point) => point.byCategory[code] ?? 0),
  }));
  const rest = points.map((point) => point.total - top.reduce((sum, code) => sum + (point.byCategory[code] ?? 0), 0));
  return rest.some((n) => n > 0) ? [...series, { name: other, values: rest }] : series;
}

/** Documents per day as stacked bars by category. `day` is shown as MM-DD. */
export function topicTrend(
  points: readonly TrendPoint[],
  nameOf: (code: string) => string,
  look: ChartLook,
): { option: ChartOption; table: ChartTable } {
  const series = seriesOf(points, nameOf, look.t('chart.other'));
  const days = points.map((point) => point.day.slice(5));
  const option: ChartOption = {
    ...baseOption(look),
    xAxis: categoryAxis(look, days),
    yAxis: valueAxis(look),
    series: series.map(({ name, values }, i) => ({
      type: 'bar' as const,
      stack: 'all',
      name,
      data: values,
      barMaxWidth: 34,
      itemStyle: {
        color: (i < shownCategories ? look.series[i] : look.series.at(-1)) ?? look.ink,
        borderColor: look.surface,
        borderWidth: 0.5,
      },
    })),
  };
  const table = {
    columns: [look.t('chart.day'), ...series.map((one) => one.name), look.t('chart.total')],
    rows: points.map((point, i) => [point.day, ...series.map((one) => one.values[i] ?? 0), point.total]),
  };
  return { option, table };
}

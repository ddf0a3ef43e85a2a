import type { EventDetail } from '#api/contract.ts';
import { formatTime } from '../lib/format.ts';
import { baseOption, categoryAxis, valueAxis, type ChartLook, type ChartOption, type ChartTable } from './chart.ts';

/** Documents per hour or day of one event. Times are on the wall clock of `timeZone`. */
export function eventTimeline(
  timeline: EventDetail['timeline'],
  timeZone: string,
  look: ChartLook,
): { option: ChartOption; table: ChartTable } {
  const { unit, points } = timeline;
  const times = points.map((point) => formatTime(point.at, timeZone));
  const labels = unit === 'day' ? times.map((time) => time.slice(0, 5)) : times;
  const { legend: _oneSeries, ...base } = baseOption(look);
  const option: ChartOption = {
    ...base,
    grid: { left: 8, right: 8, top: 16, bottom: 4, containLabel: true },
    xAxis: categoryAxis(look, labels),
    yAxis: valueAxis(look),
    series: [
      {
        type: 'bar',
        name: look.t('chart.documents'),
        data: points.map((point) => point.documents),
        barMaxWidth: 26,
        itemStyle: { color: look.series[1] ?? look.ink },
      },
    ],
  };
  const table = {
    columns: [look.t('chart.time'), look.t('chart.documents'), look.t('chart.reporters')],
    rows: points.map((point, i) => [labels[i] ?? '', point.documents, point.reporters]),
  };
  return { option, table };
}

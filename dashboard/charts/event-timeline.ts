import type { EventDetail } from '#api/contract/events.ts';
import { formatDay, formatTime } from '../lib/format.ts';
import { baseOption, categoryAxis, valueAxis, type ChartLook, type ChartOption, type ChartTable } from './chart.ts';

type Timeline = EventDetail['timeline'];
const stepMs = { hour: 3_600_000, day: 86_400_000 } as const;
/** Three years of days; more bars than that are thinner than a pixel. */
const mostPoints = 1100;

/** The timeline with its empty hours or days put in as zeros: the API leaves them out, and an axis must not. */
export function withGaps(
  { unit, points }: Timeline,
  timeZone: string,
): (Timeline['points'][number] & { label: string })[] {
  const labelOf = (at: number) => (unit === 'day' ? formatDay(at, timeZone) : formatTime(at, timeZone));
  const known = new Map(points.map((point) => [labelOf(Date.parse(point.at)), point]));
  const first = Date.parse(points[0]?.at ?? '');
  const last = Date.parse(points.at(-1)?.at ?? '');
  const filled = [];
  for (let at = first; at <= last && filled.length < mostPoints; at += stepMs[unit]) {
    const label = labelOf(at);
    filled.push({ at: new Date(at).toISOString(), documents: 0, reporters: 0, ...known.get(label), label });
  }
  return filled;
}

/** Documents per hour or day of one event. Times are on the wall clock of `timeZone`. */
export function eventTimeline(
  timeline: Timeline,
  timeZone: string,
  look: ChartLook,
): { option: ChartOption; table: ChartTable } {
  const points = withGaps(timeline, timeZone);
  const labels = points.map((point) => (timeline.unit === 'day' ? point.label.slice(5) : point.label));
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
    rows: points.map((point) => [point.label, point.documents, point.reporters]),
  };
  return { option, table };
}

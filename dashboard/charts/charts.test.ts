import { describe, expect, it } from 'vitest';
import type { TrendPoint, WardRankingRow } from '#api/contract/hotspots.ts';
import { zhCN } from '../locales/zh-CN.ts';
import type { ChartLook } from './chart.ts';
import { eventTimeline, withGaps } from './event-timeline.ts';
import { topicTrend } from './topic-trend.ts';
import { closedRing, wardMapChart } from './ward-map.ts';

const look: ChartLook = {
  t: (key) => zhCN[key],
  font: 'sans-serif',
  ink: '#111',
  muted: '#777',
  line: '#ddd',
  surface: '#fff',
  series: ['#1', '#2', '#3', '#4', '#5'],
  steps: ['#s0', '#s1', '#s2', '#s3', '#s4'],
  onAccent: '#eee',
};
const trendPoint = (day: string, byCategory: Record<string, number>): TrendPoint => ({
  day,
  total: Object.values(byCategory).reduce((a, b) => a + b, 0),
  byCategory,
});
const six = { '01': 60, '02': 50, '03': 40, '07': 30, '08': 20, '09': 10 };

describe('the trend by category', () => {
  const days = [trendPoint('2020-12-11', six), trendPoint('2020-12-12', { ...six, '08': 90 })];
  const { option, table } = topicTrend(days, (code) => `类${code}`, look);
  const series = option.series as { name: string; data: number[] }[];

  it('shows the four biggest of the window and puts the rest into 其他', () => {
    expect(series.map((one) => one.name)).toEqual(['类01', '类08', '类02', '类03', '其他']);
  });
  it('stacks to the total of each day', () => {
    const sums = days.map((_, i) => series.reduce((sum, one) => sum + (one.data[i] ?? 0), 0));
    expect(sums).toEqual(days.map((day) => day.total));
  });
  it('has a table twin with the same numbers and the total', () => {
    expect(table.columns).toEqual(['日期', '类01', '类08', '类02', '类03', '其他', '合计']);
    expect(table.rows[1]).toEqual(['2020-12-12', 60, 90, 50, 40, 40, 280]);
  });
  it('leaves 其他 out when nothing remains', () => {
    const { table: small } = topicTrend([trendPoint('2020-12-12', { '01': 3 })], (code) => code, look);
    expect(small.columns).toEqual(['日期', '01', '合计']);
  });
  it('draws its tooltip on the canvas, so that no text of a resident becomes markup', () => {
    expect(option.tooltip).toMatchObject({ renderMode: 'richText' });
  });
});

describe('the timeline of an event', () => {
  it('labels hours on the clock of the district', () => {
    const points = [{ at: '2020-12-11T16:00:00.000Z', documents: 3, reporters: 2 }];
    const { table } = eventTimeline({ unit: 'hour', points }, 'Asia/Shanghai', look);
    expect(table.rows).toEqual([['12-12 00:00', 3, 2]]);
    expect(eventTimeline({ unit: 'day', points }, 'Asia/Shanghai', look).table.rows[0]?.[0]).toBe('2020-12-12');
  });
  it('puts in the hours without any, which the API leaves out', () => {
    const points = ['01', '04'].map((hour) => ({ at: `2020-12-12T${hour}:00:00.000Z`, documents: 2, reporters: 1 }));
    expect(withGaps({ unit: 'hour', points }, 'Asia/Shanghai').map((point) => [point.label, point.documents])).toEqual([
      ['12-12 09:00', 2],
      ['12-12 10:00', 0],
      ['12-12 11:00', 0],
      ['12-12 12:00', 2],
    ]);
  });
  it('is empty for an event without any', () => {
    expect(withGaps({ unit: 'day', points: [] }, 'Asia/Shanghai')).toEqual([]);
  });
});

const row = (wardCode: string, voices: number, per10k: number | null): WardRankingRow =>
  ({ wardCode, wardName: `街${wardCode}`, voices, documents: voices + 1, per10k, openAlerts: 1 }) as WardRankingRow;

describe('the map of wards', () => {
  const rows = [row('1', 40, 2), row('2', 10, null), row('3', 7, 4)];
  const map = { approval: '', shapes: ['1', '2'].map((ward) => ({ ward, polygons: [['100000 0 10 0 0 10']] })) };
  const chart = wardMapChart(rows, map, { look, measure: 'voices' });
  const dataOf = ({ option }: typeof chart) =>
    (option.series as { data: { name: string; itemStyle: { areaColor: string }; label: { color: string } }[] }[])[0]!
      .data;

  it('shades each ward that has borders by its step, and writes on the darkest in the colour made for it', () => {
    expect(dataOf(chart).map(({ name, itemStyle, label }) => [name, itemStyle.areaColor, label.color])).toEqual([
      ['1', '#s4', '#eee'],
      ['2', '#s1', '#111'],
    ]);
  });
  it('shades nothing where there is too little to compare', () => {
    const [, few] = dataOf(wardMapChart(rows, map, { look, measure: 'per10k' }));
    expect(few!.itemStyle.areaColor).toBe('#fff');
  });
  it('has every ward in its table, drawn or not', () => {
    expect(chart.table.rows).toEqual([
      ['街1', 40, 41, 2, 1],
      ['街2', 10, 11, '数据不足', 1],
      ['街3', 7, 8, 4, 1],
    ]);
  });
  it('reads borders as the server writes them: a first point, then steps; the ring is closed', () => {
    expect(closedRing('12000000 3000000 50000 0 -50000 100000')).toEqual([
      [120, 30],
      [120.5, 30],
      [120, 31],
      [120, 30],
    ]);
    expect(chart.map.geo.features[0]!.geometry.coordinates[0]![0]).toHaveLength(4);
  });
});

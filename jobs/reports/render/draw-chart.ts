import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../content/model.ts';
import { greyPng } from './grey-png.ts';
import { CHART_FONT, FONT_FILES } from './fonts.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** A drawn chart: PNG bytes and the size in which it is placed. */
export interface DrawnChart {
  png: Buffer;
  widthMm: number;
  heightMm: number;
}

/** The page's text width; pixels of the drawing, and dots per pixel: 200 dpi on paper. */
const WIDTH_MM = 156;
const WIDTH = 620;
const SCALE = 2;
const ROW = 24;
/** Low, so that little of a page stays empty where one does not fit on it. */
const HEIGHTS = { days: 120, least: 120, beside: 50 };
/** Grey print keeps apart what is dark, and what is white with an outline. */
const DARK = '#3a3a3a';
const LINE = '#8c8c8c';
const TEXT_SIZE = 14;

/** Draws a chart in black and greys. The same numbers make the same bytes. */
export function drawChart({ chart }: Chart): DrawnChart {
  const height =
    chart.type === 'days' ? HEIGHTS.days : Math.max(HEIGHTS.least, HEIGHTS.beside + ROW * chart.rows.length);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  drawing.setOption({
    animation: false,
    textStyle: { fontFamily: CHART_FONT, fontSize: TEXT_SIZE, color: '#000' },
    ...(chart.type === 'days' ? daysOption(chart.days) : barsOption(chart.rows)),
  });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'width', value: WIDTH * SCALE },
    background: 'white',
    font: { fontFiles: [FONT_FILES.heiText], loadSystemFonts: false, defaultFontFamily: CHART_FONT },
  }).render();
  // Read once: each of the getters crosses into native code, and copies the pixels.
  const { width, height: rows, pixels } = drawn;
  return { png: greyPng({ width, height: rows, pixels }), widthMm: WIDTH_MM, heightMm: (WIDTH_MM * height) / WIDTH };
}

const axisText = { color: '#000', fontSize: TEXT_SIZE, fontFamily: CHART_FONT };
const plainLine = { lineStyle: { color: LINE } };

function daysOption(days: readonly (readonly [string, number])[]): EChartsCoreOption {
  return {
    grid: { left: 44, right: 12, top: 16, bottom: 28 },
    xAxis: {
      type: 'category',
      data: days.map(([day]) => `${Number(day.slice(8))}日`),
      axisLabel: axisText,
      axisLine: plainLine,
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: axisText,
      splitLine: { lineStyle: { color: '#d9d9d9' } },
    },
    series: [
      {
        type: 'line',
        data: days.map(([, value]) => value),
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: DARK, width: 2 },
        itemStyle: { color: DARK },
      },
    ],
  };
}

type Bars = Extract<Chart['chart'], { type: 'bars' }>['rows'];

function barsOption(rows: Bars): EChartsCoreOption {
  const label = { show: true, position: 'right', ...axisText, fontSize: TEXT_SIZE - 3 };
  const hasBefore = rows.some(({ before }) => before !== null);
  const before = {
    type: 'bar',
    name: '上期',
    data: rows.map((row) => row.before),
    itemStyle: { color: '#fff', borderColor: DARK, borderWidth: 1 },
    label,
  };
  return {
    grid: { left: 92, right: 48, top: hasBefore ? 30 : 8, bottom: 8 },
    ...(hasBefore ? { legend: { top: 0, right: 12, data: ['本期', '上期'], textStyle: axisText } } : {}),
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: axisText,
      axisLine: plainLine,
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '12%',
        name: '本期',
        data: rows.map(({ value }) => value),
        itemStyle: { color: DARK },
        label,
      },
      ...(hasBefore ? [before] : []),
    ],
  };
}

import type { BarSeriesOption, MapSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Translate } from '../state/useI18n.ts';

/** Options made of the parts that are in the bundle, and of no others. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | MapSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | AriaComponentOption
>;

/** The colours and words a chart is drawn with; read from the page's tokens when it is drawn. */
export interface ChartLook {
  t: Translate;
  font: string;
  ink: string;
  muted: string;
  line: string;
  surface: string;
  series: readonly string[];
  /** Shades by amount, the lightest first, and what is written on the last. */
  steps: readonly string[];
  onAccent: string;
}

/** Borders that a chart is drawn on, by the name that its series says. */
export interface ChartMap {
  name: string;
  geo: {
    type: 'FeatureCollection';
    features: {
      type: 'Feature';
      properties: { ward: string };
      geometry: { type: 'MultiPolygon'; coordinates: [number, number][][][] };
    }[];
  };
}

/** The same numbers as a table, for those who cannot see the picture or want to copy it. */
export interface ChartTable {
  columns: string[];
  rows: (string | number)[][];
}

/** What every chart of the product shares. Tooltips are drawn on the canvas: no HTML, so no markup from data. */
export function baseOption(look: ChartLook): ChartOption {
  return {
    animation: false,
    aria: { enabled: true, decal: { show: false } },
    textStyle: { fontFamily: look.font, color: look.ink },
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 16, textStyle: { color: look.ink } },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
    },
  };
}

/** A quiet value axis: whole numbers, hairlines, no axis line. */
export function valueAxis(look: ChartLook) {
  return {
    type: 'value' as const,
    minInterval: 1,
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.muted },
  };
}

/** A category axis that leaves out labels rather than turning them. */
export function categoryAxis(look: ChartLook, data: string[]) {
  return {
    type: 'category' as const,
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.muted, hideOverlap: true },
  };
}

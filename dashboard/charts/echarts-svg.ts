/** The engine's other renderer and titles, fetched when somebody saves a chart as a picture. */
import { TitleComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { init } from './echarts.ts';
import type { ChartOption } from './chart.ts';

use([SVGRenderer, TitleComponent]);

/** `option` as an SVG document of that size in pixels, on a ground of its own. */
export function chartToSvg(option: ChartOption, size: { width: number; height: number; ground: string }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  chart.setOption({ ...option, backgroundColor: size.ground });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** The engine's maps, fetched where an office supplied the borders of its wards. */
import { MapChart } from 'echarts/charts';
import { registerMap, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import type { ChartMap } from './chart.ts';

use([MapChart, LabelLayout]);

/** Makes a map known to the engine under its name; again with other borders, it takes the former one's place. */
export function nameMap({ name, geo }: ChartMap): void {
  // The engine's type wants a mutable GeoJSON; it decodes a copy.
  registerMap(name, geo as Parameters<typeof registerMap>[1]);
}

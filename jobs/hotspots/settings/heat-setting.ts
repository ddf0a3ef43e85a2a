import { defineSetting } from '../../settings/define-setting.ts';
import type { Settings } from '../../settings/open-settings.ts';
import { type HeatParameters, heatParametersSchema, shippedHeat } from '../heat-parameters.ts';
import { heatEffect } from './heat-effect.ts';

/** How hot a hotspot is: what its five parts count at most, and what counts as how much. */
export const heatSetting = defineSetting<HeatParameters>({
  kind: 'heat',
  title: { zh: '热度公式', en: 'Heat formula' },
  help: {
    zh: '热度由数量、突增、严重、未办结、扩散五部分相加，满分 100。保存前可看到上个月的前十名和预警会有什么不同；已有的排名保留原来的公式版本。',
    en: 'A heat is the sum of volume, burst, severity, overdue and spread, at most 100. Before saving you see what would differ in last month’s top ten and alerts.',
  },
  schema: heatParametersSchema,
  initial: () => shippedHeat,
  check: (value) => {
    const most =
      value.ratioPoints +
      value.volumePoints +
      value.burstPoints +
      Math.max(...Object.values(value.dangerPoints)) +
      value.overduePoints +
      value.spreadPoints;
    // Tenths of points, so that 0.1 + 0.2 is no problem.
    return Math.round(most * 10) === 1000 ? [] : [`各部分满分相加须为 100，现在是 ${Math.round(most * 10) / 10}`];
  },
  effect: heatEffect,
});

/** The parameters that hold now, and the version of the setting that they are from. */
export function currentHeat(settings: Settings): { parameters: HeatParameters; version: number } {
  return { parameters: settings.current(heatSetting), version: settings.version(heatSetting) };
}

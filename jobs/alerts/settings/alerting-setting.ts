import { z } from 'zod';
import { alertLevels } from '#warehouse/model/alert.ts';
import { defineSetting } from '../../settings/define-setting.ts';

const schema = z.object({
  enterHeat: z.number().min(1).max(100).meta({ title: '发出预警的热度', en: 'Heat that raises an alert' }),
  exitHeat: z.number().min(0).max(99).meta({ title: '自动消退的热度', en: 'Heat below which it clears' }),
  minReporters: z.number().int().min(1).max(100).meta({ title: '至少诉求人数', en: 'At least this many reporters' }),
  groupWaitMinutes: z
    .number()
    .min(0)
    .max(120)
    .meta({ title: '合并等待（分钟，红色不等）', en: 'Minutes to wait before the first push (never for red)' }),
  approveFirst: z
    .array(z.enum(alertLevels))
    .meta({ title: '先审后推的级别', en: 'Levels whose first push needs approval' }),
});

/** When a hotspot becomes an alert; see AlertPolicy for each figure. */
export const alertingSetting = defineSetting({
  kind: 'alerting',
  title: { zh: '预警门槛', en: 'Alert thresholds' },
  help: {
    zh: '热点达到多少热度、多少人才发预警，低于多少自动消退。改动对之后的预警起作用，已发出的不变。',
    en: 'How hot a hotspot must be to raise an alert, and when it clears by itself. Alerts already raised stay as they are.',
  },
  schema,
  initial: ({ alerting }) => alerting,
  check: ({ enterHeat, exitHeat }) =>
    exitHeat < enterHeat ? [] : ['自动消退的热度须低于发出预警的热度，否则会反复发出又消退'],
});

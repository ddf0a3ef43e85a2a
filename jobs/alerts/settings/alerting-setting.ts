import { z } from 'zod';
import { alertLevels } from '#warehouse/model/alert.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import type { QuietHours } from '../lifecycle/quiet-hours.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '须如 22:00');
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
  quietFrom: hour.default('22:00').meta({ title: '免打扰从（红色除外）', en: 'Quiet hours from (never for red)' }),
  quietUntil: hour.default('07:00').meta({ title: '免打扰到', en: 'Quiet hours until' }),
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
  initial: ({ alerting }) => ({ ...alerting, quietFrom: '22:00', quietUntil: '07:00' }),
  check: ({ enterHeat, exitHeat }) =>
    exitHeat < enterHeat ? [] : ['自动消退的热度须低于发出预警的热度，否则会反复发出又消退'],
});

const minutesOf = (hourText: string): number => Number(hourText.slice(0, 2)) * 60 + Number(hourText.slice(3));

/** The quiet hours as the rules of alerting word them. */
export function quietHoursOf({ quietFrom, quietUntil }: z.output<typeof schema>): QuietHours {
  return { from: minutesOf(quietFrom), until: minutesOf(quietUntil) };
}

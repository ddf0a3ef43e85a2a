import { z } from 'zod';
import { defineSetting } from '../../settings/define-setting.ts';
import { detectionEffect } from './detection-effect.ts';
import { initialDetection } from './parameters.ts';

const schema = z.object({
  historyDays: z.number().int().min(14).max(112).meta({ title: '基线天数', en: 'Days of the baseline' }),
  guardDays: z.number().int().min(0).max(14).meta({ title: '基线不含最近几天', en: 'Days left out before today' }),
  priorDays: z.number().int().min(1).max(112).meta({ title: '同街镇同类的权重（天）', en: 'Weight of peers, in days' }),
  windowHours: z
    .array(z.number().int().min(1).max(72))
    .min(1)
    .max(4)
    .meta({ title: '突增观察窗（小时，从短到长）', en: 'Windows of a burst, hours' }),
  minReporters: z.number().int().min(2).max(50).meta({ title: '至少诉求人数', en: 'At least this many reporters' }),
  falseDiscoveryRate: z.number().min(0.001).max(0.5).meta({ title: '允许误报份额', en: 'Share of false discoveries' }),
  exitP: z.number().min(0.0001).max(0.5).meta({ title: '突增结束的概率', en: 'p above which a burst ends' }),
  riseRatio: z.number().min(1.2).max(5).meta({ title: '缓升倍数', en: 'Ratio of a slow rise' }),
  riseEnter: z.number().min(2).max(30).meta({ title: '缓升报出的累积值', en: 'CUSUM that raises' }),
  riseExit: z.number().min(0).max(20).meta({ title: '缓升结束的累积值', en: 'CUSUM below which it ends' }),
  riseGuardDays: z
    .number()
    .int()
    .min(0)
    .max(28)
    .meta({ title: '缓升基线滞后天数', en: 'Days its baseline stays behind' }),
  riseHistoryDays: z.number().int().min(14).max(112).meta({ title: '缓升基线天数', en: 'Days of its baseline' }),
  riseMinPerDay: z.number().min(0.5).max(100).meta({ title: '缓升至少日均人数', en: 'Reporters a day at least' }),
  clusterMaxWards: z.number().int().min(2).max(50).meta({ title: '聚集最多居村数', en: 'Communities in a cluster' }),
  clusterReplicates: z
    .number()
    .int()
    .min(99)
    .max(9999)
    .meta({ title: '聚集检验重复次数', en: 'Replicates of the scan' }),
  clusterMinRecurrenceDays: z
    .number()
    .min(30)
    .max(36_500)
    .meta({ title: '聚集偶然重现的间隔（天）', en: 'Recurrence interval, days' }),
});

/** Thresholds of the detectors; a change is replayed over the last month before it is saved. */
export const detectionSetting = defineSetting({
  kind: 'detection',
  title: { zh: '发现门槛', en: 'Detection thresholds' },
  help: {
    zh: '突增、缓升、聚集怎样才算不寻常。改动前先用最近一个月的诉求回放，看会多报、少报哪些。',
    en: 'What counts as an unusual burst, rise or cluster. A change is first replayed over the last month.',
  },
  schema,
  initial: () => ({ ...initialDetection, windowHours: [...initialDetection.windowHours] }),
  check: ({ windowHours, riseEnter, riseExit }) => [
    ...(windowHours.some((hours, i) => i > 0 && hours <= windowHours[i - 1]!) ? ['突增观察窗须从短到长'] : []),
    ...(riseExit < riseEnter ? [] : ['缓升结束的累积值须低于报出的累积值']),
  ],
  effect: detectionEffect,
});

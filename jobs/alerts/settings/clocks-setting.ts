import { z } from 'zod';
import { alertLevels, type AlertLevel } from '#warehouse/model/alert.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { defaultBudget, policyOf, type AlertPolicy, type Span } from '../lifecycle/policy.ts';
import { shippedCalendar } from '../calendar/working-calendar.ts';

const span = z
  .discriminatedUnion('unit', [
    z.object({ unit: z.literal('natural'), hours: z.number().positive().max(2_000) }),
    z.object({ unit: z.literal('working_hours'), hours: z.number().positive().max(500) }),
    z.object({ unit: z.literal('working_days'), days: z.number().int().min(1).max(200) }),
  ])
  .meta({ title: '时限', en: 'Time' });
const level = z.object({
  sign: span.optional().meta({ title: '签收', en: 'Sign' }),
  reply: span.optional().meta({ title: '首次回复', en: 'First reply' }),
  resolve: span.optional().meta({ title: '办结', en: 'Resolve' }),
  decide_return: span.optional().meta({ title: '退回裁定', en: 'Decide a return' }),
  follow_up: span.optional().meta({ title: '回访', en: 'Follow up' }),
});
const schema = z.object({
  levels: z
    .object({ blue: level, yellow: level, orange: level, red: level })
    .meta({ title: '各级别时限', en: 'Times by level' }),
  topics: z
    .array(
      z.object({
        topic: z
          .string()
          .regex(/^(\d{2}|\d{4})$/, '须为两位大类或四位小类')
          .meta({ title: '类别代码', en: 'Topic code' }),
        reply: span.optional(),
        resolve: span.optional(),
        milestones: z
          .array(z.object({ name: z.string().trim().min(1).max(20).meta({ title: '节点', en: 'Milestone' }), span }))
          .max(6)
          .default([])
          .meta({ title: '分段时限（如停工、处罚、拆除）', en: 'Milestones' }),
      }),
    )
    .max(200)
    .default([])
    .meta({ title: '按类别另定（红色除外）', en: 'By topic (never for red)' }),
  dutyDays: z
    .number()
    .int()
    .min(1)
    .max(60)
    .meta({ title: '诉求办结期限（工作日）', en: 'Working days to close a demand' }),
  basicallyWeight: z.number().min(0).max(1).meta({ title: '“基本满意”折算', en: 'Weight of “basically satisfied”' }),
  budgetPerDay: z
    .number()
    .int()
    .min(1)
    .max(500)
    .meta({ title: '每人每天最多几条，其余次日合并', en: 'Messages per person and day' }),
});
export type ClocksSetting = z.output<typeof schema>;

const levelNames: Record<AlertLevel, string> = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' };
const clockNames = {
  sign: '签收',
  reply: '首次回复',
  resolve: '办结',
  decide_return: '退回裁定',
  follow_up: '回访',
} as const;

/** 时限预设: how long each step may take, by level and by topic; running clocks keep theirs. */
export const clocksSetting = defineSetting<ClocksSetting>({
  kind: 'alert-policy',
  title: { zh: '办理时限', en: 'Handling times' },
  help: {
    zh: '签收、首次回复、办结、回访各给多久，按级别定，可按类别另定并分段。改动对之后推送的预警起作用，正在走的时限不变。',
    en: 'How long signing, first reply, resolving and follow-up may take, by level and by topic. Running clocks keep their time.',
  },
  schema,
  initial: (district) => {
    const { clocks, dutyDays, basicallyWeight } = policyOf(district, shippedCalendar());
    return { levels: clocks, topics: [], dutyDays, basicallyWeight, budgetPerDay: defaultBudget };
  },
  effect: async (_context, { before, after }) => {
    const rows = alertLevels.flatMap((one) =>
      (Object.keys(clockNames) as (keyof typeof clockNames)[]).map((clock) => ({
        label: `${levelNames[one]} ${clockNames[clock]}`,
        before: inWords(before.levels[one][clock]),
        after: inWords(after.levels[one][clock]),
      })),
    );
    const changed = rows.filter((row) => row.before !== row.after);
    return { summary: `${changed.length} 个时限会改变；已在走的不变。`, rows: changed };
  },
});

function inWords(time: Span | undefined): string {
  if (!time) return '不设';
  if (time.unit === 'working_days') return `${time.days} 个工作日`;
  const minutes = Math.round(time.hours * 60);
  const amount = minutes < 60 ? `${minutes} 分钟` : `${Math.round((minutes / 60) * 10) / 10} 小时`;
  return time.unit === 'natural' ? amount : `${amount}（工作时间）`;
}

/** What the setting says, as the rules of alerting word it. */
export function clocksInForce(
  setting: ClocksSetting,
): Pick<AlertPolicy, 'clocks' | 'byTopic' | 'dutyDays' | 'basicallyWeight' | 'budgetPerDay'> {
  const { levels, topics, dutyDays, basicallyWeight, budgetPerDay } = setting;
  return { clocks: levels as AlertPolicy['clocks'], byTopic: topics, dutyDays, basicallyWeight, budgetPerDay };
}

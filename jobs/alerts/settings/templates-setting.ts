import { z } from 'zod';
import { defineSetting } from '../../settings/define-setting.ts';
import type { Facts } from '../deliver/facts.ts';
import { renderMessage, shippedTemplates, type Templates } from '../deliver/message.ts';
import { noticeReasons, type NoticeReason } from '../lifecycle/snapshot.ts';

const heading = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((text) => (text.match(/\{\w*\}/g) ?? []).every((place) => place === '{level}' || place === '{clock}'), {
    message: '只能用 {level} 和 {clock} 两个位置',
  });
const names: Record<NoticeReason, string> = {
  open: '新预警',
  level_up: '升级',
  new_wave: '人数增加',
  reopened: '重新打开',
  return_rejected: '退回未同意',
  disputed: '派单争议',
  supervised: '督办',
  sla_50: '时限过半',
  sla_80: '即将到期',
  sla_100: '到期',
  sla_150: '严重超期',
};
const headings = Object.fromEntries(
  noticeReasons.map((reason) => [
    reason,
    // What was saved before a reason existed has no heading for it.
    heading.default(shippedTemplates.headings[reason]).meta({ title: names[reason], en: reason }),
  ]),
) as Record<NoticeReason, z.ZodDefault<typeof heading>>;
const schema = z.object({
  headings: z.object(headings).meta({ title: '标题（{level} 级别，{clock} 时限名）', en: 'Headings' }),
  footer: z.string().trim().max(60).default('').meta({ title: '末行（如办公室电话，可空）', en: 'Last line' }),
});

/** 消息模板: how pushes are worded. What residents wrote is never part of them. */
export const templatesSetting = defineSetting<Templates>({
  kind: 'message-templates',
  title: { zh: '消息模板', en: 'Message templates' },
  help: {
    zh: '推送到群、短信和邮件的标题用词和末行。正文固定为编号、单位、件数、时限和链接，不含居民原话。',
    en: 'Headings and last line of pushes. The body is fixed: number, unit, counts, deadline and link; never a resident’s words.',
  },
  schema,
  initial: () => shippedTemplates,
  effect: async (_context, { before, after }) => {
    const rows = noticeReasons.map((reason) => ({
      label: names[reason],
      before: said(reason, before),
      after: said(reason, after),
    }));
    return { summary: '以一条虚构的预警为例。', rows };
  },
});

function said(reason: NoticeReason, templates: Templates): string {
  const { heading: first, lines } = renderMessage({ ...sample, reason }, 'https://…', templates);
  return [first, ...lines].join('\n');
}

/** An invented alert, for previews and test messages. */
export const sample: Facts = {
  alertId: 'a-sample',
  number: '0000-0000',
  reason: 'open',
  level: 'orange',
  departmentName: '示例单位',
  role: 'lead',
  clock: 'sign',
  dueAt: '2026-03-02T04:00:00.000Z',
  at: '2026-03-02T02:00:00.000Z',
  subject: {
    topicCode: '0801',
    topicName: '道路拥堵',
    place: '示例路',
    wardCode: '',
    wardName: '示例街道',
    documents: 12,
    reporters: 10,
    communities: 3,
  },
};

import { z } from 'zod';
import { type Message, plain } from './message.ts';

/** What is told of a 专题: that it was opened, closed, or opened again. */
export const specialReasons = ['opened', 'closed', 'reopened'] as const;
export type SpecialReason = (typeof specialReasons)[number];

/**
 * What a message about a 专题 may say, frozen when it was written: number, unit, day, topic and ward; no title and no note,
 * which hold words of people. Where every post about it is private, topic and ward are left out too.
 */
export const specialFactsSchema = z.object({
  itemId: z.number(),
  reason: z.enum(specialReasons),
  departmentName: z.string(),
  /** YYYY-MM-DD. */
  dueDay: z.string(),
  at: z.string(),
  subject: z
    .object({ topicCode: z.string(), topicName: z.string(), wardCode: z.string(), wardName: z.string() })
    .optional(),
});
export type SpecialFacts = z.infer<typeof specialFactsSchema>;

const headings: Record<SpecialReason, string> = {
  opened: '专题：请牵头办理',
  closed: '专题已结项',
  reopened: '专题恢复办理',
};

/** The Chinese text of a message about a 专题. */
export function renderSpecial(facts: SpecialFacts, link: string, footer = ''): Message {
  const { subject, dueDay } = facts;
  const [, month = '', day = ''] = dueDay.split('-');
  const lines = [
    `编号：专题 ${facts.itemId}`,
    `主办：${facts.departmentName}`,
    ...(subject ? [`属地：${subject.wardName}`] : []),
    ...(facts.reason === 'closed' ? [] : [`完成期限：${dueDay.slice(0, 4)}年${Number(month)}月${Number(day)}日`]),
    ...(footer === '' ? [] : [footer]),
  ];
  return {
    heading: `【${headings[facts.reason]}】${plain(subject?.topicName ?? '')}`,
    lines: [...lines.map(plain), `查看：${link}`],
  };
}

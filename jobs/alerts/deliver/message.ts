import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { ClockKind } from '#warehouse/ledger/alerts/rows.ts';
import type { NoticeReason } from '../lifecycle/snapshot.ts';
import type { Facts } from './facts.ts';

export const levelNames: Record<AlertLevel, string> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' };
const roleNames = { lead: '主办', assist: '协办', copy: '抄送（承办单位）' } as const;
const clockNames: Record<ClockKind, string> = {
  sign: '签收',
  reply: '首次回复',
  resolve: '办结',
  decide_return: '退回裁定',
  follow_up: '回访',
  milestone: '节点',
};

/** How messages are worded: a heading per reason with the places {level} and {clock}, and a last line. */
export interface Templates {
  headings: Record<NoticeReason, string>;
  /** '' for none, e.g. the telephone of the office. */
  footer: string;
}

/** The wording shipped with the product. */
export const shippedTemplates: Templates = {
  headings: {
    open: '{level}预警',
    level_up: '预警升级为{level}',
    new_wave: '{level}预警：诉求人数明显增加',
    reopened: '{level}预警重新打开',
    return_rejected: '{level}预警：退回未获同意',
    disputed: '{level}预警：派单有争议，请裁定责任单位',
    supervised: '{level}预警督办',
    sla_50: '{level}预警：{clock}时限已用一半',
    sla_80: '{level}预警：{clock}即将到期',
    sla_100: '{level}预警：{clock}已到期',
    sla_150: '{level}预警：{clock}已严重超期',
  },
  footer: '',
};

/** A message as people read it. */
export interface Message {
  heading: string;
  lines: string[];
}

/** The Chinese text of a message: number, place, topic, counts, deadline and link; nothing that a resident wrote. */
export function renderMessage(facts: Facts, link: string, templates = shippedTemplates): Message {
  const clock = facts.clockName ?? (facts.clock ? clockNames[facts.clock] : '办理');
  const words = templates.headings[facts.reason]
    .replaceAll('{level}', levelNames[facts.level])
    .replaceAll('{clock}', clock);
  const heading = `【${plain(words)}】`;
  const footer = templates.footer === '' ? [] : [templates.footer];
  const unit = `${roleNames[facts.role]}：${facts.departmentName}`;
  const due = facts.dueAt && facts.clock ? [`${clock}时限：${shanghaiTime(facts.dueAt)}`] : [];
  const person = facts.personName ? [`值班：${facts.personName}`] : [];
  const { subject } = facts;
  const about = subject ? [subject.place || subject.wardName || '未定位', subject.topicName].join(' ') : '';
  const counts = subject
    ? [`诉求 ${subject.documents} 件，${subject.reporters} 人，涉及 ${subject.communities} 个居村`]
    : [];
  const ward = subject?.wardName && subject.place ? [`属地：${subject.wardName}`] : [];
  return {
    heading: heading + plain(about),
    lines: [`编号：${facts.number}`, unit, ...person, ...ward, ...counts, ...due, ...footer]
      .map(plain)
      .concat(`查看：${link}`),
  };
}

/** Names come from the gazetteer and the district file, yet nothing in them may mention, link or format. */
export function plain(text: string): string {
  return text.replaceAll(/[<>@*_`~[\]\\]/g, '').replaceAll(/https?:\/\/\S*/g, '');
}

const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 12月18日 17:30 */
function shanghaiTime(instant: string): string {
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get('month')}月${parts.get('day')}日 ${parts.get('hour')}:${parts.get('minute')}`;
}

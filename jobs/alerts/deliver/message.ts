import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { ClockKind } from '#warehouse/ledger/alerts/rows.ts';
import type { NoticeReason } from '../lifecycle/snapshot.ts';
import type { Facts } from './facts.ts';

export const levelNames: Record<AlertLevel, string> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' };
const roleNames = { lead: '主办', assist: '协办' } as const;
const clockNames: Record<ClockKind, string> = {
  sign: '签收',
  reply: '首次回复',
  resolve: '办结',
  decide_return: '退回裁定',
  follow_up: '回访',
};

/** What the message is about, in a few words; `clock` is the name of the clock that it is about. */
const headings: Record<NoticeReason, (level: string, clock: string) => string> = {
  open: (level) => `${level}预警`,
  level_up: (level) => `预警升级为${level}`,
  new_wave: (level) => `${level}预警：诉求人数明显增加`,
  reopened: (level) => `${level}预警重新打开`,
  return_rejected: (level) => `${level}预警：退回未获同意`,
  supervised: (level) => `${level}预警督办`,
  sla_50: (level, clock) => `${level}预警：${clock}时限已用一半`,
  sla_80: (level, clock) => `${level}预警：${clock}即将到期`,
  sla_100: (level, clock) => `${level}预警：${clock}已到期`,
  sla_150: (level, clock) => `${level}预警：${clock}已严重超期`,
};

/** A message as people read it. */
export interface Message {
  heading: string;
  lines: string[];
}

/** The Chinese text of a message: number, place, topic, counts, deadline and link; nothing that a resident wrote. */
export function renderMessage(facts: Facts, link: string): Message {
  const clock = facts.clock ? clockNames[facts.clock] : '办理';
  const heading = `【${headings[facts.reason](levelNames[facts.level], clock)}】`;
  const unit = `${roleNames[facts.role]}：${facts.departmentName}`;
  const due = facts.dueAt && facts.clock ? [`${clockNames[facts.clock]}时限：${shanghaiTime(facts.dueAt)}`] : [];
  const { subject } = facts;
  const about = subject ? [subject.place || subject.wardName || '未定位', subject.topicName].join(' ') : '';
  const counts = subject
    ? [`诉求 ${subject.documents} 件，${subject.reporters} 人，涉及 ${subject.communities} 个居村`]
    : [];
  const ward = subject?.wardName && subject.place ? [`属地：${subject.wardName}`] : [];
  return {
    heading: heading + plain(about),
    lines: [`编号：${facts.number}`, unit, ...ward, ...counts, ...due].map(plain).concat(`查看：${link}`),
  };
}

/** Names come from the gazetteer and the district file, yet nothing in them may mention, link or format. */
function plain(text: string): string {
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

import { fullDay } from '../../period.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { paragraph, table } from '../blocks.ts';
import { type ReportBody, ReportRefusal } from '../report-body.ts';
import { countFigure } from '../figures.ts';
import { inSentence } from '../wording.ts';

/** 督办单 to one department: its alerts that are past their time, and what is asked by when. */
export function noticeBlocks(snapshot: Snapshot): ReportBody {
  const { subject, departments, period } = snapshot;
  const overdue = departments.flatMap((each) => (subject.kind === 'department' ? each.overdue : []));
  if (subject.kind !== 'department') throw new ReportRefusal('督办单须指定责任单位');
  if (overdue.length === 0) throw new ReportRefusal(`${subject.name}在${period.label}没有超期未办结的预警，无须督办`);
  return {
    title: `督　办　单`,
    blocks: [
      { ...paragraph('notice.to', `${subject.name}：`), isFlush: true },
      paragraph(
        'notice.facts',
        `${period.label}推送你单位办理的预警中，有`,
        countFigure('overdueAlerts', 'overdueAlerts', overdue.length),
        '件超过办结时限仍未办结，现予督办。',
      ),
      table(
        { id: 'overdue', caption: '督办事项' },
        overdue,
        [
          ['序', 'integer', 0.08, (_, index) => index + 1],
          ['预警编号', 'text', 0.22, ({ number }) => number],
          ['事项', 'text', 0.46, ({ title }) => inSentence(title)],
          ['应办结日', 'text', 0.24, ({ dueDay }) => (dueDay === '' ? null : fullDay(dueDay))],
        ],
        ({ number }) => number,
      ),
      paragraph(
        'notice.demand',
        '请查明原因，明确责任人和完成时限，于收到本单之日起2个工作日内书面反馈办理情况；办结后在原平台公开答复。',
      ),
    ],
    tellsQuality: false,
  };
}

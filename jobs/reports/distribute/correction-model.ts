import { paragraph, table } from '../content/blocks.ts';
import type { ReportModel } from '../content/model.ts';
import { fullDay } from '../period.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import type { Difference } from '../workflow/list-differences.ts';

/** 更正 as a paper of its own: which report, and each number as it was and as it is. */
export function correctionModel(
  issued: ReportModel,
  correction: { number: number; at: string; differences: readonly Difference[] },
): ReportModel {
  const { number, at, differences } = correction;
  const of = issued.number === '' ? issued.name : `${issued.name}（${issued.number}）`;
  return {
    schema: 1,
    kind: 'correction',
    name: `${issued.name}更正${number}`,
    title: `关于更正${issued.name}有关数据的通知`,
    issuer: issued.issuer,
    number: '',
    date: fullDay(dayOf(at)),
    coverage: `第${number}次更正`,
    blocks: [
      paragraph(
        'correction.what',
        `${of}印发后，来源平台的数据有补报或变更。经重新统计，下列${differences.length}处数据以本次更正为准，原报告其他内容不变。`,
      ),
      table(
        { id: 'corrections', caption: '更正对照' },
        differences.map((difference, index) => ({ ...difference, key: String(index) })),
        [
          ['所在位置', 'text', 0.3, ({ place }) => place],
          ['项目', 'text', 0.34, ({ what, item, place }) => (place === '正文' ? what : `${item} ${what}`)],
          ['原为', 'text', 0.18, ({ before }) => before || '—'],
          ['更正为', 'text', 0.18, ({ after }) => after || '—'],
        ],
        ({ key }) => key,
      ),
    ],
    attachments: [],
    snapshotId: issued.snapshotId,
    takenAt: at,
  };
}

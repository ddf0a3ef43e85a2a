import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { paragraph } from '../content/blocks.ts';
import type { ReportModel } from '../content/model.ts';
import { differenceTable } from '../content/sections/differences.ts';
import { fullDay } from '../period.ts';
import type { Difference } from '../workflow/list-differences.ts';
import { WITHHELD } from '../workflow/list-public-differences.ts';

/** 更正 as a paper of its own: which report, and each number as it was and as it is. */
export function correctionModel(
  issued: ReportModel,
  correction: { number: number; at: string; differences: readonly Difference[] },
): ReportModel {
  const { number, at, differences } = correction;
  const of = issued.number === '' ? issued.name : `${issued.name}（${issued.number}）`;
  const told = differences.filter(({ before, after }) => before !== WITHHELD && after !== WITHHELD).length;
  const withheld = told < differences.length ? `标注“${WITHHELD}”的不再单列，以合并类别为准；` : '';
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
        `${of}印发后，来源平台的数据有补报或变更。经重新统计，下列${told}处数据以本次更正为准，${withheld}原报告其他内容不变。`,
      ),
      differenceTable('corrections', '更正对照', differences),
    ],
    attachments: [],
    snapshotId: issued.snapshotId,
    takenAt: at,
  };
}

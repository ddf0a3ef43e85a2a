import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { heading, paragraph } from '../content/blocks.ts';
import type { Block, ReportModel } from '../content/model.ts';
import { differenceTable } from '../content/sections/differences.ts';
import { sensitiveTable } from '../content/sections/hotspots.ts';
import { fullDay } from '../period.ts';
import { snapshotId } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Difference } from './list-differences.ts';

/** What a correction could not print, and when it was counted. */
export interface Withheld {
  at: string;
  differences: readonly Difference[];
}

/**
 * Sensitive matters of a period, for leaders only, on a page of their own: counted, never quoted. Behind them, for each later
 * counting, the numbers that a correction may not print, exactly.
 */
export function leadersAnnex(snapshot: Snapshot, issuer: string, withheld: readonly Withheld[] = []): ReportModel {
  const { subject, period, sensitive, takenAt } = snapshot;
  return {
    schema: 1,
    kind: 'annex',
    name: `${subject.name}${period.label}民情敏感事项（领导附页）`,
    title: `${subject.name}${period.label}敏感事项`,
    issuer,
    number: '',
    date: '',
    coverage: '仅供领导参阅，不得复制、转发',
    blocks: [
      sensitive.length === 0
        ? paragraph('sensitive.none', '本期没有须单独报告的敏感事项。')
        : sensitiveTable(sensitive),
      ...withheld.flatMap(withheldBlocks),
    ],
    attachments: [],
    snapshotId: snapshotId(snapshot),
    takenAt,
  };
}

function withheldBlocks({ at, differences }: Withheld, index: number): Block[] {
  const day = fullDay(dayOf(at));
  return [
    heading(1, `${day}重新统计（内部）`),
    paragraph(
      `withheld.${index}`,
      `下列${differences.length}处数据有变化，因保护个人信息未在报告或更正中公布。“—”为没有。`,
    ),
    differenceTable(`withheld.${index}.list`, '未公布的变化', differences),
  ];
}

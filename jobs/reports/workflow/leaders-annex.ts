import { paragraph } from '../content/blocks.ts';
import type { ReportModel } from '../content/model.ts';
import { sensitiveTable } from '../content/sections/hotspots.ts';
import { snapshotId } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** Sensitive matters of a period, for leaders only, on a page of their own: counted, never quoted. */
export function leadersAnnex(snapshot: Snapshot, issuer: string): ReportModel {
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
    blocks:
      sensitive.length === 0
        ? [paragraph('sensitive.none', '本期没有须单独报告的敏感事项。')]
        : [sensitiveTable(sensitive)],
    attachments: [],
    snapshotId: snapshotId(snapshot),
    takenAt,
  };
}

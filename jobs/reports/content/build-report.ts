import { snapshotId } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checkedModel, figuresOf } from './finish-model.ts';
import type { Attachment, ReportModel } from './model.ts';
import { dailyBlocks } from './kinds/daily.ts';
import { meetingBlocks } from './kinds/meeting.ts';
import { noticeBlocks } from './kinds/notice.ts';
import { periodicBlocks } from './kinds/periodic.ts';
import { specialBlocks } from './kinds/special.ts';
import type { ReportBody } from './report-body.ts';
import { KINDS, type ReportKind } from './report-kinds.ts';
import { definitionsAttachment, qualityAttachment } from './sections/appendix.ts';
import { coverageWords } from './sections/overall.ts';

/** What a report is made from, beside its snapshot. */
export interface ReportOptions {
  kind: ReportKind;
  issuer: string;
  /** The hotspot of a 专报. */
  eventId?: string;
}

/** The report that a snapshot makes. Throws ReportRefusal when there is nothing to report, FigureError for a wrong ratio. */
export function buildReport(snapshot: Snapshot, options: ReportOptions): ReportModel {
  const { subject, period, takenAt } = snapshot;
  const { title, blocks, tellsQuality } = bodyOf(snapshot, options);
  const id = snapshotId(snapshot);
  const quality: Attachment[] = tellsQuality ? [qualityAttachment(snapshot)] : [];
  const metrics = new Set([...figuresOf({ blocks, attachments: quality }).values()].map(({ metric }) => metric));
  // A 督办单 is one page: what its one number counts stands below its table.
  const definitions = metrics.size > 0 && options.kind !== 'notice' ? [definitionsAttachment([...metrics], id)] : [];
  return checkedModel({
    schema: 1,
    kind: options.kind,
    name: `${subject.name}${period.label}民情${KINDS[options.kind].name}`,
    title,
    issuer: options.issuer,
    number: '',
    date: '',
    coverage: coverageWords(snapshot, options.kind),
    blocks,
    attachments: [...definitions, ...quality],
    snapshotId: id,
    takenAt,
  });
}

function bodyOf(snapshot: Snapshot, { kind, eventId }: ReportOptions): ReportBody {
  switch (kind) {
    case 'monthly':
    case 'weekly':
      return periodicBlocks(snapshot);
    case 'daily':
      return dailyBlocks(snapshot);
    case 'special':
      return specialBlocks(snapshot, eventId);
    case 'meeting':
      return meetingBlocks(snapshot);
    case 'notice':
      return noticeBlocks(snapshot);
  }
}

import { snapshotId } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checkedModel, figuresOf } from './finish-model.ts';
import type { Attachment, Block, ReportModel } from './model.ts';
import { dailyBlocks } from './kinds/daily.ts';
import { meetingBlocks } from './kinds/meeting.ts';
import { noticeBlocks } from './kinds/notice.ts';
import { periodicBlocks } from './kinds/periodic.ts';
import { specialBlocks } from './kinds/special.ts';
import type { ReportBody } from './report-body.ts';
import { KINDS, type ReportKind } from './report-kinds.ts';
import { definitionsAttachment, definitionsNote, qualityAttachment } from './sections/appendix.ts';
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
  const isShort = SHORT.has(options.kind);
  const definitions = metrics.size > 0 && !isShort ? [definitionsAttachment([...metrics], id)] : [];
  const annexes = [...quality, ...definitions];
  return checkedModel({
    schema: 1,
    kind: options.kind,
    name: `${subject.name}${period.label}民情${KINDS[options.kind].name}`,
    title,
    issuer: options.issuer,
    number: '',
    date: '',
    coverage: coverageWords(snapshot, options.kind),
    blocks: isShort ? defined(blocks, definitionsNote([...metrics], id)) : blocks,
    attachments: annexes.length === 0 ? [] : [joined(annexes)],
    snapshotId: id,
    takenAt,
  });
}

/** Both are short: one behind the other, no page begins for a few lines. */
function joined(annexes: readonly Attachment[]): Attachment {
  return { title: annexes.map(({ title }) => title).join('和'), blocks: annexes.flatMap(({ blocks }) => blocks) };
}

/** Of a page or two: what their few numbers count stands below their last table. */
const SHORT: ReadonlySet<ReportKind> = new Set(['daily', 'special', 'notice']);

function defined(blocks: readonly Block[], note: string): Block[] {
  const last = blocks.findLastIndex(({ kind }) => kind === 'table');
  return blocks.map((block, at) =>
    at === last && block.kind === 'table' ? { ...block, note: `${block.note ?? ''}${note}` } : block,
  );
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

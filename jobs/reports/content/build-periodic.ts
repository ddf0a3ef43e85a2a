import { snapshotId } from '../snapshot/identify.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { paragraph } from './blocks.ts';
import { compareCount } from './compare.ts';
import { countFigure, shareFigure } from './figures.ts';
import { checkedModel, figuresOf } from './finish-model.ts';
import type { Block, Inline, Paragraph, ReportModel } from './model.ts';
import { definitionsAttachment, qualityAttachment } from './sections/appendix.ts';
import { categorySection } from './sections/categories.ts';
import { handlingSection } from './sections/handling.ts';
import { hotspotSection } from './sections/hotspots.ts';
import { adviceSection, caseSection, outlookSection } from './sections/outlook.ts';
import { coverageWords, overallSection } from './sections/overall.ts';
import { wardSection } from './sections/wards.ts';
import { inSentence, periodWords, wholeOf } from './wording.ts';

/** Characters of the summary at most, so that a leader reads it at a glance. */
const SUMMARY_LENGTH = 150;
const KIND_NAMES = { month: '月报', week: '周报', day: '日报' } as const;

/** The monthly and the weekly report: the whole skeleton, for a ward of any level or a department. */
export function buildPeriodic(snapshot: Snapshot, issuer: string): ReportModel {
  const { subject, period, takenAt } = snapshot;
  const blocks: Block[] = [
    summaryOf(snapshot),
    ...overallSection(snapshot),
    ...hotspotSection(snapshot),
    ...categorySection(snapshot),
    ...wardSection(snapshot),
    ...handlingSection(snapshot),
    ...caseSection(snapshot),
    ...outlookSection(snapshot),
    ...adviceSection(snapshot),
  ];
  const quality = qualityAttachment(snapshot);
  const id = snapshotId(snapshot);
  const metrics = new Set([...figuresOf({ blocks, attachments: [quality] }).values()].map(({ metric }) => metric));
  return checkedModel({
    schema: 1,
    kind: period.kind === 'week' ? 'weekly' : 'monthly',
    name: `${subject.name}${period.label}民情${KIND_NAMES[period.kind]}`,
    title: `关于${subject.name}${period.label}民情热点分析情况的报告`,
    issuer,
    number: '',
    date: '',
    coverage: coverageWords(snapshot),
    blocks,
    attachments: [definitionsAttachment([...metrics], id), quality],
    snapshotId: id,
    takenAt,
  });
}

/** At most 150 characters: fewer hotspots are named until it fits. */
export function summaryOf(snapshot: Snapshot): Paragraph {
  const names = snapshot.hotspots.slice(0, 3).map(({ title }) => inSentence(title));
  for (; ; names.pop()) {
    const summary = paragraph('summary', summaryPieces(snapshot, names));
    const length = summary.inlines.reduce(
      (sum, each) => sum + [...(typeof each === 'string' ? each : each.text)].length,
      0,
    );
    if (length <= SUMMARY_LENGTH || names.length === 0) return summary;
  }
}

function summaryPieces(snapshot: Snapshot, names: readonly string[]): Inline[] {
  const { totals, subject, hotCount } = snapshot;
  const { now, before, due } = totals;
  const compared = compareCount('documents', 'mom', {
    now: now.documents,
    before: before?.documents ?? null,
    unit: '件',
  });
  return [
    `${periodWords(snapshot)}，${wholeOf(subject)}受理居民诉求`,
    countFigure('documents', 'documents', now.documents),
    '件，',
    ...compared,
    '；反馈率',
    shareFigure('feedbackRate', 'feedbackRate', { numerator: now.replied, denominator: now.valid }),
    ...(due
      ? ['，办结率', shareFigure('closeRate', 'closeRate', { numerator: due.resolved, denominator: due.valid })]
      : []),
    '。热点',
    countFigure('hotCount', 'hotCount', hotCount),
    '个',
    names.length > 0 ? `，居前的是${names.join('、')}。` : '。',
  ];
}

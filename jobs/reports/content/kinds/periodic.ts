import type { HotspotFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { paragraph } from '../blocks.ts';
import type { ReportBody } from '../report-body.ts';
import { compareCount } from '../compare.ts';
import { countFigure, shareFigure } from '../figures.ts';
import type { Inline, Paragraph } from '../model.ts';
import { categorySection } from '../sections/categories.ts';
import { handlingSection } from '../sections/handling.ts';
import { hotspotSection } from '../sections/hotspots.ts';
import { adviceSection, caseSection, outlookSection } from '../sections/outlook.ts';
import { overallSection } from '../sections/overall.ts';
import { wardSection } from '../sections/wards.ts';
import { namesOf, periodWords, wholeOf } from '../wording.ts';

/** Characters of the summary at most, so that a leader reads it at a glance. */
const SUMMARY_LENGTH = 150;

/** The monthly and the weekly report: the whole skeleton, for a ward of any level or a department. */
export function periodicBlocks(snapshot: Snapshot): ReportBody {
  const { subject, period } = snapshot;
  return {
    title: `关于${subject.name}${period.label}民情热点分析情况的报告`,
    blocks: [
      summaryOf(snapshot),
      ...overallSection(snapshot),
      ...hotspotSection(snapshot),
      ...categorySection(snapshot),
      ...wardSection(snapshot),
      ...handlingSection(snapshot),
      ...caseSection(snapshot),
      ...outlookSection(snapshot),
      ...adviceSection(snapshot),
    ],
    tellsQuality: true,
  };
}

/** At most 150 characters: fewer hotspots are named until it fits. */
export function summaryOf(snapshot: Snapshot): Paragraph {
  const named = snapshot.hotspots.slice(0, 3);
  for (; ; named.pop()) {
    const summary = paragraph('summary', summaryPieces(snapshot, named));
    const length = summary.inlines.reduce(
      (sum, each) => sum + [...(typeof each === 'string' ? each : each.text)].length,
      0,
    );
    if (length <= SUMMARY_LENGTH || named.length === 0) return summary;
  }
}

function summaryPieces(snapshot: Snapshot, named: readonly HotspotFacts[]): Inline[] {
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
      ? [
          '，办结率',
          shareFigure('closeRate', 'closeRate', { numerator: due.resolved, denominator: due.valid }),
          due.valid === 0 ? '（无应结件）' : '',
        ]
      : []),
    '。',
    ...(hotCount > 0
      ? [`达到预警热度的热点`, countFigure('hotCount', 'hotCount', hotCount), '个']
      : ['没有达到预警热度的热点']),
    named.length > 0 ? `，热度居前的是${namesOf(named)}。` : '。',
  ];
}

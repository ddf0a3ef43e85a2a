import { fullDay, monthDay } from '../../period.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { heading, listed, paragraph } from '../blocks.ts';
import { compareCount } from '../compare.ts';
import { countFigure, meanFigure, shareFigure } from '../figures.ts';
import type { Block, Inline } from '../model.ts';
import type { ReportKind } from '../report-kinds.ts';
import { weatherOn, weatherWords } from '../weather-words.ts';
import { dayRuns, GROUP_NAMES, periodWords, wholeOf } from '../wording.ts';

/** Sources named in the sentence; the table of the data quality lists all. */
const NAMED_SOURCES = 4;

/** 一、总体情况: how much, from how many, how it compares, when, and by which way it came. */
export function overallSection(snapshot: Snapshot): Block[] {
  return [
    heading(1, '总体情况'),
    volume(snapshot),
    ...rhythm(snapshot),
    // Behind the words, so that these fill the first page.
    sources(snapshot),
    { kind: 'chart', id: 'overall.days', caption: '每日受理件数', chart: { type: 'days', days: everyDay(snapshot) } },
  ];
}

function volume(snapshot: Snapshot): Block {
  const { totals, period, previous, subject } = snapshot;
  const { now, before, yearBefore } = totals;
  const counted = compareCount('documents', 'mom', {
    now: now.documents,
    before: before?.documents ?? null,
    unit: '件',
  });
  const lastYear = compareCount('documents', 'yoy', {
    now: now.documents,
    before: yearBefore?.documents ?? null,
    unit: '件',
  });
  const daily: Inline[] = ['日均', meanFigure('dailyMean', 'dailyMean', now.documents / period.days), '件'];
  const dailyBefore: Inline[] =
    before && previous.days !== period.days
      ? ['（上期', meanFigure('dailyMean.before', 'dailyMean', before.documents / previous.days), '件）']
      : [];
  return paragraph(
    'overall.volume',
    `${periodWords(snapshot)}，${wholeOf(subject)}共受理居民诉求`,
    countFigure('documents', 'documents', now.documents),
    '件，涉及',
    countFigure('reporters', 'reporters', now.reporters),
    '人，',
    counted,
    '，',
    lastYear,
    '。',
    daily,
    dailyBefore,
    '。其中需要办理的有效诉求',
    countFigure('valid', 'valid', now.valid),
    '件，占',
    shareFigure('validShare', 'validShare', { numerator: now.valid, denominator: now.documents }),
    '；上报',
    countFigure('escalated', 'escalated', now.escalated),
    '件。',
  );
}

/** The busiest day, and days off that explain a quiet one. */
function rhythm(snapshot: Snapshot): Block[] {
  const { days, holidays, period } = snapshot;
  if (days.length < 2 || period.kind === 'day') return [];
  const [day, most] = days.reduce((best, each) => (each[1] > best[1] ? each : best));
  const off = holidays.length > 0 ? `期内${dayRuns(holidays)}为法定节假日，受理量与平日不可直接相比。` : '';
  const beside = weatherOn(snapshot, day);
  return [
    paragraph(
      'overall.rhythm',
      `单日最高为${monthDay(day)}，`,
      countFigure('peakDay', 'documents', most),
      `件${beside === '' ? '' : `，${beside}`}。${weatherWords(snapshot)}${off}`,
    ),
  ];
}

function everyDay({ days, period }: Snapshot): [string, number][] {
  const counts = new Map(days);
  return Array.from({ length: period.days }, (_, at) => {
    const day = new Date(Date.parse(`${period.firstDay}T00:00:00Z`) + at * 86_400_000).toISOString().slice(0, 10);
    return [day, counts.get(day) ?? 0];
  });
}

function sources({ sources: all, totals }: Snapshot): Block {
  const named = all.slice(0, NAMED_SOURCES).map(({ id, name, documents }): Inline[] => [
    // 12345 and 8件 would read as one number.
    /\d$/.test(name) ? `${name}平台` : name,
    countFigure(`source.${id}`, 'documents', documents),
    '件、占',
    shareFigure(`source.${id}.share`, 'sourceShare', { numerator: documents, denominator: totals.now.documents }),
  ]);
  if (named.length === 0) return paragraph('overall.sources', '本期没有受理到诉求。');
  return paragraph('overall.sources', '从来源看，', listed(named, '；'), '。');
}

/** 数据截至… for the line below the title. */
export function coverageWords({ period, cutAt, subject }: Snapshot, kind: ReportKind): string {
  const span =
    period.days === 1 ? fullDay(period.firstDay) : `${fullDay(period.firstDay)}至${monthDay(period.lastDay)}`;
  const ended = cutAt === null ? '' : '，本期尚未结束';
  // A 督办单 lists alerts, and those of every category.
  const isWithout = subject.kind === 'department' && kind !== 'notice';
  const without = isWithout ? `；不含${GROUP_NAMES}类诉求` : '';
  return `数据区间：${span}${ended}${without}`;
}

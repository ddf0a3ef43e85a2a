import type { Snapshot } from '../../snapshot/snapshot.ts';
import { paragraph, ratio, table } from '../blocks.ts';
import { countFigure, shareFigure } from '../figures.ts';
import { METRICS } from '../metrics.ts';
import type { Attachment, Block } from '../model.ts';

/** 指标口径: what every number of the report counts, and the id of the counting. */
export function definitionsAttachment(metrics: readonly string[], snapshotId: string): Attachment {
  return {
    title: '指标口径',
    blocks: [
      paragraph(
        'definitions.snapshot',
        '全部数字来自同一次统计，比率分母为零的以“—”表示；环比与上一期相比，同比与上年同期相比。',
      ),
      table(
        { id: 'definitions', caption: '指标口径', note: `统计编号${snapshotId}。` },
        definedOf(metrics),
        [
          ['指标', 'text', 0.2, (metric) => METRICS[metric]!.name],
          ['口径', 'text', 0.8, (metric) => METRICS[metric]!.definition],
        ],
        (metric) => metric,
      ),
    ],
  };
}

/** The same in a note, of a report that is too short for a page of them. */
export function definitionsNote(metrics: readonly string[], snapshotId: string): string {
  const told = definedOf(metrics).map((metric) => `${METRICS[metric]!.name}：${METRICS[metric]!.definition}`);
  return `${told.join('')}统计编号${snapshotId}。`;
}

/** In the order of METRICS: what is counted, then how it is handled. */
function definedOf(metrics: readonly string[]): string[] {
  const asked = new Set(metrics);
  return Object.keys(METRICS).filter((metric) => asked.has(metric));
}

/** 数据质量: what arrived from where, how much repeats or has no place, what was left out. */
export function qualityAttachment({ sources, totals, subject }: Snapshot): Attachment {
  const copies = sources.reduce((sum, each) => sum + each.copies, 0);
  const unlocated = sources.reduce((sum, each) => sum + each.unlocated, 0);
  const documents = sources.reduce((sum, each) => sum + each.documents, 0);
  const blocks: Block[] = [
    paragraph(
      'quality.shares',
      '本期到达诉求中，内容重复的',
      shareFigure('copies', 'copies', { numerator: copies, denominator: documents }),
      '，由平台剔除的',
      countFigure('excluded', 'excluded', totals.now.excluded),
      '件',
      subject.level === 'district'
        ? [
            '，未能定位到居村或街镇的',
            shareFigure('unlocated', 'unlocated', { numerator: unlocated, denominator: documents }),
          ]
        : '',
      '。',
    ),
  ];
  if (sources.length > 0)
    blocks.push(
      table(
        { id: 'sources', caption: '各平台到达情况' },
        sources,
        [
          ['平台', 'text', 0.34, ({ name }) => name],
          ['件数', 'integer', 0.16, (row) => row.documents],
          ['上期件数', 'integer', 0.17, ({ before }) => before],
          ['内容重复', 'integer', 0.16, (row) => row.copies],
          ['重复占比', 'percent', 0.17, (row) => ratio(row.copies, row.documents)],
        ],
        ({ id }) => id,
      ),
    );
  return { title: '数据质量', blocks };
}

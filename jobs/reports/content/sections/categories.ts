import type { CategoryFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, listed, paragraph, ratio, relativeChange, table } from '../blocks.ts';
import { countFigure, shareFigure } from '../figures.ts';
import type { Block, Inline, Table } from '../model.ts';
import { GROUP_NAMES } from '../wording.ts';

const NAMED = 3;
/** Chart bars that fit a page's width with their names. */
const BARS = 8;
/** A change of fewer items is chance. */
const LEAST_CHANGE = 5;
const MOVERS = 3;
/** The row of what protection does not print apart. */
export const REST = '其他类别（合并）';

/** 三、分类分析: what it was about, what rose and what fell. */
export function categorySection({ categories, topics, totals }: Snapshot): Block[] {
  const title = heading(1, '分类分析');
  if (categories.length === 0) return [title, paragraph('categories.none', '本期没有诉求。')];
  const named = categories.filter(({ code }) => code !== '');
  return [
    title,
    leading(named, totals.now.documents),
    ...movers(named, 'category', '类'),
    ...(topics.length > 0
      ? movers(
          topics.filter(({ code }) => code !== '' && !code.endsWith('00')),
          'topic',
          '问题',
        )
      : []),
    ...barChart(named),
    categoryTable(categories, totals.now.documents),
  ];
}

function leading(named: readonly CategoryFacts[], documents: number): Block {
  if (named.length === 0) return paragraph('categories.leading', '诉求较为分散，不单列类别。');
  const first = named
    .slice(0, NAMED)
    .map(({ code, name, documents: count }): Inline[] => [
      name,
      countFigure(`category.${code}`, 'documents', count),
      '件、占',
      shareFigure(`category.${code}.share`, 'categoryShare', { numerator: count, denominator: documents }),
    ]);
  return paragraph('categories.leading', `诉求集中在`, listed(first, '；'), '。');
}

/**
 * The three that rose and fell most, by voices and by items alike, so that one account’s many posts are no rise; said in
 * items, for shares of small bases mislead.
 */
function movers(rows: readonly CategoryFacts[], key: string, word: string): Block[] {
  const changes = rows
    .flatMap((row) => {
      const { code, name, documents, before } = row;
      return before === null ? [] : { code, name, by: documents - before, before, voices: voicesBy(row) };
    })
    .filter(({ by, voices }) => Math.min(by, voices) >= LEAST_CHANGE || Math.max(by, voices) <= -LEAST_CHANGE)
    .toSorted((a, b) => b.voices - a.voices || b.by - a.by);
  const say = (of: typeof changes, direction: string): Inline[] =>
    listed(
      of.map(({ code, name, by, before }): Inline[] => [
        `${name}${direction}`,
        countFigure(`${key}.${code}.change`, 'difference', Math.abs(by)),
        '件（上期',
        countFigure(`${key}.${code}.before`, 'documents', before),
        '件）',
      ]),
    );
  const up = changes.filter(({ by }) => by > 0).slice(0, MOVERS);
  const down = changes
    .filter(({ by }) => by < 0)
    .slice(-MOVERS)
    .toReversed();
  if (up.length + down.length === 0) return [];
  return [
    paragraph(
      `categories.${key}Movers`,
      up.length > 0 ? [`环比上升较多的${word}：`, ...say(up, '增加'), '。'] : '',
      down.length > 0 ? [`环比下降较多的${word}：`, ...say(down, '减少'), '。'] : '',
    ),
  ];
}

/** By how many voices it changed; a snapshot of before they were counted tells by documents. */
function voicesBy({ documents, before, reporters, reportersBefore }: CategoryFacts): number {
  return reportersBefore === undefined ? documents - (before ?? 0) : (reporters ?? 0) - (reportersBefore ?? 0);
}

function barChart(named: readonly CategoryFacts[]): Block[] {
  const rows = named.slice(0, BARS).map(({ name, documents, before }) => ({ name, value: documents, before }));
  if (rows.length === 0) return [];
  const isCompared = rows.some(({ before }) => before !== null);
  const caption = isCompared ? '各类诉求件数与上期对比' : '各类诉求件数';
  return [{ kind: 'chart', id: 'categories.bars', caption, chart: { type: 'bars', rows } }];
}

/** Categories or topics with what share of all they are; the part of a report, and of what only leaders read. */
export function categoryTable(
  rows: readonly CategoryFacts[],
  total: number,
  of: { id: string; caption: string } = { id: 'categories', caption: '各类诉求情况' },
): Table {
  const hasRest = rows.some(({ code }) => code === '');
  const isByVoices = rows.some(({ reportersBefore }) => reportersBefore !== undefined);
  return table(
    { ...of, ...(hasRest ? { note: `“${REST}”为${GROUP_NAMES}等类中不宜单列者的合计，不作对比。` } : {}) },
    rows,
    [
      ['类别', 'text', 0.34, ({ name, code }) => (code === '' ? REST : name)],
      ['件数', 'integer', 0.13, ({ documents }) => documents],
      ['占比', 'percent', 0.13, ({ documents }) => ratio(documents, total)],
      [isByVoices ? '发声人数' : '人数', 'integer', 0.13, ({ reporters }) => reporters],
      ['上期件数', 'integer', 0.14, ({ before }) => before],
      ['环比', 'percent', 0.13, ({ documents, before }) => relativeChange(documents, before)],
    ],
    ({ code }) => code || 'rest',
  );
}

import { MIN_CELL } from '../../snapshot/suppress-small-cells.ts';
import { monthDay } from '../../period.ts';
import type { Cell, ColumnKind } from '../../../sheets/table.ts';
import type { HotspotFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, paragraph, table } from '../blocks.ts';
import { compareCount } from '../compare.ts';
import { countFigure, meanFigure } from '../figures.ts';
import type { Block, Inline, Table } from '../model.ts';
import { inSentence, SEVERAL_STREETS, TREND_WORDS } from '../wording.ts';

const ANALYSED = 3;
/** Days late are counted up to this, as heat goes no higher. */
const MOST_OVERDUE = 10;

type Column = [header: string, kind: ColumnKind, share: number, cell: (row: HotspotFacts, index: number) => Cell];
const NAMED: Column[] = [
  ['序', 'integer', 0.05, (_, index) => index + 1],
  ['热点', 'text', 0.25, ({ title }) => inSentence(title)],
  ['区域', 'text', 0.16, ({ wardName }) => wardName],
  ['热度', 'decimal', 0.08, ({ heat }) => heat],
];
const UNIT: Column = ['主办单位', 'text', 0.16, ({ department }) => department];
const STATE: Column = ['状态', 'text', 0.09, ({ state }) => state || null];

/** Who handles each, and how far its alert is, where one was raised. */
function handled(hotspots: readonly HotspotFacts[]): { columns: Column[]; note: string } {
  if (hotspots.every(({ state }) => state === '')) return { columns: [UNIT], note: '' };
  return { columns: [UNIT, STATE], note: '状态为预警的办理进度，“—”为未发预警。' };
}

/** 二、热点问题: the table of ten and a short analysis of the first three. */
export function hotspotSection(snapshot: Snapshot): Block[] {
  const { hotspots, enterHeat, hotCount } = snapshot;
  const title = heading(1, '热点问题');
  if (hotspots.length === 0) return [title, paragraph('hotspots.none', '本期没有两人以上反映同一事项的热点。')];
  return [
    title,
    paragraph(
      'hotspots.count',
      '按热度（数量、突增、严重、未办结、扩散五部分相加，满分100）排序，',
      hotCount > 0
        ? [`热度${enterHeat}以上、达到预警热度的热点`, countFigure('hotCount', 'hotCount', hotCount), '个。']
        : [`没有热度${enterHeat}以上、达到预警热度的热点。`],
      '居前的见下表。',
    ),
    hotspotTable(hotspots, '热点问题排行', 'hotspots'),
    ...hotspots.slice(0, ANALYSED).flatMap((hotspot, index) => analysis(hotspot, index + 1)),
  ];
}

/** Name, heat, items, persons, wards, 环比, state. */
export function hotspotTable(hotspots: readonly HotspotFacts[], caption: string, id: string): Table {
  const { columns, note } = handled(hotspots);
  return table(
    { id, caption, note: `环比为件数与上期之差，“—”为无可比数据。${note}` },
    hotspots,
    [
      ...NAMED,
      ['件数', 'integer', 0.07, ({ documents }) => documents],
      ['人数', 'integer', 0.07, ({ reporters }) => reporters],
      ['环比', 'integer', 0.07, ({ documents, before }) => (before === null ? null : documents - before)],
      ...columns,
    ],
    ({ eventId }) => eventId,
  );
}

const counted = (row: HotspotFacts, value: number): Cell => (row.reporters < MIN_CELL ? `不足${MIN_CELL}人` : value);

/** The same of sensitive matters: what fewer than three persons raised is not counted out. */
export function sensitiveTable(hotspots: readonly HotspotFacts[]): Table {
  const { columns, note } = handled(hotspots);
  return table(
    {
      id: 'sensitive',
      caption: '敏感事项',
      note: `反映的居民不足${MIN_CELL}人的，不列件数和人数。${note}`,
    },
    hotspots,
    [
      ...NAMED,
      ['件数', 'integer', 0.12, (row) => counted(row, row.documents)],
      ['人数', 'integer', 0.12, (row) => counted(row, row.reporters)],
      ...columns,
    ],
    ({ eventId }) => eventId,
  );
}

/** What a report tells of one hotspot below its table. */
export function analysis(hotspot: HotspotFacts, rank: number): Block[] {
  const key = `hot${rank}`;
  const { documents, reporters, before, communities, peakDay, peakReporters } = hotspot;
  const spread: Inline[] =
    communities > 1 ? ['，涉及', countFigure(`${key}.communities`, 'communities', communities), '个居村'] : [];
  const peak: Inline[] =
    peakDay === '' || peakReporters < 2
      ? []
      : [
          `最集中的一天是${monthDay(peakDay)}，当日`,
          countFigure(`${key}.peak`, 'reporters', peakReporters),
          '人反映。',
        ];
  return [
    heading(2, inSentence(hotspot.title)),
    paragraph(
      `${key}.facts`,
      `${whereOf(hotspot)}，${hotspot.topicName}类，`,
      countFigure(`${key}.documents`, 'documents', documents),
      '件、',
      countFigure(`${key}.reporters`, 'reporters', reporters),
      '人反映',
      spread,
      '，热度',
      meanFigure(`${key}.heat`, 'heat', hotspot.heat),
      '，',
      compareCount(key, 'mom', { now: documents, before, unit: '件' }),
      `，${TREND_WORDS[hotspot.trend]}。`,
      peak,
      reason(hotspot),
      standing(hotspot, key),
    ),
    ...quoteOf(hotspot, key),
  ];
}

function whereOf({ wardName, place }: HotspotFacts): string {
  if (wardName === SEVERAL_STREETS && place !== '') return `${wardName}（${place}）`;
  // 柳行新村居委 says 柳行新村 already.
  return wardName.startsWith(place) ? wardName : `${wardName}${place}`;
}

/** What was announced shortly before is said beside the rise, not as its proven cause. */
function reason({ announcements }: HotspotFacts): string {
  if (announcements.length === 0) return '';
  const told = announcements.map(({ day, title }) => `${monthDay(day)}《${inSentence(title).replace(/[《》]/g, '')}》`);
  return `此前同一地点发布过${told.join('')}，时间上相连。`;
}

function standing({ openDocuments, overdueDays, department, state }: HotspotFacts, key: string): Inline[] {
  const open: Inline[] =
    openDocuments === 0
      ? ['相关诉求均已办结']
      : ['尚有', countFigure(`${key}.open`, 'open', openDocuments), '件未办结'];
  const late: Inline[] =
    overdueDays > 0
      ? [
          '，最久的已超期',
          countFigure(`${key}.overdue`, 'overdueDays', overdueDays),
          overdueDays >= MOST_OVERDUE ? '个工作日以上' : '个工作日',
        ]
      : [];
  return [...open, ...late, `，主办单位为${department}${state === '' ? '' : `（${state}）`}。`];
}

function quoteOf({ quote }: HotspotFacts, key: string): Block[] {
  if (!quote) return [];
  return [
    {
      ...paragraph(
        `${key}.quote`,
        `有居民反映：“${quote.text}”${quote.wardName === '' ? '' : `（${quote.wardName}）`}`,
      ),
      isQuote: true,
    },
  ];
}

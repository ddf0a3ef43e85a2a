import { isGroupedTopic } from '#jobs/reports/snapshot/sensitive-topics.ts';
import type { Cell } from '#jobs/sheets/table.ts';
import type { ApiContext } from '../context.ts';
import type { AlertRow } from '../contract/alerts.ts';
import type { DocumentView } from '../contract/documents.ts';
import type { HotspotRow, WardRankingRow } from '../contract/hotspots.ts';
import type { RejectView } from '../contract/sources.ts';
import type { ReplyList } from '../contract/replies.ts';
import { wallClock } from './filter-words.ts';
import { type ExportTable, tableOf } from './table-of.ts';

const TRENDS = { new: '新发', continuing: '持续', intensifying: '加剧', persistent: '长期', sporadic: '零星' } as const;
const STATUSES: Record<string, string> = {
  open: '未办结',
  replied: '已回复',
  resolved: '已办结',
  rejected: '不予受理',
};
const CLOSED_LEVELS = { '': '', community: '居村', street: '街镇', district: '区', city: '市' } as const;
const LANGUAGES = {
  '': '',
  'zh-Hans': '中文',
  'zh-Hant': '中文（繁体）',
  en: '英文',
  mixed: '混合',
  other: '其他',
} as const;
const FAULTS = { beside: '答非所问', brushOff: '敷衍转办', copied: '照抄', relabelled: '投诉记成咨询' } as const;
const LEVELS = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' } as const;

const isPrivate = (row: DocumentView): boolean => row.visibility === 'private';
const change = (row: WardRankingRow): number => row.documents - row.previousDocuments;
const lead = (row: AlertRow) => row.assignments.find(({ role }) => role === 'lead');
const assist = (row: AlertRow) => row.assignments.filter(({ role }) => role === 'assist');

/** Rows that were not taken, for whoever mends them at their source. */
export function rejectsTable(context: ApiContext, rows: readonly RejectView[]): ExportTable {
  return tableOf(rows, [
    ['来源', 'text', (row) => row.source],
    ['时间', 'text', (row) => wallClock(context.district.timeZone, row.at), 18],
    ['位置', 'text', (row) => row.position, 20],
    ['原因', 'text', (row) => row.reason],
    ['说明', 'text', (row) => row.detail, 36],
    ['内容摘录（已脱敏）', 'text', (row) => row.excerpt, 60],
  ]);
}

/** Replies worth a look: sub-scores side by side, never one number. */
export function repliesTable(context: ApiContext, { rows }: ReplyList): ExportTable {
  return tableOf(rows, [
    ['时间', 'text', (row) => wallClock(context.district.timeZone, row.publishedAt), 18],
    ['来源', 'text', (row) => row.sourceName],
    ['编号', 'text', (row) => row.externalId, 20],
    ['区域', 'text', (row) => row.wardName],
    ['类别', 'text', (row) => row.topicName],
    ['标题', 'text', (row) => row.title, 30],
    ['答复', 'text', (row) => row.reply, 60],
    ['问题', 'text', (row) => row.faults.map((fault) => FAULTS[fault]).join('、'), 24],
    ['相关', 'decimal', (row) => row.relevance],
    ['完整', 'decimal', (row) => row.completeness],
    ['依据', 'decimal', (row) => row.grounds],
    ['同文件数', 'integer', (row) => row.copies],
    ['投诉用语', 'text', (row) => row.relabelledWords.join('、'), 24],
  ]);
}

/** What is said of an event beside its figures, by event. */
export type EventWords = ReadonlyMap<string, { summary: string; crowds: string }>;

/** The hot list: 问题、热度、时间范围、地点·人群、描述, and the figures behind them. */
export function hotspotsTable(context: ApiContext, rows: readonly HotspotRow[], words: EventWords): ExportTable {
  const at = (instant: string): string => wallClock(context.district.timeZone, instant);
  return tableOf(rows, [
    ['名次', 'integer', (row) => row.rank],
    ['热点', 'text', (row) => row.title, 36],
    ['地点', 'text', (row) => row.place],
    ['人群', 'text', (row) => words.get(row.eventId)?.crowds ?? ''],
    ['描述', 'text', (row) => words.get(row.eventId)?.summary ?? '', 48],
    ['时间范围', 'text', (row) => `${at(row.firstAt)} 至 ${at(row.lastAt)}`, 36],
    ['类别', 'text', (row) => row.topicName],
    ['区域', 'text', (row) => row.ownWardName],
    ['热度', 'integer', (row) => Math.round(row.heat)],
    ['数量分', 'integer', (row) => Math.round(row.parts.volume)],
    ['突增分', 'integer', (row) => Math.round(row.parts.burst)],
    ['严重分', 'integer', (row) => Math.round(row.parts.severity)],
    ['未办结分', 'integer', (row) => Math.round(row.parts.overdue)],
    ['扩散分', 'integer', (row) => Math.round(row.parts.spread)],
    ['件数', 'integer', (row) => row.counts.documents],
    ['人数', 'integer', (row) => row.counts.reporters],
    ['居村数', 'integer', (row) => row.counts.communities],
    ['来源数', 'integer', (row) => row.counts.sources],
    ['未办结件数', 'integer', (row) => row.counts.open],
    ['走势', 'text', (row) => TRENDS[row.trend], 8],
    ['首次', 'text', (row) => at(row.firstAt), 18],
    ['最近', 'text', (row) => at(row.lastAt), 18],
    ['预警单位', 'text', (row) => row.alert?.departmentName ?? ''],
  ]);
}

/**
 * 总量榜 and 万人榜 in one table. Of a `topic` that is sensitive, or that sensitive ones hide among, no ward is given a
 * figure: small counts alone left out would follow from files of other windows, sources and topics. What may be told by
 * ward stands in the monthly report, which is held against all of its files.
 */
export function wardsTable(rows: readonly WardRankingRow[], topic = ''): ExportTable {
  const perHousehold = rows[0]?.per === 'households';
  const isHidden = isGroupedTopic(topic);
  const told = (cell: (row: WardRankingRow) => Cell): typeof cell => (isHidden ? () => null : cell);
  // The places of wards in the list would tell which has more.
  const ordered = isHidden ? rows.toSorted((a, b) => (a.wardCode < b.wardCode ? -1 : 1)) : rows;
  const table = tableOf(ordered, [
    ['总量名次', 'integer', told((row) => (row.level === 'unlocated' ? null : row.rankTotal))],
    ['区域', 'text', (row) => row.wardName],
    ['发声人数', 'integer', (row) => (isHidden ? '—' : row.voices)],
    ['件数', 'integer', told((row) => row.documents)],
    ['上期件数', 'integer', told((row) => row.previousDocuments)],
    ['增减', 'integer', told(change)],
    ['环比', 'percent', told((row) => (row.previousDocuments === 0 ? null : change(row) / row.previousDocuments))],
    ['常住人口', 'integer', (row) => row.residents],
    ['户数', 'integer', (row) => row.households],
    [perHousehold ? '每万户发声' : '每万人发声', 'decimal', told((row) => row.per10k)],
    ['95%下限', 'decimal', told((row) => row.per10kLow)],
    ['95%上限', 'decimal', told((row) => row.per10kHigh)],
    [perHousehold ? '万户名次' : '万人名次', 'integer', told((row) => row.rankPer10k)],
    ['同类', 'text', (row) => row.peers],
    ['同类名次', 'integer', told((row) => row.rankInPeers)],
    ['热点数', 'integer', told((row) => row.hotspots)],
    ['在办预警', 'integer', told((row) => row.openAlerts)],
  ]);
  return {
    ...table,
    note: isHidden
      ? '涉敏感类别，分区域件数只在月报中按发布口径给出'
      : '名次按发声人数：一人多件计一人，多人粘贴同一段文字只计最早的一人；相同的并列，名次连续',
  };
}

/** The posts behind a number; private ones are listed without their words. */
export function documentsTable(context: ApiContext, rows: readonly DocumentView[]): ExportTable {
  return tableOf(rows, [
    ['时间', 'text', (row) => wallClock(context.district.timeZone, row.publishedAt), 18],
    ['来源', 'text', (row) => row.sourceName],
    ['编号', 'text', (row) => row.externalId, 20],
    ['区域', 'text', (row) => row.wardName],
    ['小区', 'text', (row) => row.estate],
    ['类别', 'text', (row) => row.topicName],
    ['标题', 'text', (row) => (isPrivate(row) ? '（私信，不展示内容）' : row.title), 30],
    ['内容', 'text', (row) => row.text, 60],
    ['状态', 'text', (row) => STATUSES[row.status] ?? row.status, 8],
    ['回复', 'text', (row) => row.reply, 40],
    ['办结层级', 'text', (row) => CLOSED_LEVELS[row.closedLevel], 8],
    ['同文件数', 'integer', (row) => row.copies],
    ['语言', 'text', (row) => LANGUAGES[row.language], 8],
  ]);
}

/** The alerts of an inbox, one line each with its leading unit. */
export function alertsTable(context: ApiContext, rows: readonly AlertRow[]): ExportTable {
  const at = (instant: string | null | undefined): string => wallClock(context.district.timeZone, instant ?? null);
  return tableOf(rows, [
    ['编号', 'text', (row) => row.number],
    ['级别', 'text', (row) => LEVELS[row.level], 6],
    ['事项', 'text', (row) => row.title, 36],
    ['地点', 'text', (row) => row.place],
    ['类别', 'text', (row) => row.topicName],
    ['区域', 'text', (row) => row.wardName],
    ['热度', 'integer', (row) => Math.round(row.heat)],
    ['件数', 'integer', (row) => row.documents],
    ['人数', 'integer', (row) => row.reporters],
    ['发出', 'text', (row) => at(row.raisedAt), 18],
    ['主办', 'text', (row) => lead(row)?.departmentName ?? ''],
    [
      '协办',
      'text',
      (row) =>
        assist(row)
          .map((one) => one.departmentName)
          .join('、'),
      24,
    ],
    ['签收', 'text', (row) => at(lead(row)?.signedAt), 18],
    ['回复', 'text', (row) => at(lead(row)?.repliedAt), 18],
    ['办结', 'text', (row) => at(lead(row)?.resolvedAt), 18],
    ['办结期限', 'text', (row) => at(lead(row)?.resolveDueAt), 18],
    ['超期', 'text', (row) => (row.assignments.some(({ overdue }) => overdue !== null) ? '是' : ''), 8],
  ]);
}

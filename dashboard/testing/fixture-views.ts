import type { DocumentList } from '#api/contract/documents.ts';
import type { EventDetail } from '#api/contract/events.ts';
import type { Filter } from '#api/contract/filter.ts';
import type { HotspotRow, Overview, Snapshot, TrendPoint, WardRankingRow } from '#api/contract/hotspots.ts';
import type { WardNode } from '#api/contract/names.ts';
import type { AlertRow } from '#api/contract/alerts.ts';
import { documents, hotspots, hoursAgo, noise, nowIso, topicName, topics, wards } from './fixture-data.ts';

const snapshot: Snapshot = {
  runId: '2020-12-12T07:25',
  asOf: hoursAgo(0.08),
  lastIntakeAt: hoursAgo(0.02),
  lateSources: ['12345 热线'],
};

const inWard = (code: string, filter: Filter) =>
  !filter.ward ? true : filter.ward === 'none' ? code === '' : code.startsWith(filter.ward);

/** The hotspots that a filter leaves. */
export function hotspotsFor(filter: Filter, alerts: AlertRow[]): HotspotRow[] {
  return hotspots
    .filter((row) => inWard(row.wardCode, filter) || (filter.ward ?? '').startsWith(row.wardCode))
    .filter((row) => !filter.topic || row.topicCode.startsWith(filter.topic))
    .filter((row) => !filter.q || `${row.title}${row.place}${row.wardName}`.includes(filter.q))
    .map((row, i) => {
      const alert = alerts.find((one) => one.eventId === row.eventId);
      const { id, state, level } = alert ?? {};
      const departmentName = alert?.assignments[0]?.departmentName ?? '';
      return { ...row, rank: i + 1, alert: id && state && level ? { id, state, level, departmentName } : null };
    });
}

/** Posts per day and category; Saturday carries the burst. */
function trendFor(filter: Filter): TrendPoint[] {
  const days = Math.max(filter.days ?? 7, 7);
  const scale = (filter.ward?.length ?? 6) > 6 ? 0.12 : 1;
  return Array.from({ length: days }, (_, i) => {
    const back = days - 1 - i;
    const at = new Date(Date.parse(nowIso) - back * 86_400_000);
    const weekend = [0, 6].includes(at.getUTCDay()) ? 0.8 : 1;
    const byCategory: Record<string, number> = {};
    for (const [c, topic] of topics.filter((one) => one.code.length === 2).entries()) {
      if (filter.topic && !filter.topic.startsWith(topic.code)) continue;
      const base =
        (34 - c * 3.6) * weekend * (0.8 + noise(i * 13 + c) * 0.4) + (topic.code === '08' && back === 0 ? 14 : 0);
      byCategory[topic.code] = Math.round(base * scale);
    }
    return {
      day: at.toISOString().slice(0, 10),
      total: Object.values(byCategory).reduce((a, b) => a + b, 0),
      byCategory,
    };
  });
}

function rankingRow(ward: WardNode, i: number): WardRankingRow {
  const total = Math.round(ward.residents / 900 + noise(i + 40) * 30);
  const small = ward.residents < 4000;
  const rate = (total / ward.residents) * 10_000;
  return {
    wardCode: ward.code,
    wardName: ward.name,
    level: ward.level,
    documents: small ? Math.min(total, 3) : total,
    previousDocuments: Math.round(total * (0.75 + noise(i + 7) * 0.5)),
    voices: Math.round((small ? Math.min(total, 3) : total) * 0.83),
    residents: ward.residents,
    households: ward.households,
    per: 'residents',
    peers: '',
    rankInPeers: null,
    hotspots: hotspots.filter((row) => row.wardCode.startsWith(ward.code)).length,
    topHeat: Math.max(0, ...hotspots.filter((row) => row.wardCode.startsWith(ward.code)).map((row) => row.heat)),
    openAlerts: i % 4 === 0 ? 2 : i % 3 === 0 ? 1 : 0,
    per10k: small ? null : rate,
    per10kLow: small ? null : rate * 0.78,
    per10kHigh: small ? null : rate * 1.26,
    rankTotal: 0,
    rankPer10k: null,
  };
}

/** The children of the asked ward on both lists, then 未定位. */
export function rankingFor(filter: Filter): WardRankingRow[] {
  const parent = filter.ward ?? '330199';
  const rows = wards.filter((ward) => ward.parentCode === parent).map(rankingRow);
  rows.sort((a, b) => b.voices - a.voices);
  for (const [i, row] of rows.entries()) row.rankTotal = i + 1;
  const rated = rows.filter((row) => row.per10k !== null).sort((a, b) => (b.per10k ?? 0) - (a.per10k ?? 0));
  for (const [i, row] of rated.entries()) row.rankPer10k = i + 1;
  if (parent.length !== 6) return rows;
  const unlocated = rankingRow(
    { code: '', name: '未定位', level: 'district', parentCode: '', households: 0, residents: 0 },
    3,
  );
  return [
    ...rows,
    {
      ...unlocated,
      level: 'unlocated',
      documents: 17,
      previousDocuments: 22,
      voices: 16,
      per10k: null,
      per10kLow: null,
      per10kHigh: null,
    },
  ];
}

/** GET /api/overview. */
export function overviewFor(filter: Filter, alerts: AlertRow[]): Overview {
  const rows = hotspotsFor(filter, alerts);
  const trend = trendFor(filter);
  const total = trend.reduce((sum, point) => sum + point.total, 0);
  const open = alerts.filter((alert) => !['resolved', 'closed', 'verified'].includes(alert.state));
  const categories = topics
    .filter((topic) => topic.code.length === 2)
    .map(({ code, name }) => ({
      code,
      name,
      documents: trend.reduce((sum, point) => sum + (point.byCategory[code] ?? 0), 0),
    }))
    .map((row) => ({ ...row, voices: Math.round(row.documents * 0.8) }))
    .sort((a, b) => b.voices - a.voices);
  return {
    snapshot,
    tiles: [
      {
        metric: 'documents',
        value: total,
        previous: Math.round(total * 0.91),
        lastYear: Math.round(total * 1.12),
        unit: 'items',
      },
      { metric: 'reporters', value: Math.round(total * 0.81), previous: Math.round(total * 0.76), unit: 'persons' },
      { metric: 'hotspots', value: rows.length, previous: rows.length + 1, unit: 'items' },
      { metric: 'openAlerts', value: open.length, previous: 4, unit: 'items' },
      { metric: 'feedbackRate', value: 0.8667, previous: 0.902, numerator: 650, denominator: 750, unit: 'ratio' },
      { metric: 'onTimeCloseRate', value: 0.8721, previous: 0.851, numerator: 75, denominator: 86, unit: 'ratio' },
    ],
    hotspots: rows,
    trend,
    wards: rankingFor(filter),
    categories,
    alerts: open.slice(0, 6),
  };
}

/** What is searched for to be given more posts than anybody reads. */
export const endless = { word: '两万件', total: 20_000 } as const;

function endlessFor(from: number, limit: number): DocumentList {
  const rows = Array.from({ length: Math.min(limit, endless.total - from) }, (_, i) => {
    const n = from + i + 1;
    const text = `第 ${n} 件 ${'楼道灯不亮，晚上回家看不清台阶。'.repeat(1 + (n % 7))}`;
    return {
      ...documents[n % documents.length]!,
      externalId: `endless-${n}`,
      title: '',
      text,
      visibility: 'public' as const,
    };
  });
  const next = from + limit;
  return { rows, total: endless.total, nextCursor: next < endless.total ? String(next) : null };
}

/** GET /api/documents, in pages of `limit`. */
export function documentsFor(filter: Filter, cursor: string | null, limit: number): DocumentList {
  if (filter.q === endless.word) return endlessFor(Number(cursor ?? 0), limit);
  const rows = documents
    .filter((doc) => inWard(doc.wardCode, filter))
    .filter((doc) => !filter.topic || doc.topicCode.startsWith(filter.topic))
    .filter((doc) => !filter.source || doc.sourceId === filter.source)
    .filter((doc) => !filter.event || doc.eventId === filter.event);
  const from = Number(cursor ?? 0);
  const next = from + limit;
  return { rows: rows.slice(from, next), total: rows.length, nextCursor: next < rows.length ? String(next) : null };
}

function tally<K extends string>(keys: K[]): [K, number][] {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** GET /api/events/{id}; null when there is none. */
export function eventFor(eventId: string, alerts: AlertRow[]): EventDetail | null {
  const hotspot = hotspotsFor({}, alerts).find((row) => row.eventId === eventId);
  if (!hotspot) return null;
  const members = documents.filter((doc) => doc.eventId === eventId);
  const { title, kind, place, topicCode, firstAt, lastAt } = hotspot;
  return {
    snapshot,
    hotspot,
    event: {
      eventId,
      kind,
      title,
      summary: members[0]?.text ?? '',
      crowds: '业主、老人',
      keywords: members[0]?.topicWords ?? [],
      place,
      topicCode,
      topicName: topicName(topicCode),
      firstAt,
      lastAt,
      documentCount: members.length,
      suggested: { unit: '公安交警大队', words: ['右转', '拥堵'] },
    },
    timeline: {
      unit: 'hour',
      points: Array.from({ length: 48 }, (_, h) => {
        const at = Date.parse(nowIso) - (47 - h) * 3_600_000;
        const here = members.filter((doc) => Math.abs(Date.parse(doc.publishedAt) - at) < 1_800_000).length;
        return { at: new Date(at).toISOString(), documents: here, reporters: here };
      }),
    },
    wards: tally(members.map((doc) => doc.wardCode)).map(([wardCode, count]) => ({
      wardCode,
      wardName: members.find((doc) => doc.wardCode === wardCode)?.wardName ?? '',
      documents: count,
      voices: count,
    })),
    sources: tally(members.map((doc) => doc.sourceId)).map(([sourceId, count]) => ({
      sourceId,
      sourceName: members.find((doc) => doc.sourceId === sourceId)?.sourceName ?? '',
      documents: count,
      voices: count,
    })),
    members: members.map((doc, i) => ({
      ...doc,
      score: i === members.length - 1 ? 1 : 0.32 + noise(i) * 0.4,
      because: i === members.length - 1 ? [] : [...doc.places, ...doc.topicWords.slice(0, 2)],
    })),
    sameAppeals:
      members.length > 2 && members[0]!.sourceId !== members[1]!.sourceId
        ? [{ members: [0, 1], sourceNames: [members[0]!.sourceName, members[1]!.sourceName], score: 0.83 }]
        : [],
    similar: [
      {
        eventId: 'ev1',
        title: '人民医院门口停车排队外溢',
        lastAt: '2020-06-03T09:00:00.000Z',
        documentCount: 14,
        score: 0.41,
        sharedWords: ['停车', '排队'],
        isSamePlace: true,
        answer: {
          reply: '经现场核实，已增设临时停车位 40 个，并安排专人疏导。',
          replyHours: 20,
          closeDays: 6,
          cameBack: 2,
        },
      },
    ],
    alerts: alerts.filter((alert) => alert.eventId === eventId),
  };
}

import { shrinkRates } from '#jobs/hotspots/shrink-rates.ts';
import { listWardCounts, type WardCount } from '#warehouse/analytics/pages/list-ward-counts.ts';
import { listWardHeats } from '#warehouse/analytics/pages/list-ward-heats.ts';
import { countOpenAlertsByWard } from '#warehouse/ledger/alerts/count-open-by-ward.ts';
import { levelOf, wardCodeLength, type Ward, type WardLevel } from '#warehouse/model/ward.ts';
import type { ApiContext } from '../context.ts';
import type { WardRankingRow } from '../contract.ts';
import type { Viewpoint } from './viewpoint.ts';

/** The level below each; a community is shown by itself. */
const CHILD_LEVEL: Record<WardLevel, WardLevel> = { district: 'street', street: 'community', community: 'community' };

/** GET /api/wards/ranking: the children of the viewpoint's ward, 总量榜 and 万人榜 side by side, and 未定位. */
export async function wardRanking(
  context: ApiContext,
  view: Viewpoint,
  runId: string | null,
): Promise<WardRankingRow[]> {
  const level = CHILD_LEVEL[levelOf(view.wardCode) ?? 'district'];
  const codeLength = wardCodeLength[level];
  const [counts, previous, heats, alerts] = await Promise.all([
    listWardCounts(context.reader, { ...view.filter, codeLength }),
    listWardCounts(context.reader, { ...view.previous, codeLength }),
    runId === null
      ? []
      : listWardHeats(context.reader, {
          scope: view.scope,
          runId,
          windowDays: view.days,
          level,
          minHeat: context.district.alerting.enterHeat,
        }),
    countOpenAlertsByWard(context.ledger, view.scope, codeLength),
  ]);
  const children = context.names.wards.filter(
    (ward) =>
      ward.level === level &&
      ward.code.startsWith(view.wardCode) &&
      view.scope.wards.some((prefix) => ward.code.startsWith(prefix)),
  );
  const rows = children.map((ward) => toRow(ward, { counts, previous, heats, alerts }));
  rankByTotal(rows);
  rankByRate(rows);
  const unlocated = counts.find((row) => row.ward === '');
  return unlocated && unlocated.documents > 0 ? [...rows, unlocatedRow(context, unlocated, previous)] : rows;
}

interface Parts {
  counts: WardCount[];
  previous: WardCount[];
  heats: Awaited<ReturnType<typeof listWardHeats>>;
  alerts: ReadonlyMap<string, number>;
}

function toRow(ward: Ward, parts: Parts): WardRankingRow {
  const of = (rows: WardCount[]): WardCount | undefined => rows.find((row) => row.ward === ward.code);
  const heat = parts.heats.find((row) => row.ward_code === ward.code);
  return {
    wardCode: ward.code,
    wardName: ward.name,
    level: ward.level,
    documents: of(parts.counts)?.documents ?? 0,
    previousDocuments: of(parts.previous)?.documents ?? 0,
    reporters: of(parts.counts)?.reporters ?? 0,
    residents: ward.residents,
    hotspots: heat?.hotspots ?? 0,
    topHeat: heat?.top_heat ?? 0,
    openAlerts: parts.alerts.get(ward.code) ?? 0,
    per10k: null,
    per10kLow: null,
    per10kHigh: null,
    rankTotal: 0,
    rankPer10k: null,
  };
}

/** Most documents first; equal numbers by ward code, so that the order is the same every time. */
function rankByTotal(rows: WardRankingRow[]): void {
  rows.sort((a, b) => b.documents - a.documents || (a.wardCode < b.wardCode ? -1 : 1));
  for (const [index, row] of rows.entries()) row.rankTotal = index + 1;
}

function rankByRate(rows: WardRankingRow[]): void {
  const rates = shrinkRates(rows.map((row) => ({ count: row.documents, population: row.residents })));
  for (const [index, row] of rows.entries()) {
    const rate = rates[index];
    if (rate)
      Object.assign(row, { per10k: rate.rate * 10_000, per10kLow: rate.low * 10_000, per10kHigh: rate.high * 10_000 });
  }
  const ranked = rows
    .filter((row) => row.per10k !== null)
    .toSorted((a, b) => b.per10k! - a.per10k! || a.rankTotal - b.rankTotal);
  for (const [index, row] of ranked.entries()) row.rankPer10k = index + 1;
}

function unlocatedRow(context: ApiContext, row: WardCount, previous: WardCount[]): WardRankingRow {
  const ward: Ward = {
    code: '',
    level: 'community',
    name: context.names.ward(''),
    parentCode: '',
    aliases: [],
    households: 0,
    residents: 0,
  };
  const plain = toRow(ward, { counts: [row], previous, heats: [], alerts: new Map() });
  return { ...plain, level: 'unlocated' };
}

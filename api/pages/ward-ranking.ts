import { dayIn } from '#jobs/hotspots/baseline.ts';
import { rankWards, type WardStanding } from '#jobs/hotspots/wards/rank-wards.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { type BoundaryChange, currentWard } from '#warehouse/analytics/current-ward.ts';
import { listWardCounts, type WardCount } from '#warehouse/analytics/pages/list-ward-counts.ts';
import { listWardHeats } from '#warehouse/analytics/pages/list-ward-heats.ts';
import { countOpenAlertsByWard } from '#warehouse/ledger/alerts/count-open-by-ward.ts';
import { existsOn, levelOf, wardCodeLength, type Ward, type WardLevel } from '#warehouse/model/ward.ts';
import type { ApiContext } from '../context.ts';
import type { WardRankingRow } from '../contract/hotspots.ts';
import type { Viewpoint } from './viewpoint.ts';

/** The level below each; a community is shown by itself. */
export const CHILD_LEVEL: Record<WardLevel, WardLevel> = {
  district: 'street',
  street: 'community',
  community: 'community',
};

/** GET /api/wards/ranking: the children of the viewpoint's ward, 总量榜 and 万人榜 side by side, and 未定位. */
export async function wardRanking(
  context: ApiContext,
  view: Viewpoint,
  runId: string | null,
): Promise<WardRankingRow[]> {
  const level = CHILD_LEVEL[levelOf(view.wardCode) ?? 'district'];
  const codeLength = wardCodeLength[level];
  const rules = context.settings.current(wardRankingSetting);
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
          minHeat: context.policy.enterHeat,
          changes: rules.changes,
        }),
    countOpenAlertsByWard(context.ledger, view.scope, codeLength),
  ]);
  const children = context.names.wards.filter(
    (ward) =>
      ward.level === level &&
      ward.code.startsWith(view.wardCode) &&
      view.scope.wards.some((prefix) => ward.code.startsWith(prefix)),
  );
  const today = dayIn(context.district.timeZone, view.at);
  const parts: Parts = { counts, previous, heats, alerts, changes: rules.changes };
  const counted = children
    .map((ward) => ({ ward, row: { ...toCounts(ward, parts), per: rules.per } }))
    .filter(({ ward, row }) => existsOn(ward, today) || row.documents + row.previousDocuments + row.openAlerts > 0)
    .map(({ row }) => row);
  const standings = rankWards(
    counted.map((row) => ({ ...row, code: row.wardCode })),
    rules,
  );
  const rows = counted
    .map((row, at): WardRankingRow => ({ ...row, ...standings[at]! }))
    .sort((a, b) => a.rankTotal - b.rankTotal || (a.wardCode < b.wardCode ? -1 : 1));
  const unlocated = counts.find((row) => row.ward === '');
  return unlocated && unlocated.documents > 0
    ? [...rows, unlocatedRow(context, unlocated, { previous, per: rules.per })]
    : rows;
}

interface Parts {
  counts: WardCount[];
  previous: WardCount[];
  heats: Awaited<ReturnType<typeof listWardHeats>>;
  alerts: ReadonlyMap<string, number>;
  /** Counts are of the wards of today already; heats and alerts stand where they were raised. */
  changes: readonly BoundaryChange[];
}

/** What is counted of a ward, before it is compared. */
type Counted = Omit<WardRankingRow, keyof WardStanding | 'per'>;

function toCounts(ward: Ward, parts: Parts): Counted {
  const of = (rows: WardCount[]): WardCount | undefined => rows.find((row) => row.ward === ward.code);
  const isHere = (code: string): boolean => currentWard(code, parts.changes) === ward.code;
  const heats = parts.heats.filter((row) => isHere(row.ward_code));
  return {
    wardCode: ward.code,
    wardName: ward.name,
    level: ward.level,
    documents: of(parts.counts)?.documents ?? 0,
    previousDocuments: of(parts.previous)?.documents ?? 0,
    voices: of(parts.counts)?.voices ?? 0,
    residents: ward.residents,
    households: ward.households,
    hotspots: heats.reduce((sum, row) => sum + row.hotspots, 0),
    topHeat: Math.max(0, ...heats.map((row) => row.top_heat)),
    openAlerts: [...parts.alerts].reduce((sum, [code, open]) => (isHere(code) ? sum + open : sum), 0),
  };
}

function unlocatedRow(
  context: ApiContext,
  row: WardCount,
  { previous, per }: { previous: WardCount[]; per: WardRankingRow['per'] },
): WardRankingRow {
  const ward: Ward = {
    code: '',
    level: 'community',
    name: context.names.ward(''),
    parentCode: '',
    aliases: [],
    households: 0,
    residents: 0,
  };
  const counted = toCounts(ward, { counts: [row], previous, heats: [], alerts: new Map(), changes: [] });
  return { ...counted, ...NOWHERE, level: 'unlocated', per };
}

/** What is nowhere stands nowhere. */
const NOWHERE: WardStanding = {
  rankTotal: 0,
  per10k: null,
  per10kLow: null,
  per10kHigh: null,
  rankPer10k: null,
  peers: '',
  rankInPeers: null,
};

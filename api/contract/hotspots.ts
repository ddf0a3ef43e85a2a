import type { AlertLevel, AlertState } from '#warehouse/model/alert.ts';
import type { HeatCounts, HeatParts, Trend } from '#warehouse/model/hotspot.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import type { AlertRow } from './alerts.ts';

/** Where a page's numbers come from, shown on each page. */
export interface Snapshot {
  /** Ranking run that the hotspots are from; null before the first run. */
  runId: string | null;
  /** The instant the numbers are for. */
  asOf: string;
  /** Latest arrival of any document. */
  lastIntakeAt: string | null;
  /** Sources that are late or failing, for 数据中断. */
  lateSources: string[];
}

/** One row of a hot list. */
export interface HotspotRow {
  eventId: string;
  title: string;
  place: string;
  topicCode: string;
  topicName: string;
  kind: 'event' | 'topic';
  /** The ward whose list it is … */
  wardCode: string;
  wardName: string;
  /** … and the smallest ward that holds the whole of it. */
  ownWardName: string;
  rank: number;
  heat: number;
  /** What the heat would be were the counts as low or as high as chance alone may make them (95 %). */
  heatInterval: [low: number, high: number];
  /** The formula that it was computed by, with the version of the district's own parameters. */
  formulaVersion: string;
  parts: HeatParts;
  counts: HeatCounts;
  trend: Trend;
  firstAt: string;
  lastAt: string;
  /** Documents per day over the last 14 days, oldest first. */
  spark: number[];
  alert: { id: string; state: AlertState; level: AlertLevel; departmentName: string } | null;
}

/** GET /api/hotspots?ward&days&topic&q&limit. */
export interface HotspotList {
  snapshot: Snapshot;
  rows: HotspotRow[];
  total: number;
}

/** One tile of the overview; previous is the window before, for 环比. null rates print as "—". */
export interface Tile {
  /** Metric id of the registry: documents, reporters, hotspots, openAlerts, feedbackRate, closeRate, onTimeCloseRate … */
  metric: string;
  value: number | null;
  previous: number | null;
  /** 同比: of the same window a year ago; absent where nothing was taken in then. */
  lastYear?: number | null;
  numerator?: number;
  denominator?: number;
  unit: 'items' | 'persons' | 'ratio' | 'hours';
}

/** GET /api/trend?ward&days&topic: documents per day, split by category. */
export interface TrendPoint {
  day: string;
  total: number;
  byCategory: Record<string, number>;
}

/** GET /api/wards/ranking?ward&days&topic: the children of a ward, both lists side by side, plus 未定位. */
export interface WardRankingRow {
  wardCode: string;
  wardName: string;
  level: WardLevel | 'unlocated';
  documents: number;
  previousDocuments: number;
  /** 发声人数: distinct persons over the first document of each text; what wards are ranked by. */
  voices: number;
  residents: number;
  households: number;
  hotspots: number;
  topHeat: number;
  openAlerts: number;
  /** What `per10k` is of, as set. */
  per: 'residents' | 'households';
  /** Voices per 10 000, shrunk toward the peers (empirical Bayes), with a 95 % interval; null = 数据不足. */
  per10k: number | null;
  per10kLow: number | null;
  per10kHigh: number | null;
  rankTotal: number;
  rankPer10k: number | null;
  /** 同类, and the place among them; '' and null where all are compared with all. */
  peers: string;
  rankInPeers: number | null;
}

/** GET /api/overview?ward&days&topic. */
export interface Overview {
  snapshot: Snapshot;
  tiles: Tile[];
  hotspots: HotspotRow[];
  trend: TrendPoint[];
  wards: WardRankingRow[];
  /** Those of most voices first. */
  categories: { code: string; name: string; documents: number; voices: number }[];
  alerts: AlertRow[];
}

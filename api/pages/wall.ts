import { isSensitiveTopic } from '#jobs/reports/snapshot/sensitive-topics.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import type { AlertRow } from '../contract/alerts.ts';
import type { HotspotRow } from '../contract/hotspots.ts';
import type { WallAlert, WallHotspot, WallView } from '../contract/wall.ts';
import type { Asker } from './alert-views.ts';
import { overview } from './overview.ts';
import { viewOf } from './viewpoint.ts';

/** What stays readable across a room. */
const HOTSPOTS = 8;
const ALERTS = 6;
const DAYS = 7;

/**
 * GET /api/wall: the district for a screen in a hall. No word of a resident is in it: a matter is told by its place
 * and topic, private ones and those of sensitive categories are left out, and nothing leads further.
 */
export async function wall(context: ApiContext): Promise<WallView> {
  const asker: Asker = { scope: systemScope, actor: null };
  const view = await viewOf(context, systemScope, { days: DAYS });
  const { snapshot, tiles, hotspots, wards, trend, alerts } = await overview(context, asker, view);
  return {
    asOf: snapshot.asOf,
    lateSources: snapshot.lateSources,
    tiles,
    hotspots: hotspots.filter(isShowable).slice(0, HOTSPOTS).map(toWallHotspot),
    wards: wards.map(({ level, ...ward }) => ({
      wardCode: ward.wardCode,
      wardName: ward.wardName,
      documents: ward.documents,
      voices: ward.voices,
      topHeat: ward.topHeat,
      openAlerts: ward.openAlerts,
      located: level !== 'unlocated',
    })),
    trend: trend.map(({ day, total }) => ({ day, total })),
    alerts: alerts
      .filter((alert) => alert.title !== UNQUOTED && !isSensitiveTopic(alert.topicCode))
      .slice(0, ALERTS)
      .map(toWallAlert),
  };
}

/** The title of what may not be told. */
const UNQUOTED = '不公开诉求';

function isShowable({ counts, title, topicCode }: HotspotRow): boolean {
  return counts.privateDocuments < counts.documents && title !== UNQUOTED && !isSensitiveTopic(topicCode);
}

function toWallHotspot(row: HotspotRow): WallHotspot {
  const { rank, place, topicCode, topicName, ownWardName, heat, trend, spark, alert } = row;
  return {
    rank,
    place,
    topicCode,
    topicName,
    wardName: ownWardName,
    heat,
    documents: row.counts.documents,
    trend,
    spark,
    alert,
  };
}

function toWallAlert({
  level,
  state,
  place,
  topicCode,
  topicName,
  wardName,
  raisedAt,
  assignments,
}: AlertRow): WallAlert {
  return {
    level,
    state,
    place,
    topicCode,
    topicName,
    wardName,
    raisedAt,
    departmentName: assignments.find(({ role }) => role === 'lead')?.departmentName ?? '',
    overdue: assignments.some(({ overdue }) => overdue !== null),
  };
}

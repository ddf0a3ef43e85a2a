import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getLastPublishedAt } from '#warehouse/analytics/hotspots/get-last-published-at.ts';
import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { countActiveDays } from '#warehouse/analytics/reports/count-active-days.ts';
import { listAnnouncements } from '#warehouse/analytics/reports/list-announcements.ts';
import { listEventCounts } from '#warehouse/analytics/reports/list-event-counts.ts';
import { listEventQuotes } from '#warehouse/analytics/reports/list-event-quotes.ts';
import { listUnitTopics } from '#warehouse/analytics/reports/list-unit-topics.ts';
import { listUnitVoices } from '#warehouse/analytics/reports/list-unit-voices.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { listCases } from '#warehouse/ledger/supervision/list-cases.ts';
import { listPeriodAssignments } from '#warehouse/ledger/alerts/list-period-assignments.ts';
import { listWeatherDays } from '#warehouse/ledger/reports/weather-days.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';
import { dayOf, shiftDay, type WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { overdueCounter } from '../../hotspots/overdue.ts';
import { type HeatParameters, shippedHeat } from '../../hotspots/heat-parameters.ts';
import type { HotspotRecord } from '../../hotspots/rank.ts';
import { KEPT } from '../../hotspots/rank-level.ts';
import { computeRanking } from '../../hotspots/run-ranking.ts';
import { shippedWardRules, type WardRules } from '../../hotspots/wards/ward-rules.ts';
import { firstDaysOf, type Period, periodAt, periodBefore, yearBefore } from '../period.ts';
import { countUnits } from './count-units.ts';
import type { TopicCount } from './hidden-cells.ts';
import { GROUPED_CATEGORIES, isGroupedTopic } from './sensitive-topics.ts';
import { countTopics } from './topic-counting.ts';

/** What the numbers of a period are counted from. `now` is the district's clock. */
export interface ReleaseDeps {
  analytics: Analytics;
  ledger: Ledger;
  district: District;
  calendar: WorkingCalendar;
  now: () => Date;
  /** How much of a 满意 a 基本满意 is worth, as set for supervision; absent, all of it. */
  basicallyWeight?: () => number;
  /** By what pages count and rank, as set; absent, as shipped. */
  ranking?: () => RankingRules;
}

/** The rules that pages rank by, so that a report says the same. */
export interface RankingRules {
  heat: { parameters: HeatParameters; version: number };
  /** The heat that raises an alert. */
  enterHeat: number;
  wards: WardRules;
}

const DAY_MS = 86_400_000;
/** Below this share of days with any document a period is not covered, and nothing is compared with it. */
const COVERED = 0.9;
/** Hotspots of a ward that a report can tell of; more are ranked than are read. */
export const TOP = 10;
/** Sensitive ones are told apart, so that more have to be known than are told. */
const KNOWN = 2 * TOP;
const QUOTED = 3;
/** An announcement explains what follows within so many days. */
const ANNOUNCED_BEFORE_DAYS = 7;

export type Release = Awaited<ReturnType<typeof collectRelease>>;

/**
 * Counts a period once, for all wards and departments together: the queries behind every report of one period.
 * A period that data do not cover to its end is counted up to the last day that they reach.
 */
export async function collectRelease(deps: ReleaseDeps, asked: Period) {
  const { analytics, district } = deps;
  const { timeZone } = district;
  const takenAt = deps.now().toISOString();
  const last = (await getLastPublishedAt(analytics)) ?? takenAt;
  const reach = dayOf(last < takenAt ? last : takenAt);
  // Nobody writes on some nights: data that reach the last day but one are taken to cover the last.
  const isOver = takenAt >= asked.to && reach >= shiftDay(asked.lastDay, -1);
  const covered = Math.max(1, 1 + (Date.parse(reach) - Date.parse(asked.firstDay)) / DAY_MS);
  const period = isOver ? asked : firstDaysOf(asked, covered);
  const previous = firstDaysOf(periodBefore(asked), isOver ? Number.POSITIVE_INFINITY : period.days);
  const lastYear = yearBefore(asked);
  const yearPeriod = lastYear && firstDaysOf(lastYear, isOver ? Number.POSITIVE_INFINITY : period.days);
  const isCovered = async (each: Period | null): Promise<boolean> =>
    each !== null && (await countActiveDays(analytics, { ...each, timeZone })) >= COVERED * each.days;
  const windows = {
    period,
    previous,
    yearPeriod: (await isCovered(yearPeriod)) ? yearPeriod : null,
    isPreviousCovered: await isCovered(previous),
    takenAt,
  };
  const ranking = deps.ranking?.() ?? shippedRanking(district);
  const hotspots = await rankPeriod(deps, period, ranking);
  const top = hotspots.filter(({ rank, heat }) => rank <= KNOWN || heat >= ranking.enterHeat);
  const topIds = [...new Set(top.map(({ event_id }) => event_id))];
  const quotedIds = [...new Set(top.filter(({ rank }) => rank <= QUOTED + TOP).map(({ event_id }) => event_id))];
  const announced = { from: shifted(period.from, -ANNOUNCED_BEFORE_DAYS), to: period.to };
  const byWard = await countUnits(deps, { axis: 'wards', changes: ranking.wards.changes }, windows);
  const routing = district.routing.filter(({ nature }) => nature === '');
  // A part of a month is compared with the same part of the one before, which is listed no more than it.
  const isWholeMonth = isOver && asked.kind === 'month';
  const countingOf = (key: string, wards: readonly TopicCount[] | null, topics: readonly TopicCount[] | null) =>
    countTopics(deps, { periodKey: key, isWholeMonth, wards: wards ?? [], topics: topics ?? [] });
  return {
    ...windows,
    cutAt: isOver ? null : period.lastDay,
    ranking,
    byWard,
    voices: await listUnitVoices(analytics, ranking.wards.changes, period),
    byDepartment: await countUnits(deps, { axis: 'departments', routing, without: GROUPED_CATEGORIES }, windows),
    counting: await countingOf(asked.key, byWard.categories, byWard.topics),
    countingBefore: await countingOf(previous.key, byWard.categoriesBefore, byWard.topicsBefore),
    hotspots,
    titles: await listEventTitles(analytics, topIds),
    eventsBefore: windows.isPreviousCovered ? await listEventCounts(analytics, previous, topIds) : null,
    quotes: await listEventQuotes(analytics, period, quotedIds),
    announcements: await listAnnouncements(analytics, announced),
    assignments: await listPeriodAssignments(deps.ledger, period),
    supervision: await supervisedCases(deps, period, takenAt),
    seasonal: await seasonalTopics(deps, asked),
    // The day before the first may be why the first was busy.
    weather: await listWeatherDays(deps.ledger, shiftDay(period.firstDay, -1), period.lastDay),
  };
}

/** The rules of a district that has set none. */
export function shippedRanking({ alerting }: District): RankingRules {
  return { heat: { parameters: shippedHeat, version: 0 }, enterHeat: alerting.enterHeat, wards: shippedWardRules };
}

/** The case files, and up to when and how they are counted: what supervision counts by. */
async function supervisedCases({ ledger, basicallyWeight }: ReleaseDeps, { from, to }: Period, takenAt: string) {
  return {
    cases: await listCases(ledger, systemScope, { from, to }),
    period: { from, to, at: takenAt < to ? takenAt : to },
    policy: { basicallyWeight: basicallyWeight?.() ?? 1 },
  };
}

function rankPeriod(deps: ReleaseDeps, period: Period, { heat }: RankingRules): Promise<HotspotRecord[]> {
  const { analytics, district, calendar } = deps;
  // A ranking's window is (from, to]; in milliseconds this one is the period's [from, to).
  const at = new Date(Date.parse(period.to) - 1).toISOString();
  return computeRanking({
    analytics,
    districtCode: district.code,
    timeZone: district.timeZone,
    at,
    runId: period.key,
    overdueDays: overdueCounter(calendar, { at, dutyDays: district.clocks.resolveWorkingDays }),
    windows: [period.days],
    // Hotspots above the alerting heat are counted, among as many as a run keeps for pages.
    keep: KEPT,
    heat,
  });
}

/** The district's categories a year ago, in this period and the next, without those of the group; null without data of both. */
async function seasonalTopics(deps: ReleaseDeps, asked: Period) {
  const { analytics, district } = deps;
  const now = yearBefore(asked);
  if (!now) return null;
  const next = periodAt(asked.kind, now.to);
  for (const each of [now, next])
    if ((await countActiveDays(analytics, { ...each, timeZone: district.timeZone })) < COVERED * each.days) return null;
  const ofDistrict = async (window: Period) =>
    (await listUnitTopics(analytics, { axis: 'wards' }, { ...window, length: 2 })).filter(
      ({ unit, topic }) => unit === '' && !isGroupedTopic(topic),
    );
  return { now: await ofDistrict(now), next: await ofDistrict(next) };
}

function shifted(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * DAY_MS).toISOString();
}

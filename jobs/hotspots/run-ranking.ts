import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getFirstPublishedAt } from '#warehouse/analytics/hotspots/get-first-published-at.ts';
import { insertHotspots } from '#warehouse/analytics/hotspots/insert-hotspots.ts';
import { listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { type EventVolume, listEventVolumes } from '#warehouse/analytics/hotspots/list-event-volumes.ts';
import { listPlaceDays } from '#warehouse/analytics/hotspots/list-place-days.ts';
import { windowDays } from '#warehouse/model/hotspot.ts';
import { wardCodeLength, type WardLevel, wardLevels } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, dayIn, dayNumber } from './baseline.ts';
import { FORMULA_VERSION } from './heat.ts';
import { type EventKey, type HotspotRecord, rank } from './rank.ts';
import { TREND_DAYS } from './trend.ts';

/** What a ranking run needs to know; `at` is the instant it is for. */
export interface RankingOptions {
  analytics: Analytics;
  districtCode: string;
  timeZone: string;
  at: string;
  runId: string;
  /** Working days that an open document is past its duty at `at`. */
  overdueDays: (openedAt: string) => number;
  /** Days; the windows that pages offer unless named. */
  windows?: readonly number[];
  levels?: readonly WardLevel[];
}

const DAY_MS = 86_400_000;
/** Reports of the 7-day window halve every 72 h (hotspots.md §9); other windows in proportion. */
const HALF_LIFE_SHARE = 72 / (7 * 24);
/** A list longer than this is not read; the district list is also the source of the alerts. */
const KEEP: Record<WardLevel, number> = { district: 200, street: 100, community: 30 };

/** Computes all asked windows and levels and gives their rows, without writing them. */
export async function computeRanking(options: RankingOptions): Promise<HotspotRecord[]> {
  const { analytics, at, timeZone } = options;
  const windows = options.windows ?? windowDays;
  const longest = Math.max(...windows);
  const [first, keys] = await Promise.all([
    getFirstPublishedAt(analytics),
    listEventKeys(analytics, daysBefore(at, longest)),
  ]);
  if (first === null) return [];
  const events = new Map<string, EventKey>(
    keys.map((key) => [
      key.event_id,
      { place: mainPlace(key.place), topicCode: key.topic_code, firstAt: key.first_at },
    ]),
  );
  const context = {
    events,
    firstDay: dayNumber(dayIn(timeZone, first)),
    longest,
  };
  const levels = options.levels ?? wardLevels;
  const rows: HotspotRecord[] = [];
  for (const level of levels) rows.push(...(await rankLevel(options, level, windows, context)));
  return rows;
}

/** An event names up to a few places, the most telling first; the background is that of the first. */
function mainPlace(places: string): string {
  return places.split('、')[0] ?? '';
}

interface Context {
  events: ReadonlyMap<string, EventKey>;
  firstDay: number;
  longest: number;
}

async function rankLevel(
  options: RankingOptions,
  level: WardLevel,
  windows: readonly number[],
  context: Context,
): Promise<HotspotRecord[]> {
  const { analytics, at, districtCode, timeZone } = options;
  const common = { to: at, codeLength: wardCodeLength[level], districtCode, timeZone };
  const background = daysBefore(at, context.longest + BASELINE_DAYS);
  const eventsSince = daysBefore(at, context.longest);
  const placeDays = await listPlaceDays(analytics, { ...common, from: background, eventsSince });
  const { runId, overdueDays } = options;
  const { events, firstDay } = context;
  const volumes = new Map<number, EventVolume[]>();
  for (const days of new Set([...windows, Math.max(TREND_DAYS, ...windows)])) {
    const window = { ...common, from: daysBefore(at, days), halfLifeHours: halfLifeOf(days) };
    volumes.set(days, await listEventVolumes(analytics, window));
  }
  const history = volumes.get(Math.max(...volumes.keys()))!;
  return windows.flatMap((days) =>
    rank({
      runId,
      at,
      windowDays: days,
      timeZone,
      volumes: volumes.get(days)!,
      history,
      events,
      placeDays,
      firstDay,
      halfLifeHours: halfLifeOf(days),
      overdueDays,
      keep: KEEP[level],
    }),
  );
}

function halfLifeOf(days: number): number {
  return days * 24 * HALF_LIFE_SHARE;
}

/** Computes a ranking and makes it the one that pages show. Gives the rows; running it twice changes nothing. */
export async function runRanking(
  options: RankingOptions & { seq: number; finishedAt: string },
): Promise<HotspotRecord[]> {
  const rows = await computeRanking(options);
  await insertHotspots(options.analytics, rows, {
    run_id: options.runId,
    at: options.at,
    finished_at: options.finishedAt,
    seq: options.seq,
    hotspots: rows.length,
    formula_version: FORMULA_VERSION,
  });
  return rows;
}

function daysBefore(at: string, days: number): string {
  return new Date(Date.parse(at) - days * DAY_MS).toISOString();
}

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getFirstDay } from '#warehouse/analytics/hotspots/get-first-day.ts';
import { getRunBefore } from '#warehouse/analytics/hotspots/get-run-before.ts';
import { insertHotspots } from '#warehouse/analytics/hotspots/insert-hotspots.ts';
import { listRunPlaces, type RunPlace } from '#warehouse/analytics/hotspots/list-run-places.ts';
import { listUnsettledSubjects } from '#warehouse/analytics/hotspots/list-unsettled-subjects.ts';
import { type Settling, settleRanking } from '#warehouse/analytics/hotspots/settle-ranking.ts';
import { windowDays } from '#warehouse/model/hotspot.ts';
import { type WardLevel, wardLevels } from '#warehouse/model/ward.ts';
import { dayNumber } from './baseline.ts';
import { formulaVersion } from './heat.ts';
import { type HeatParameters, shippedHeat } from './heat-parameters.ts';
import { hourEnd } from './hour-end.ts';
import type { LevelRun, RunHistory } from './level-run.ts';
import type { HotspotRecord } from './rank.ts';
import { KEPT, LISTED, rankLevel } from './rank-level.ts';
import { rankAgain } from './rank-again.ts';

/** What a ranking run needs to know; `at` is the instant it is for. */
export interface RankingOptions {
  analytics: Analytics;
  districtCode: string;
  timeZone: string;
  at: string;
  runId: string;
  /** Working days that an open document is past its duty, at the end of the hour of `at` (hourEnd). */
  overdueDays: (openedAt: string) => number;
  /** Days; the windows that pages offer unless named. */
  windows?: readonly number[];
  levels?: readonly WardLevel[];
  /** Rows of each list; as many as pages ask for unless named. */
  keep?: Record<WardLevel, number>;
  /** The district's parameters and the version of its setting; those shipped unless named. */
  heat?: { parameters: HeatParameters; version: number };
}

/** Computes all asked windows and levels and gives their rows, each ward's in order, without writing them. */
export async function computeRanking(options: RankingOptions): Promise<HotspotRecord[]> {
  return rankAll(levelRun(options), options, options.keep ?? LISTED);
}

async function rankAll(
  run: LevelRun,
  options: RankingOptions,
  keep: Record<WardLevel, number>,
): Promise<HotspotRecord[]> {
  const levels = options.levels ?? wardLevels;
  const rows: HotspotRecord[] = [];
  // One window after the other: each already uses all cores.
  for (const days of options.windows ?? windowDays) {
    const lists = await Promise.all(levels.map((level) => rankLevel(run, { level, days, keep: keep[level] })));
    rows.push(...lists.flat());
  }
  return rows;
}

/** What a run did: every list computed anew, or only what documents had touched since the run before. */
export interface RankingReport {
  kind: 'full' | 'incremental';
  /** Under which its rows stand: its own, or that of the run within the same hour that it goes on from. */
  runId: string;
  hotspots: number;
}

/**
 * Computes a ranking and makes it the one that pages show; running it twice changes nothing. `seq` is the arrival order
 * up to which every document is surely written: what came later counts as touched at the next run.
 */
export async function runRanking(
  options: RankingOptions & Pick<Settling, 'seq' | 'onMonth'> & { finishedAt: string },
): Promise<RankingReport> {
  const { analytics } = options;
  const run = levelRun(options);
  const before = await getRunBefore(analytics);
  const write = (runId: string, rows: readonly HotspotRecord[], gone: readonly RunPlace[], hotspots: number) =>
    insertHotspots(
      analytics,
      [...rows.map(stored), ...gone.map((row) => ({ ...row, at: options.at, is_out: 1 }))].map((row) => ({
        ...row,
        run_id: runId,
      })),
      {
        run_id: runId,
        at: options.at,
        finished_at: options.finishedAt,
        seq: options.seq,
        hotspots,
        formula_version: formulaVersion(options.heat?.version ?? 0),
      },
    );
  const again = await rankAgain(run, before);
  if (again !== null) {
    const { runId, fresh, gone, hotspots } = again;
    await write(runId, fresh, gone, hotspots);
    return { kind: 'incremental', runId, hotspots };
  }
  await settleRanking(analytics, options);
  const rows = await rankAll(levelRun(options), options, KEPT);
  const places = new Set(rows.map(placeOf));
  // A run that was broken off, or one for the same instant before more had arrived, wrote under the same id.
  const left = (await listRunPlaces(analytics, options.runId)).filter((row) => !places.has(placeOf(row)));
  await write(options.runId, rows, left, rows.length);
  return { kind: 'full', runId: options.runId, hotspots: rows.length };
}

function placeOf({ window_days, ward_code, event_id }: RunPlace): string {
  return `${window_days}|${ward_code}|${event_id}`;
}

/** The place in a list follows from its order, which the next run may change without writing the row again. */
function stored(row: HotspotRecord): object {
  return { ...row, rank: 0 };
}

function levelRun(options: RankingOptions): LevelRun {
  const { at, heat = { parameters: shippedHeat, version: 0 } } = options;
  const history = historyOf(options);
  // A fault is thrown where it is waited for.
  history.catch(() => {});
  return {
    ...options,
    agedTo: hourEnd(at),
    history,
    parameters: heat.parameters,
    formulaVersion: formulaVersion(heat.version),
  };
}

async function historyOf(options: RankingOptions): Promise<RunHistory> {
  const [first, unsettled] = await Promise.all([
    getFirstDay(options.analytics),
    listUnsettledSubjects(options.analytics, options),
  ]);
  return { firstDay: first === null ? Infinity : dayNumber(first), unsettled };
}

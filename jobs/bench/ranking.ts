import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Analytics, openAnalytics, runCommand, runQuery } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { z } from 'zod';
import { shippedHeat } from '../hotspots/heat-parameters.ts';
import { computeRanking, type RankingOptions, runRanking } from '../hotspots/run-ranking.ts';
import type { BenchRow } from './bench-row.ts';
import { fillDistrict } from './synthetic-district.ts';

/** A large district's year; MINQING_BENCH_DOCUMENTS asks for another size. */
const DOCUMENTS = 10_000_000;
const NEW_DOCUMENTS = 1_000;
const RUNS = 5;
const AT = Date.parse('2020-12-12T13:05:00.000Z');
const quiet = { info() {}, warn() {}, error() {} };

/**
 * Ranking a 30-day window at street level beside the bare counts of the same window, and a whole run after a thousand
 * new documents beside a whole run over everything, in turns on the same server.
 */
export async function run(): Promise<BenchRow[]> {
  const documents = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? DOCUMENTS);
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  try {
    await migrateAnalytics(stores.addresses.clickhouse);
    const analytics = openAnalytics(stores.addresses.clickhouse);
    await fillDistrict(analytics, { documents, from: 0, until: new Date(AT).toISOString() });
    for (const table of ['memberships', 'events', 'ranking_facts', 'ranking_subjects', 'ranking_events'])
      await runCommand(analytics, { name: 'bench_settle', sql: `OPTIMIZE TABLE ${table} FINAL` });
    const rows = [...(await measureWindow(analytics)), await measureRuns(analytics, documents)];
    await analytics.close();
    return rows.map((row) => ({ ...row, data: `${documents} synthetic documents` }));
  } finally {
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Measured = Omit<BenchRow, 'data'>;

async function measureWindow(analytics: Analytics): Promise<Measured[]> {
  const times = { ranked: [] as number[], counted: [] as number[], onFacts: [] as number[] };
  const work = {
    ranked: () => computeRanking({ ...optionsAt(analytics, AT), windows: [30], levels: ['street'] }),
    counted: () => count(analytics, BARE),
    onFacts: () => count(analytics, BARE_ON_FACTS),
  };
  // In turns, so that what else the machine does falls on all alike; the first turn only warms up.
  for (let turn = 0; turn <= RUNS; turn++)
    for (const name of ['counted', 'ranked', 'onFacts'] as const) {
      const ms = await timed(work[name]);
      if (turn > 0) times[name].push(ms);
    }
  const [ranked, counted, onFacts] = [median(times.ranked), median(times.counted), median(times.onFacts)];
  const row = { bench: 'ranking', unit: 'ms', value: ranked };
  return [
    { ...row, metric: 'window_ms', baseline: 'bare counts', baselineValue: counted, ratio: ranked / counted },
    {
      ...row,
      metric: 'window_ms_beside_facts',
      baseline: 'bare counts of the table made for ranking',
      baselineValue: onFacts,
      ratio: ranked / onFacts,
    },
  ];
}

async function measureRuns(analytics: Analytics, documents: number): Promise<Measured> {
  const whole: number[] = [];
  const again: number[] = [];
  let seq = documents;
  for (let turn = 0; turn < 3; turn++) {
    // Another formula version takes nothing over; the same one looks only at what was touched.
    const heat = { parameters: shippedHeat, version: turn + 1 };
    const at = AT + turn * 600_000;
    whole.push(await timed(() => ranOf(analytics, { at, seq, heat }, 'full')));
    const until = at + 300_000;
    await fillDistrict(analytics, { documents: NEW_DOCUMENTS, from: seq, until: new Date(until).toISOString() });
    again.push(await timed(() => ranOf(analytics, { at: until, seq: seq + NEW_DOCUMENTS, heat }, 'incremental')));
    seq += NEW_DOCUMENTS;
  }
  const [full, incremental] = [median(whole), median(again)];
  return {
    bench: 'ranking',
    metric: 'incremental_share',
    unit: 'ms',
    value: incremental,
    baseline: 'a run over everything',
    baselineValue: full,
    ratio: incremental / full,
  };
}

async function ranOf(
  analytics: Analytics,
  asked: { at: number; seq: number; heat: NonNullable<RankingOptions['heat']> },
  kind: 'full' | 'incremental',
): Promise<void> {
  const at = new Date(asked.at).toISOString();
  const { heat, seq } = asked;
  const ran = await runRanking({ ...optionsAt(analytics, asked.at), heat, seq, finishedAt: at });
  if (ran.kind !== kind) throw new Error(`a ${kind} run was asked for, this was a ${ran.kind} one`);
}

function optionsAt(analytics: Analytics, instant: number): RankingOptions {
  const at = new Date(instant).toISOString();
  return { analytics, districtCode: '990113', timeZone: 'Asia/Shanghai', at, runId: at, overdueDays: () => 0 };
}

const WINDOW = `published_at > toDateTime64('2020-11-12 13:05:00', 3, 'UTC') AND published_at <= toDateTime64('2020-12-12 13:05:00', 3, 'UTC')`;
const ENDING = 'GROUP BY ward, event HAVING documents >= 2 ORDER BY documents DESC LIMIT 50 BY ward';
/** What one would write by hand who only wants the documents of each event in each street, largest first. */
const BARE = `SELECT substring(ward_code, 1, 9) AS ward, event_id AS event, count() AS documents FROM memberships FINAL WHERE ${WINDOW} ${ENDING}`;
const BARE_ON_FACTS = `SELECT intDiv(ward, 1000) AS ward, event, count() AS documents FROM ranking_facts FINAL
  WHERE background = 0 AND day >= '2020-11-12' AND day <= '2020-12-12' AND ${WINDOW} ${ENDING}`;

async function count(analytics: Analytics, sql: string): Promise<void> {
  await runQuery(analytics, {
    name: 'bench_bare_counts',
    sql,
    row: z.object({ documents: z.number() }),
    // The best of what one may set: without it the same query took twenty times as long.
    settings: { do_not_merge_across_partitions_select_final: 1 },
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

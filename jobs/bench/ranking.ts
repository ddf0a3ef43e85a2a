import { constants } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Analytics, forceToDisk, openAnalytics, runCommand, runQuery } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { getLatestSeq } from '#warehouse/analytics/hotspots/get-latest-seq.ts';
import { settleRanking } from '#warehouse/analytics/hotspots/settle-ranking.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { z } from 'zod';
import { shippedHeat } from '../hotspots/heat-parameters.ts';
import { computeRanking, type RankingOptions, runRanking } from '../hotspots/run-ranking.ts';
import type { BenchRow } from './bench-row.ts';
import { type Cost, costOf, medianCost } from './measured-cost.ts';
import { fillDistrict } from './synthetic-district.ts';

/** A large district's year; MINQING_BENCH_DOCUMENTS asks for another size. */
const DOCUMENTS = 10_000_000;
const NEW_DOCUMENTS = 1_000;
const MINUTE = 60_000;
const ZONE = 'Asia/Shanghai';
const RUNS = 9;
const WHOLE_RUNS = 3;
/** A server ranks every five minutes; the first few times its code is still being compiled. */
const WARM_UPS = 5;
const AT = Date.parse('2020-12-12T13:05:00.000Z');
const TABLES = ['memberships', 'events', 'ranking_rows', 'ranking_keys', 'shared_rows', 'usual_months'];
/** The folder of the embedded ClickHouse; the ledger beside it has nothing that a ranking reads. */
const ANALYTICS = 'clickhouse';
const quiet = { info() {}, warn() {}, error() {} };

/**
 * Ranking a 30-day window at street level beside the bare counts of the same window, and a whole run after a thousand
 * new documents beside a whole run over everything, in turns on the same server. MINQING_BENCH_STORES names a folder
 * whose data is made once and copied for each bench: what runs add to it would be touched again by the next.
 */
export async function run(): Promise<BenchRow[]> {
  const documents = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? DOCUMENTS);
  const kept = process.env['MINQING_BENCH_STORES'];
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  try {
    if (kept !== undefined) {
      await withStore(kept, (analytics) => fill(analytics, documents));
      const [from, to] = [join(kept, ANALYTICS), join(dataDir, ANALYTICS)];
      await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
    }
    const rows = await withStore(dataDir, async (analytics) => {
      await fill(analytics, documents);
      return [...(await measureWindow(analytics)), ...(await measureRuns(analytics))];
    });
    return rows.map((row) => ({ ...row, data: `${documents} synthetic documents` }));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function withStore<Result>(dataDir: string, work: (analytics: Analytics) => Promise<Result>): Promise<Result> {
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  try {
    await migrateAnalytics(stores.addresses.clickhouse);
    const analytics = openAnalytics(stores.addresses.clickhouse);
    const result = await work(analytics);
    await analytics.close();
    return result;
  } finally {
    await stores.close();
  }
}

/** Makes what is missing of so many documents. */
async function fill(analytics: Analytics, documents: number): Promise<void> {
  const known = await getLatestSeq(analytics);
  if (known < documents - 1) await fillDistrict(analytics, { documents, from: 0, until: new Date(AT).toISOString() });
  await settleRanking(analytics, { seq: await getLatestSeq(analytics), timeZone: ZONE });
  for (const table of TABLES)
    await runCommand(analytics, { name: 'bench_settle', sql: `OPTIMIZE TABLE ${table} FINAL`, settings: SETTLED });
  // What was made or copied is not to be written while others are measured, nor to be waited for by what they write.
  await forceToDisk(analytics);
}

/** A table that is one part per month already is left as it is. */
const SETTLED = { optimize_skip_merged_partitions: 1 } as const;

type Measured = Omit<BenchRow, 'data'>;

async function measureWindow(analytics: Analytics): Promise<Measured[]> {
  const work = {
    counted: () => count(analytics, BARE),
    ranked: () => computeRanking({ ...optionsAt(analytics, AT), windows: [30], levels: ['street'] }),
    onRows: () => count(analytics, BARE_ON_ROWS),
  };
  const costs = { counted: [] as Cost[], ranked: [] as Cost[], onRows: [] as Cost[] };
  // In turns, so that what else the machine does falls on all alike; the first ones only warm up.
  for (let turn = 0; turn < WARM_UPS + RUNS; turn++)
    for (const name of ['counted', 'ranked', 'onRows'] as const) {
      const cost = await costOf(work[name]);
      if (turn >= WARM_UPS) costs[name].push(cost);
    }
  const ranked = medianCost(costs.ranked);
  return [
    ...compare('window', ranked, { baseline: 'bare counts', cost: medianCost(costs.counted), asked: 3 }),
    ...compare('window_beside_rows', ranked, {
      baseline: 'bare counts of the table made for ranking',
      cost: medianCost(costs.onRows),
      asked: 3,
    }),
  ];
}

/** A cost beside another, by the clock and in processor time. */
function compare(metric: string, cost: Cost, beside: { baseline: string; cost: Cost; asked: number }): Measured[] {
  const row = (suffix: string, value: number, baselineValue: number): Measured => ({
    bench: 'ranking',
    metric: `${metric}_${suffix}`,
    unit: 'ms',
    value,
    baseline: beside.baseline,
    baselineValue,
    ratio: value / baselineValue,
    asked: `at most ${beside.asked} times the baseline`,
    isMet: value <= beside.asked * baselineValue,
  });
  return [
    row('clock', cost.clock, beside.cost.clock),
    row('processor', processorOf(cost), processorOf(beside.cost)),
    { bench: 'ranking', metric: `${metric}_own_processor`, unit: 'ms', value: cost.ours },
  ];
}

const processorOf = ({ ours, stores }: Cost): number => ours + stores;

async function measureRuns(analytics: Analytics): Promise<Measured[]> {
  const [whole, again]: [Cost[], Cost[]] = [[], []];
  let seq = (await getLatestSeq(analytics)) + 1;
  const runAgain = async (version: number, until: number): Promise<Cost> => {
    await fillDistrict(analytics, { documents: NEW_DOCUMENTS, from: seq, until: new Date(until).toISOString() });
    seq += NEW_DOCUMENTS;
    return costOf(() => ranOf(analytics, { at: until, seq, version }, 'incremental'));
  };
  // Another formula version takes nothing over; that of the first turn is only warmed up with.
  for (let turn = 0; turn <= WHOLE_RUNS; turn++) {
    const at = AT + turn * 10 * MINUTE;
    const cost = await costOf(() => ranOf(analytics, { at, seq, version: turn + 1 }, 'full'));
    if (turn === 0) for (let i = 1; i <= WARM_UPS; i++) await runAgain(turn + 1, at + i * MINUTE);
    else {
      whole.push(cost);
      again.push(await runAgain(turn + 1, at + 5 * MINUTE));
    }
  }
  const beside = { baseline: 'a run over everything', cost: medianCost(whole), asked: 0.05 };
  return compare('incremental', medianCost(again), beside);
}

async function ranOf(
  analytics: Analytics,
  asked: { at: number; seq: number; version: number },
  kind: 'full' | 'incremental',
): Promise<void> {
  const at = new Date(asked.at).toISOString();
  const { seq, version } = asked;
  const heat = { parameters: shippedHeat, version };
  const ran = await runRanking({ ...optionsAt(analytics, asked.at), heat, seq, finishedAt: at });
  if (ran.kind !== kind) throw new Error(`a ${kind} run was asked for, this was a ${ran.kind} one`);
}

function optionsAt(analytics: Analytics, instant: number): RankingOptions {
  const at = new Date(instant).toISOString();
  return { analytics, districtCode: '990113', timeZone: ZONE, at, runId: at, overdueDays: () => 0 };
}

const WINDOW = `published_at > toDateTime64('2020-11-12 13:05:00', 3, 'UTC') AND published_at <= toDateTime64('2020-12-12 13:05:00', 3, 'UTC')`;
const ENDING = 'GROUP BY ward, event HAVING documents >= 2 ORDER BY documents DESC LIMIT 50 BY ward';
/** What one would write by hand who only wants the documents of each event in each street, largest first. */
const BARE = `SELECT substring(ward_code, 1, 9) AS ward, event_id AS event, count() AS documents FROM memberships FINAL WHERE ${WINDOW} ${ENDING}`;
const BARE_ON_ROWS = `SELECT intDiv(ward, 1000) AS ward, subject AS event, count() AS documents FROM ranking_rows FINAL
  WHERE is_mention = 0 AND day >= '2020-11-12' AND day <= '2020-12-12' AND ${WINDOW} ${ENDING}`;

async function count(analytics: Analytics, sql: string): Promise<void> {
  await runQuery(analytics, {
    name: 'bench_bare_counts',
    sql,
    row: z.object({ documents: z.number() }),
    // The best of what one may set: without it the same query took twenty times as long.
    settings: { do_not_merge_across_partitions_select_final: 1 },
  });
}

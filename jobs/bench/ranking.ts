import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Analytics, openAnalytics, runCommand, runQuery } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { z } from 'zod';
import { computeRanking } from '../hotspots/run-ranking.ts';
import type { BenchRow } from './bench-row.ts';

/** A district's year: half a million documents in 60 000 events over 13 streets and 237 communities. */
const DOCUMENTS = 500_000;
const EVENTS = 60_000;
const RUNS = 3;
const AT = '2020-12-12T13:00:00.000Z';
const quiet = { info() {}, warn() {}, error() {} };

/** Milliseconds of ranking a 30-day window at street level, beside the bare counts of the same window in the same run. */
export async function run(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  try {
    await migrateAnalytics(stores.addresses.clickhouse);
    const analytics = openAnalytics(stores.addresses.clickhouse);
    await fill(analytics);
    const ranked = await median(() => rank(analytics));
    const counted = await median(() => count(analytics));
    await analytics.close();
    const data = `${DOCUMENTS} synthetic documents in ${EVENTS} events`;
    const ratio = ranked / counted;
    return [
      {
        bench: 'ranking',
        metric: 'window_ms',
        value: ranked,
        baseline: 'bare counts',
        baselineValue: counted,
        ratio,
        unit: 'ms',
        data,
      },
    ];
  } finally {
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(analytics: Analytics): Promise<void> {
  // Deterministic: every value is a hash of the row's number.
  const event = `concat('e', toString(cityHash64(number, 1) % ${EVENTS}))`;
  await runCommand(analytics, {
    name: 'bench_fill_memberships',
    sql: `INSERT INTO memberships (source_id, external_id, seq, revision, is_deleted, event_id, published_at, ward_code, topic_code,
            nature, severity, visibility, is_open, reporter_key, copy_key, places)
          SELECT 's', toString(number), number, number, 0, ${event},
            toDateTime64('2020-12-12 13:00:00', 3, 'UTC') - toIntervalSecond(cityHash64(number, 2) % (365 * 86400)),
            concat('990113', leftPad(toString(1 + cityHash64(number, 3) % 13), 3, '0'), leftPad(toString(1 + cityHash64(number, 4) % 18), 3, '0')),
            concat(leftPad(toString(1 + cityHash64(number, 5) % 20), 2, '0'), '01'), 'complaint', 0, 'public', 1,
            toString(cityHash64(number, 6) % 100000), number, [concat('p', toString(cityHash64(number, 7) % 4000))]
          FROM numbers(${DOCUMENTS})`,
  });
  await runCommand(analytics, {
    name: 'bench_fill_events',
    sql: `INSERT INTO events (event_id, revision, is_deleted, kind, title, place, topic_code, first_at, last_at)
          SELECT event_id, 1, 0, 'event', event_id, any(places[1]), any(topic_code), min(published_at), max(published_at)
          FROM memberships GROUP BY event_id`,
  });
}

async function rank(analytics: Analytics): Promise<void> {
  const common = { analytics, districtCode: '990113', timeZone: 'Asia/Shanghai', at: AT, runId: AT };
  await computeRanking({ ...common, overdueDays: () => 0, windows: [30], levels: ['street'] });
}

async function count(analytics: Analytics): Promise<void> {
  await runQuery(analytics, {
    name: 'bench_bare_counts',
    sql: `SELECT substring(ward_code, 1, 9) AS ward, event_id, count() AS documents FROM memberships FINAL
          WHERE published_at > toDateTime64('2020-11-12 13:00:00', 3, 'UTC') GROUP BY ward, event_id HAVING documents >= 2`,
    row: z.object({ ward: z.string(), event_id: z.string(), documents: z.number() }),
  });
}

async function median(work: () => Promise<void>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { openAnalytics } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { openLedger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { runFaultSeeds } from './fault-runs.ts';

const SEEDS = Number(process.env['MINQING_FAULT_SEEDS'] ?? 200);
const FIRST = Number(process.env['MINQING_FAULT_FIRST_SEED'] ?? 1);
const quiet = { info() {}, warn() {}, error() {} };

/** Seeded runs over five faulty platforms with a `kill -9` inside each: how many end as the platforms' truth, row by row. */
export async function run(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-faults-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet, fsync: false });
  const { clickhouse, postgres } = stores.addresses;
  await Promise.all([migrateAnalytics(clickhouse), migrateLedger(postgres.url)]);
  const analytics = openAnalytics(clickhouse);
  const ledger = openLedger(postgres.url);
  const seeds = Array.from({ length: SEEDS }, (_, at) => FIRST + at);
  try {
    const setup = { clickhouse, postgresUrl: postgres.url };
    const runs = await runFaultSeeds({ analytics, ledger, setup }, seeds, ({ seed, killed, differences }) =>
      console.error(
        `seed ${seed}: ${killed ? 'killed' : 'over before the kill'}, ${differences.length} differences`,
        ...differences.slice(0, 5),
      ),
    );
    const about = {
      bench: 'faults',
      unit: 'runs',
      data: `seeds ${FIRST} to ${FIRST + SEEDS - 1}, five platforms, every fault`,
    };
    return [
      { ...about, metric: 'equal_to_truth', value: runs.filter(({ differences }) => differences.length === 0).length },
      { ...about, metric: 'killed', value: runs.filter(({ killed }) => killed).length },
      { ...about, metric: 'runs', value: runs.length },
    ];
  } finally {
    await Promise.all([analytics.close(), ledger.close()]);
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

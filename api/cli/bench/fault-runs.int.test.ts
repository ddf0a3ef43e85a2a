import { expect, it } from 'vitest';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { runFaultSeeds } from './fault-runs.ts';

const { analytics, ledger, addresses } = await freshStores();

/** All 200: `npm run bench -- faults`. */
const SEEDS = [1, 2];

it(
  'faulty platforms and a kill -9 in the middle lose nothing and count nothing twice',
  { timeout: 300_000 },
  async () => {
    const setup = { clickhouse: addresses.clickhouse, postgresUrl: addresses.postgres.url };
    const runs = await runFaultSeeds({ analytics, ledger, setup }, SEEDS, () => {});
    expect(runs).toEqual(SEEDS.map((seed) => ({ seed, killed: true, differences: [] })));
  },
);

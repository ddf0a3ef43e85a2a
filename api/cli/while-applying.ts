import { setTimeout as sleep } from 'node:timers/promises';
import { type ApplierDeps, runApplier } from '#jobs/intake/applier.ts';
import { snapshotFileOf } from '#jobs/intake/grouping-keeper.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import type { System } from './open-system.ts';

const LOOK_MS = 100;
/** The district's writer may end in the middle; this often its place is asked for. */
const TAKE_OVER_MS = 1_000;

const now = (): Date => new Date();
/** No ranking: a command that wants one makes its own. */
const onCaughtUp = async (): Promise<void> => {};

/**
 * Runs `work` and applies what it puts into the intake log meanwhile; resolves when all of it is applied. Where a
 * running server is the district's writer, it applies, and this only waits, ready to take its place.
 */
export async function whileApplying<T>(system: System, work: () => Promise<T>): Promise<T> {
  const grouping = createGroupingPool();
  const { analytics, ledger, district, log, dataDir } = system;
  let finished = false;
  const over = async (): Promise<boolean> => finished && (await getIntakeProgress(ledger)).pending === 0;
  const idle = async (): Promise<'wait' | 'stop'> => {
    if (await over()) return 'stop';
    await sleep(LOOK_MS);
    return 'wait';
  };
  const { timeZone } = district;
  const snapshotFile = snapshotFileOf(dataDir);
  const deps: ApplierDeps = { analytics, ledger, grouping, snapshotFile, timeZone, log, now, onCaughtUp };
  const apply = async (): Promise<void> => {
    while ((await runApplier(deps, idle)) === 'busy' && !(await over())) await sleep(TAKE_OVER_MS);
  };
  try {
    const applied = apply();
    // Its fault is thrown below; until then it must not count as unhandled.
    applied.catch(() => {});
    const result = await work();
    finished = true;
    await applied;
    return result;
  } finally {
    await grouping.close();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import { getLatestSeq } from '#warehouse/analytics/hotspots/get-latest-seq.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { listSourceHealth } from '#warehouse/ledger/intake/list-source-health.ts';
import type { System } from './open-system.ts';

const LOOK_MS = 500;
/** A line of progress every so many looks. */
const SAY_EVERY = 4;
/** Nothing new for so many looks in a row: the platforms have given what they hold. */
const QUIET_LOOKS = 4;

/** Waits until every source was pulled to its end, applied and ranked, telling how far it is. */
export async function waitForHistory(system: System, say: (text: string) => void): Promise<void> {
  let quiet = 0;
  let last = -1;
  for (let look = 0; quiet < QUIET_LOOKS; look++) {
    await sleep(LOOK_MS);
    const { pending, last_batch_no } = await getIntakeProgress(system.ledger);
    const sources = await listSourceHealth(system.ledger);
    const pulled = system.district.sources.every(({ id }) =>
      sources.some((row) => row.source_id === id && row.last_pull_at),
    );
    quiet = pulled && pending === 0 && last_batch_no === last ? quiet + 1 : 0;
    last = last_batch_no;
    if (look % SAY_EVERY === 0) say(`正在接入九十天的历史数据：${accepted(sources)} 条`);
  }
  const seq = await getLatestSeq(system.analytics);
  while (((await getLatestRun(system.analytics))?.seq ?? -1) < seq) await sleep(LOOK_MS);
}

function accepted(sources: Awaited<ReturnType<typeof listSourceHealth>>): number {
  return sources.reduce((sum, row) => sum + (row.counts['accept:new'] ?? 0), 0);
}

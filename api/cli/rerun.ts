import { setTimeout as sleep } from 'node:timers/promises';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { beginRerun, historyState, rerunHistory } from '#jobs/intake/rerun-history.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { getLatestHistoryRun } from '#warehouse/ledger/topics/history-runs.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';
import { topicKnowledge, topicSettings } from './topic-knowledge.ts';
import { whileApplying } from './while-applying.ts';

/** `minqing rerun`: the stored history by the words and the model of now. A run that was cut off goes on. */
export async function rerun(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const system = await openSystem(options, { attach: true, existing: true });
  const { district, ledger, log, secrets, analytics } = system;
  const settings = await openSettings(ledger, { district, registry: topicSettings, log });
  const setup = { district, reporterSecret: secrets.reporter };
  const cleaning = createCleaningPool(setup, 1, topicKnowledge(system, settings));
  try {
    const deps = { analytics, ledger, cleaning, now: () => new Date(), onProgress: showProgress };
    const before = await historyState(deps);
    await beginRerun(deps, 'minqing rerun');
    await whileApplying(system, () => untilDone(system, () => rerunHistory(deps)));
    const after = await historyState(deps);
    if (process.stderr.isTTY) process.stderr.write('\n');
    const report = { total: after.total, rerun: before.outdated - after.outdated, outdated: after.outdated };
    if (options.json) console.log(JSON.stringify(report));
    else console.log(`共 ${report.total} 件，已按现行词库与模型重算 ${report.rerun} 件，尚余 ${report.outdated} 件`);
  } finally {
    await cleaning.close();
    await system.close();
  }
}

/** A running server may have the run in hand already; then this waits with it. */
async function untilDone({ ledger }: System, work: () => Promise<number>): Promise<void> {
  await work();
  while ((await getLatestHistoryRun(ledger))?.finished_at === null) await sleep(1_000);
}

function showProgress({ done, total }: { done: number; total: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r重算 ${done} / ${total}   `);
}

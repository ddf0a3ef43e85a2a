import { setTimeout as sleep } from 'node:timers/promises';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { countOutdated, listOutdated } from '#warehouse/analytics/intake/list-outdated.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { getLatestHistoryRun, insertHistoryRun, moveHistoryRun } from '#warehouse/ledger/topics/history-runs.ts';
import { requestReload } from '../processors/repair-grouping.ts';
import type { CleaningPool } from './cleaning-pool.ts';
import { storeRerun } from './rerun-documents.ts';

export interface RerunDeps {
  analytics: Analytics;
  ledger: Ledger;
  cleaning: Pick<CleaningPool, 'again' | 'version'>;
  now: () => Date;
  /** Told after each page. */
  onProgress?: (run: { done: number; total: number }) => void;
}

/** Read at once: some 6 MB of text, cleaned in half a second. */
const PAGE = 1_000;
/** What arrives live waits behind at most so many batches of a run. */
const MAX_WAITING = 2;
const WAIT_MS = 200;

/** How much of the history is of the version that holds now. */
export async function historyState({
  analytics,
  cleaning,
}: Pick<RerunDeps, 'analytics' | 'cleaning'>): Promise<{ version: string; total: number; outdated: number }> {
  const version = await cleaning.version();
  return { version, ...(await countOutdated(analytics, version)) };
}

/** Begins a run over what is of another version; null while one is under way. The job `rerun-history` does it. */
export async function beginRerun(deps: RerunDeps, by: string): Promise<number | null> {
  const { version, outdated } = await historyState(deps);
  return insertHistoryRun(deps.ledger, { version, total: outdated, at: deps.now().toISOString(), by });
}

/**
 * Goes on with the run that is under way, until every document is of the version that holds now. Which those are is read
 * from the documents themselves, so a run that was cut off goes on where it stood, and a change of the words in the middle is
 * followed. Gives how many documents were taken up; live batches come first.
 */
export async function rerunHistory(deps: RerunDeps): Promise<number> {
  const { analytics, ledger, cleaning, now } = deps;
  const run = await getLatestHistoryRun(ledger);
  if (!run || run.finished_at !== null) return 0;
  let { done } = run;
  let version = await cleaning.version();
  let after = START;
  for (;;) {
    await forRoom(ledger);
    const latest = await cleaning.version();
    if (latest !== version) after = START;
    version = latest;
    const rows = await listOutdated(analytics, version, { after, limit: PAGE });
    const last = rows.at(-1);
    if (!last) break;
    after = { sourceId: last.sourceId, externalId: last.externalId };
    const at = now().toISOString();
    const key = `run:${run.run_no}:${version}:${after.sourceId}:${after.externalId}`;
    const documents = await cleaning.again(rows);
    done += rows.length;
    await storeRerun(ledger, { documents, rows: rows.length, at }, async (tx) => {
      await moveHistoryRun(tx, { runNo: run.run_no, done, at });
      return { key, value: undefined };
    });
    deps.onProgress?.({ done, total: Math.max(run.total, done) });
  }
  const at = now().toISOString();
  // The grouping holds words of before; what it would hold after a restart is what it shall hold now.
  if (done > 0) await requestReload(ledger, { key: `run:${run.run_no}`, now: at });
  await moveHistoryRun(ledger, { runNo: run.run_no, done, at, isFinished: true });
  return done - run.done;
}

const START = { sourceId: '', externalId: '' };

async function forRoom(ledger: Ledger): Promise<void> {
  while ((await getIntakeProgress(ledger)).pending >= MAX_WAITING) await sleep(WAIT_MS);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { channels } from '#warehouse/ledger/notify.ts';
import { listen } from '#warehouse/ledger/listen.ts';
import { forgetRejectedRows } from '#warehouse/ledger/intake/sealed-rejects.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { checkClocks } from './alerts/check-clocks.ts';
import { raiseUrgent } from './alerts/raise-urgent.ts';
import { deliver, type PostOffice } from './alerts/deliver/deliver.ts';
import type { ApplierDeps } from './intake/applier.ts';
import { keepApplying } from './intake/keep-applying.ts';
import { beginRelocation, type FollowDeps, relocateAnew } from './intake/follow-gazetteer.ts';
import { type RerunDeps, rerunHistory } from './intake/rerun-history.ts';
import { type DetectDeps, detectSignals } from './processors/detect-signals.ts';
import type { PullDeps, PullTarget } from './processors/pull-source.ts';
import { pullSource } from './processors/pull-source.ts';
import { type ProposeDeps, proposeWords } from './processors/propose-words.ts';
import { rankHotspots, type RankDeps } from './processors/rank-hotspots.ts';
import { requestRepair } from './processors/repair-grouping.ts';
import { type FreezeDeps, freezeDueMonth } from './supervision/freeze-due-month.ts';
import { countReports } from './reports/workflow/count-report.ts';
import { planOpenData } from './reports/open-data/plan-open-data.ts';
import { type PlanDeps, planReports } from './reports/workflow/plan-reports.ts';
import type { JobHandlers } from './queue/contracts.ts';
import { paced } from './queue/paced.ts';
import type { JobQueue } from './queue/queue.ts';
import { runWorkers } from './queue/run-workers.ts';
import type { Pool } from 'pg';

/** Everything that the jobs of one district work with. */
export interface JobsSetup {
  queue: JobQueue;
  queuePool: Pool;
  applier: Omit<ApplierDeps, 'onCaughtUp' | 'onWritten'>;
  pull: PullDeps;
  targets: readonly PullTarget[];
  rank: RankDeps;
  detect: DetectDeps;
  office: PostOffice;
  reports: PlanDeps;
  freeze: FreezeDeps;
  rerun: RerunDeps;
  relocation: FollowDeps;
  newWords: ProposeDeps;
  /** Real milliseconds between sweeps of the clocks and between rankings without news. */
  sweepEveryMs: number;
  rankEveryMs: number;
}

/** Hour at which a district sleeps; the repair reads every grouped document. */
const REPAIR_AT = '30 3 * * *';
/** After the repair, so that the two do not share a night's hour. */
const PROPOSE_WORDS_AT = '30 4 * * *';
/** What one pass has split is joined the same hour, before it stands twice in a ranking; some 0.2 ms a document. */
const REPAIR_NEWEST_EVERY_MS = 20 * 60_000;
const REPAIR_NEWEST = 2_000;
/** When an office begins its day: drafts are ready then. */
const PLAN_REPORTS_AT = '30 8 * * *';
/** Before the drafts of that morning are written. */
const FREEZE_MONTH_AT = '0 8 * * *';
/** A rejected row as received is kept so long at most (trust.md). */
const KEEP_REJECTED_MS = 90 * 86_400_000;
/** A look reads ten weeks; the demo ranks every few seconds, which would keep its thread busy for nothing. */
const DETECT_AT_LEAST_MS = 20_000;
/**
 * While documents keep arriving a ranking follows each, and pages wait for the machine: so it rests twice as long as it
 * took. What cannot wait is raised beside it (raise-urgent.ts).
 */
const RANKING_REST = { share: 2, atLeastMs: 1_000, atMostMs: 10_000 };
/** What stopping waits for a batch; all of it has five seconds. */
const LAST_BATCH_MS = 1_500;
/** The applier looks by itself this often, should a notification be lost. */
const LOOK_EVERY_MS = 2_000;

/** Starts workers, schedules and the applier. `close` lets running work end and leaves the rest to the next start. */
export async function startJobs(setup: JobsSetup): Promise<{ close(): Promise<void> }> {
  const { queue, targets, applier } = setup;
  const stop = new AbortController();
  const workers = runWorkers(setup.queuePool, handlersOf(setup, stop.signal), applier.log);
  for (const { source } of targets) {
    await upsertSource(applier.ledger, { sourceId: source.id, name: source.name });
    await queue.every('pull-source', source.id, { sourceId: source.id }, source.everySeconds * 1000);
  }
  await queue.every('check-clocks', 'check-clocks', {}, setup.sweepEveryMs);
  await queue.every('rank-hotspots', 'rank-hotspots', {}, setup.rankEveryMs);
  await queue.every('detect-signals', 'detect-signals', {}, Math.max(setup.rankEveryMs, DETECT_AT_LEAST_MS));
  await queue.cron('repair-grouping', { pattern: REPAIR_AT, timeZone: applier.timeZone }, {});
  await queue.every('repair-grouping', 'repair-newest', { newest: REPAIR_NEWEST }, REPAIR_NEWEST_EVERY_MS);
  await queue.cron('propose-words', { pattern: PROPOSE_WORDS_AT, timeZone: applier.timeZone }, {});
  await queue.cron('plan-reports', { pattern: PLAN_REPORTS_AT, timeZone: applier.timeZone }, {});
  await queue.cron('freeze-month', { pattern: FREEZE_MONTH_AT, timeZone: applier.timeZone }, {});
  // A run over history that an earlier process had in hand goes on.
  await queue.add('rerun-history', {}, { onceWhileWaiting: 'rerun' });
  // Wards and places change with the district, and with it the jobs start anew.
  await beginRelocation(setup.relocation);
  await queue.add('relocate-documents', {}, { onceWhileWaiting: 'relocate' });
  const waker = createWaker(stop.signal);
  const heard = listen(applier.ledger.url, channels.intake, { hear: waker.wake, reconnected: waker.wake }, stop.signal);
  const onCaughtUp: ApplierDeps['onCaughtUp'] = (tx) =>
    queue.addIn(tx, 'rank-hotspots', {}, { onceWhileWaiting: 'rank' });
  const onWritten = async (rows: readonly object[]): Promise<void> =>
    void (await raiseUrgent(setup.rank, rows, setup.rank.now()));
  const applying = keepApplying({ ...applier, onCaughtUp, onWritten }, waker.next, stop.signal);
  return {
    close: async () => {
      stop.abort();
      // A batch in hand may end; one that takes longer is given up, and redone as it stands at the next start.
      await Promise.race([applying, sleep(LAST_BATCH_MS)]);
      await Promise.all([applier.grouping.close(), setup.detect.pool.close()]);
      await Promise.all([workers.close(), applying, heard]);
    },
  };
}

function handlersOf(setup: JobsSetup, stop: AbortSignal): JobHandlers {
  const { pull, targets, rank, detect, office, applier, reports, freeze, rerun, relocation, newWords } = setup;
  const target = new Map(targets.map((each) => [each.source.id, each]));
  return {
    'pull-source': async ({ sourceId }) => {
      const found = target.get(sourceId);
      // A source that was taken out of the configuration leaves its schedule behind for a while.
      if (found) await pullSource(pull, found);
    },
    'rank-hotspots': paced(() => rankHotspots(rank), RANKING_REST, stop),
    'detect-signals': () => detectSignals(detect),
    'repair-grouping': async ({ newest }) => {
      const now = rank.now().toISOString();
      const isNightly = newest === undefined;
      // By real time: the replayed clock of a demo says nothing about how long a text has been kept.
      if (isNightly) await forgetRejectedRows(applier.ledger, new Date(Date.now() - KEEP_REJECTED_MS).toISOString());
      const key = isNightly ? now.slice(0, 10) : `newest:${now.slice(0, 16)}`;
      await requestRepair(applier.ledger, { key, now, newest: newest ?? null });
    },
    deliver: async ({ deliveryId }) => void (await deliver(rank.desk, office, { deliveryId, now: rank.now() })),
    'freeze-month': async () => {
      const month = await freezeDueMonth(freeze);
      if (month) applier.log.info({ event: 'month_frozen', month });
    },
    'plan-reports': async () => {
      await planReports(reports);
      await planOpenData(reports.desk, reports.settings());
    },
    'count-reports': ({ reportIds }) => countReports(reports.desk, reportIds),
    'rerun-history': async () => {
      const documents = await rerunHistory(rerun);
      if (documents > 0) applier.log.info({ event: 'history_rerun', documents });
    },
    'relocate-documents': async () => {
      const report = await relocateAnew(relocation);
      if (report) applier.log.info({ event: 'documents_relocated', ...report });
    },
    'propose-words': async () => {
      const words = await proposeWords(newWords);
      applier.log.info({ event: 'words_proposed', words });
    },
    'check-clocks': async () => void (await checkClocks(rank.desk, { now: rank.now() })),
  };
}

/** A wait that ends with the next call, with the next look, or with the stop. A call during work is not lost. */
function createWaker(stop: AbortSignal): { wake: () => void; next: () => Promise<void> } {
  let called = false;
  let waiting = new AbortController();
  const wake = (): void => {
    called = true;
    waiting.abort();
  };
  stop.addEventListener('abort', wake);
  const next = async (): Promise<void> => {
    if (!called) await sleep(LOOK_EVERY_MS, undefined, { signal: waiting.signal }).catch(() => {});
    called = false;
    waiting = new AbortController();
  };
  return { wake, next };
}

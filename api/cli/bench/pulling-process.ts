import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { runApplier } from '#jobs/intake/applier.ts';
import { type PullDeps, pullSource, type PullTarget } from '#jobs/processors/pull-source.ts';
import { readManifest } from '#ingest/sources/load-manifest.ts';
import { fixedManifest } from '#ingest/sources/manifest-file.ts';
import { openAnalytics } from '#warehouse/analytics/analytics.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { openLedger, runStatement } from '#warehouse/ledger/ledger.ts';
import { faultDistrict, reporterSecret, type RunOrder, type RunSetup } from './run-order.ts';

/**
 * The process that is killed: pulls and applies with the product's own parts, told by lines on stdin which run it is
 * in. It ends a run when nothing new has come for some rounds, and says so on stdout.
 */
const setup = JSON.parse(process.env['MINQING_RUN_SETUP'] ?? '') as RunSetup;
const analytics = openAnalytics(setup.clickhouse);
const ledger = openLedger(setup.postgresUrl);
const quiet = { info() {}, warn() {}, error() {} };
const { timeZone } = faultDistrict;
const cleaning = createCleaningPool({ district: faultDistrict, reporterSecret }, 1);
const grouping = createGroupingPool();

/** A stale page can end a sweep early; so many rounds without a new version are not all cut short. */
const QUIET_ROUNDS = 6;
/** Faults are many; a platform that hangs is given up soon. */
const TIMEOUT_SECONDS = 0.3;
const PAGE = 10;

/** Platform time: one step for each page, taken where the page is asked for, so that rows change between pages. */
function platformClock(controlUrl: string) {
  const state = { at: 0, over: false, due: true };
  const tick = async (): Promise<void> => {
    const answer = (await (await fetch(`${controlUrl}/tick`)).json()) as { at: number; over: boolean };
    Object.assign(state, answer, { due: false });
  };
  return {
    state,
    tick,
    now: (): Date => {
      state.due = true;
      return new Date(state.at);
    },
    fetch: (async (...request: Parameters<typeof fetch>) => {
      if (state.due) await tick();
      return fetch(...request);
    }) as typeof fetch,
  };
}

async function targetsOf(order: RunOrder, fetch: PullTarget['fetch']): Promise<PullTarget[]> {
  return Promise.all(
    order.sources.map(async ({ id, manifest: name, baseUrl, credential }) => {
      const manifest = await readManifest(name, '');
      const paging = { ...manifest.paging, size: manifest.chat ? 50 : PAGE };
      const request = { ...manifest.request, timeoutSeconds: TIMEOUT_SECONDS };
      const source = { id, name, manifest: name, baseUrl, wardCode: '', everySeconds: 60 };
      await upsertSource(ledger, { sourceId: id, name });
      return { source, manifest: fixedManifest({ ...manifest, paging, request }), credential, fetch };
    }),
  );
}

const changes = async (): Promise<number> => {
  const [row] = await runStatement(ledger, {
    name: 'count-accepted',
    text: `select coalesce(sum(count), 0)::bigint as count from intake_counts where outcome = 'accept'`,
    row: z.object({ count: z.number() }),
  });
  return row!.count;
};

async function runOne(order: RunOrder): Promise<void> {
  const clock = platformClock(order.controlUrl);
  await clock.tick();
  const targets = await targetsOf(order, clock.fetch);
  const deps: PullDeps = {
    ledger,
    cleaning,
    district: faultDistrict,
    timeZone,
    now: clock.now,
    log: quiet,
    tokens: new Map(),
  };
  let pulling = true;
  const pull = async (): Promise<void> => {
    let before = -1;
    for (let rounds = 0; rounds < QUIET_ROUNDS; rounds++) {
      for (const target of targets) await pullSource(deps, target);
      while ((await getIntakeProgress(ledger)).pending > 0) await pause();
      const after = await changes();
      if (!clock.state.over || after !== before) rounds = -1;
      before = after;
    }
    pulling = false;
  };
  const idle = async (): Promise<'wait' | 'stop'> => (pulling ? pause() : 'stop');
  const applier = {
    analytics,
    ledger,
    grouping,
    timeZone,
    now: () => new Date(clock.state.at),
    log: quiet,
    onCaughtUp,
  };
  await Promise.all([pull(), runApplier(applier, idle)]);
}

const onCaughtUp = async (): Promise<void> => {};
const pause = (): Promise<'wait'> => new Promise((done) => setTimeout(() => done('wait'), 10));

for await (const line of createInterface({ input: process.stdin })) {
  await runOne(JSON.parse(line) as RunOrder);
  console.log('done');
}
process.exit(0);

import { availableParallelism } from 'node:os';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import type { PostOffice } from '#jobs/alerts/deliver/post-office.ts';
import { allowedFetch } from '#jobs/alerts/deliver/allowed-fetch.ts';
import { policySource } from '#jobs/alerts/policy-in-force.ts';
import { districtSettings } from '#jobs/district/current-district.ts';
import { createDetectionPool } from '#jobs/hotspots/detect/detection-pool.ts';
import { detectionSetting } from '#jobs/hotspots/detect/detection-setting.ts';
import { type CleaningPool, createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { snapshotFileOf } from '#jobs/intake/grouping-keeper.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { openQueue } from '#jobs/queue/queue.ts';
import { openQueuePool } from '#jobs/queue/queue-pool.ts';
import { currentHeat } from '#jobs/hotspots/settings/heat-setting.ts';
import { createRenderPool } from '#jobs/reports/render/render-pool.ts';
import { useSealKey } from '#jobs/secrets/seal.ts';
import { openSettings, type Settings } from '#jobs/settings/open-settings.ts';
import { warm } from '#jobs/search/query-reader.ts';
import { lexiconSetting, lexiconWords } from '#jobs/topics/settings/lexicon-setting.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';
import { supervisionSetting } from '#jobs/supervision/settings/supervision-setting.ts';
import { type JobsSetup, startJobs } from '#jobs/start-jobs.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import type { Replay } from '../context.ts';
import { namesOf } from '../pages/names.ts';
import { supervisionDeps } from '../pages/supervision.ts';
import { startApi } from '../start-api.ts';
import { apiContextOf } from './api-context.ts';
import { Failure } from './failure.ts';
import { pullTargets } from './open-sources.ts';
import type { System } from './open-system.ts';
import { reportPlanOf } from './report-desk.ts';
import { openPostOffice } from './post-office.ts';
import { topicKnowledge } from './topic-knowledge.ts';

/** How a district is run. */
export interface RunOptions {
  host: string;
  port: number;
  /** 'api' serves pages, 'jobs' does the work; an installation on servers may split them. */
  roles: readonly ('api' | 'jobs')[];
  /** The replayed clock of the demo; null runs on real time. */
  replay: Replay | null;
  /** Credentials of sources by id, where they do not come from the environment. */
  credentials?: Readonly<Record<string, string>>;
  /** host:port or networks that messages may go to, beside those of MINQING_ALLOW_TARGETS. */
  allowTargets?: readonly string[];
  /** Real milliseconds between sweeps of the clocks, and between rankings without news. */
  sweepEveryMs: number;
  rankEveryMs: number;
  /** Where the district is still to be made in the browser: called when it has been. */
  beginDistrict?: () => void;
  /** Called when other wards or departments hold than those of the district that runs. */
  districtChanged?: () => void;
}

/** A running district. */
export interface RunningDistrict {
  url: string;
  close(): Promise<void>;
}

/** Starts API, jobs or both on an open system. Closing it leaves the system open. */
export async function runDistrict(system: System, options: RunOptions): Promise<RunningDistrict> {
  const { district, ledger, log } = system;
  const now = (): Date => new Date(options.replay?.now() ?? Date.now());
  const queuePool = await openQueuePool(ledger.url);
  const queue = openQueue(queuePool);
  useSealKey(system.secrets.seal);
  const settings = await openSettings(ledger, { district: system.base, registry: settingRegistry, log });
  const cleaning = createCleaningPool(
    { district, reporterSecret: system.secrets.reporter },
    cleaningThreads(),
    topicKnowledge(system, settings),
  );
  const stop = new AbortController();
  const following = settings.follow(stop.signal, whenDistrictChanges(settings, options.districtChanged));
  const policy = policySource(district, settings, now);
  let url = '';
  const rendering = createRenderPool(1);
  const office = openPostOffice(system, settings, {
    allowTargets: options.allowTargets ?? [],
    publicUrl: () => url,
    env: process.env,
    rendering,
  });
  const desk: AlertDesk = {
    ledger,
    get policy() {
      return policy();
    },
    enqueue: (tx, { deliveryId, delayMs }) => queue.addIn(tx, 'deliver', { deliveryId }, delayMs ? { delayMs } : {}),
    mask: (text) => maskText(text).text,
  };
  const context = await apiContextOf(system, options, { queue, cleaning, settings, desk, now, office, rendering });
  const closers: (() => Promise<void>)[] = [];
  if (options.roles.includes('api')) {
    const api = await startApi(context, desk, options).catch(explainListen(options.port));
    url = api.url;
    warm(context.searching);
    closers.push(() => api.close());
  }
  if (options.roles.includes('jobs')) {
    const setup = await jobsSetup(system, options, { queue, queuePool, cleaning, desk, settings, now, office });
    const jobs = await startJobs(setup);
    closers.push(() => jobs.close());
  }
  return {
    url,
    close: async () => {
      stop.abort();
      // Pages are answered until the work has ended.
      for (const close of closers.toReversed()) await close();
      await following;
      await Promise.all([cleaning.close(), rendering.close(), queue.close()]);
      office.mailer?.close();
      await queuePool.end();
    },
  };
}

/** Calls `changed` once when a setting of the district is another than at the start. */
function whenDistrictChanges(settings: Settings, changed?: () => void): () => void {
  const versions = (): string => districtSettings.map((each) => settings.version(each)).join();
  const atStart = versions();
  let told = false;
  return () => {
    if (told || versions() === atStart) return;
    told = true;
    changed?.();
  };
}

/** The detection thresholds that hold, with their version. */
function thresholdsOf(settings: Settings): ReturnType<JobsSetup['detect']['thresholds']> {
  return { parameters: settings.current(detectionSetting), version: settings.version(detectionSetting) };
}

interface Parts extends Pick<JobsSetup, 'queue' | 'queuePool'> {
  cleaning: CleaningPool;
  desk: AlertDesk;
  settings: Settings;
  now: () => Date;
  office: PostOffice;
}

async function jobsSetup(system: System, options: RunOptions, parts: Parts): Promise<JobsSetup> {
  const { analytics, ledger, district, log, dataDir } = system;
  const { now, desk, settings } = parts;
  const { timeZone } = district;
  const snapshotFile = snapshotFileOf(dataDir);
  return {
    queue: parts.queue,
    queuePool: parts.queuePool,
    applier: { analytics, ledger, grouping: createGroupingPool(), snapshotFile, timeZone, now, log },
    pull: { ledger, cleaning: parts.cleaning, district, timeZone, now, log, tokens: new Map() },
    targets: await pullTargets(system, options.credentials ?? {}, allowedFetch(parts.office.allow)),
    rank: { analytics, desk, district, now, log, heat: () => currentHeat(settings) },
    detect: {
      analytics,
      pool: createDetectionPool(),
      district,
      thresholds: () => thresholdsOf(parts.settings),
      calendar: () => desk.policy.calendar,
      now,
      log,
    },
    reports: reportPlanOf(system, parts),
    freeze: {
      supervision: () =>
        supervisionDeps({ reader: system.reader, ledger, names: namesOf(district), policy: desk.policy }),
      onWorkingDay: () => settings.current(supervisionSetting).freezeOnWorkingDay,
      now,
    },
    rerun: { analytics, ledger, cleaning: parts.cleaning, now },
    relocation: { analytics, ledger, district, now },
    newWords: { analytics, ledger, words: () => lexiconWords(district, settings.current(lexiconSetting)), now },
    office: parts.office,
    sweepEveryMs: options.sweepEveryMs,
    rankEveryMs: options.rankEveryMs,
  };
}

/** Rows are cleaned beside the event loop and the grouping thread; a machine of two cores gets one thread. */
function cleaningThreads(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

function explainListen(port: number): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'EADDRINUSE') throw new Failure(`端口 ${port} 已被占用；请用 --port 换一个（0 为任意空闲端口）`);
    if (error.code === 'EACCES') throw new Failure(`没有权限使用端口 ${port}；请用 --port 换一个 1024 以上的`);
    throw error;
  };
}

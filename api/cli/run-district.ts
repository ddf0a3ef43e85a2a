import { availableParallelism } from 'node:os';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { policySource } from '#jobs/alerts/policy-in-force.ts';
import { districtSettings } from '#jobs/district/current-district.ts';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { openQueue } from '#jobs/queue/queue.ts';
import { openQueuePool } from '#jobs/queue/queue-pool.ts';
import { createRenderPool } from '#jobs/reports/render/render-pool.ts';
import { useSealKey } from '#jobs/secrets/seal.ts';
import { openSettings, type Settings } from '#jobs/settings/open-settings.ts';
import { warm } from '#jobs/search/query-reader.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';
import { startJobs } from '#jobs/start-jobs.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import type { Replay } from '../context.ts';
import { startApi } from '../start-api.ts';
import { apiContextOf } from './api-context.ts';
import { Failure } from './failure.ts';
import type { System } from './open-system.ts';
import { jobsSetup } from './jobs-setup.ts';
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

/** Starts API, jobs or both on an open system; where one cannot start, what had is closed. Closing leaves the system open. */
export async function runDistrict(system: System, options: RunOptions): Promise<RunningDistrict> {
  const closers: (() => unknown)[] = [];
  // Pages are answered until the work has ended, and what all stand on is closed last.
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).toReversed()) await each();
  };
  try {
    return { url: await startParts(system, options, closers), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts each part, adds how it is closed, and gives the address of the pages; '' without the API. */
async function startParts(system: System, options: RunOptions, closers: (() => unknown)[]): Promise<string> {
  const { district, ledger, log } = system;
  const now = (): Date => new Date(options.replay?.now() ?? Date.now());
  useSealKey(system.secrets.seal);
  const queuePool = await openQueuePool(ledger.url);
  closers.push(() => queuePool.end());
  const queue = openQueue(queuePool);
  closers.push(() => queue.close());
  const settings = await openSettings(ledger, { district: system.base, registry: settingRegistry, log });
  const stop = new AbortController();
  const following = settings.follow(stop.signal, whenDistrictChanges(settings, options.districtChanged));
  closers.push(() => (stop.abort(), following));
  const secret = { district, reporterSecret: system.secrets.reporter };
  const cleaning = createCleaningPool(secret, cleaningThreads(), topicKnowledge(system, settings));
  const rendering = createRenderPool(1);
  closers.push(() => Promise.all([cleaning.close(), rendering.close()]));
  let url = '';
  const office = openPostOffice(system, settings, {
    allowTargets: options.allowTargets ?? [],
    publicUrl: () => url,
    env: process.env,
    rendering,
  });
  closers.push(() => office.mailer?.close());
  const policy = policySource(district, settings, now);
  const desk: AlertDesk = {
    ledger,
    get policy() {
      return policy();
    },
    enqueue: (tx, { deliveryId, delayMs }) => queue.addIn(tx, 'deliver', { deliveryId }, delayMs ? { delayMs } : {}),
    mask: (text) => maskText(text).text,
  };
  const parts = { queue, queuePool, cleaning, settings, desk, now, office, rendering };
  const context = await apiContextOf(system, options, parts);
  closers.push(() => context.imports?.close());
  if (options.roles.includes('api')) {
    const api = await startApi(context, desk, options).catch(explainListen(options));
    closers.push(() => api.close());
    url = api.url;
    warm(context.searching);
  }
  if (options.roles.includes('jobs')) {
    const jobs = await startJobs(await jobsSetup(system, options, parts));
    closers.push(() => jobs.close());
  }
  return url;
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

/** Rows are cleaned beside the event loop and the grouping thread; a machine of two cores gets one thread. */
function cleaningThreads(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

function explainListen({ host, port }: RunOptions): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'EADDRINUSE') throw new Failure(`端口 ${port} 已被占用；请用 --port 换一个（0 为任意空闲端口）`);
    if (error.code === 'EACCES') throw new Failure(`没有权限使用端口 ${port}；请用 --port 换一个 1024 以上的`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new Failure(`${host} 不是本机的地址；请用 --host 换一个（127.0.0.1 只供本机，0.0.0.0 为所有网卡）`);
    throw error;
  };
}

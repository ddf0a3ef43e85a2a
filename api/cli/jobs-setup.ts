import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { allowedFetch } from '#jobs/alerts/deliver/allowed-fetch.ts';
import type { PostOffice } from '#jobs/alerts/deliver/post-office.ts';
import { createDetectionPool } from '#jobs/hotspots/detect/detection-pool.ts';
import { detectionSetting } from '#jobs/hotspots/detect/detection-setting.ts';
import { currentHeat } from '#jobs/hotspots/settings/heat-setting.ts';
import type { CleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { snapshotFileOf } from '#jobs/intake/grouping-keeper.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import type { Settings } from '#jobs/settings/open-settings.ts';
import type { JobsSetup } from '#jobs/start-jobs.ts';
import { supervisionSetting } from '#jobs/supervision/settings/supervision-setting.ts';
import { lexiconSetting, lexiconWords } from '#jobs/topics/settings/lexicon-setting.ts';
import { namesOf } from '../pages/names.ts';
import { supervisionDeps } from '../pages/supervision.ts';
import { pullTargets } from './open-sources.ts';
import type { System } from './open-system.ts';
import { reportPlanOf } from './report-desk.ts';

/** What jobs share with the API of their process. */
interface Parts extends Pick<JobsSetup, 'queue' | 'queuePool'> {
  cleaning: CleaningPool;
  desk: AlertDesk;
  settings: Settings;
  now: () => Date;
  office: PostOffice;
}

/** How often, and with which credentials of sources by id where they do not come from the environment. */
type Order = Pick<JobsSetup, 'sweepEveryMs' | 'rankEveryMs'> & { credentials?: Readonly<Record<string, string>> };

/** What the jobs of a district work with. */
export async function jobsSetup(system: System, order: Order, parts: Parts): Promise<JobsSetup> {
  const { analytics, ledger, district, log, dataDir } = system;
  const { now, desk, settings } = parts;
  const { timeZone } = district;
  const snapshotFile = snapshotFileOf(dataDir);
  return {
    queue: parts.queue,
    queuePool: parts.queuePool,
    applier: { analytics, ledger, grouping: createGroupingPool(), snapshotFile, timeZone, now, log },
    pull: { ledger, cleaning: parts.cleaning, district, timeZone, now, log, tokens: new Map() },
    targets: await pullTargets(system, order.credentials ?? {}, allowedFetch(parts.office.allow)),
    rank: { analytics, desk, district, now, log, heat: () => currentHeat(settings) },
    detect: {
      analytics,
      pool: createDetectionPool(),
      district,
      thresholds: () => ({
        parameters: settings.current(detectionSetting),
        version: settings.version(detectionSetting),
      }),
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
    sweepEveryMs: order.sweepEveryMs,
    rankEveryMs: order.rankEveryMs,
  };
}

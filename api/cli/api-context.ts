import { dayIn } from '#jobs/hotspots/baseline.ts';
import { fileURLToPath } from 'node:url';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { ImportDesk, type RunImport } from '#jobs/import/import-desk.ts';
import { UNTOLD_ORDER } from '#ingest/sources/parse-time.ts';
import { importFile } from '#jobs/import/import-file.ts';
import { LearningDesk } from '#jobs/topics/learn/learning-desk.ts';
import type { CleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { replayRejects } from '#jobs/intake/replay-rejects.ts';
import { PUSH_PACE, takePush } from '#jobs/intake/take-push.ts';
import { TokenBuckets } from '#jobs/intake/token-bucket.ts';
import { createQueryReader } from '#jobs/search/query-reader.ts';
import { requestRepair } from '#jobs/processors/repair-grouping.ts';
import { AnswerMemory } from '#warehouse/analytics/answer-memory.ts';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import { settleRejects } from '#warehouse/ledger/intake/sealed-rejects.ts';
import { countUsers } from '#warehouse/ledger/accounts/count-users.ts';
import type { ApiContext, Replay } from '../context.ts';
import { ShownRanking } from '../live/shown-ranking.ts';
import { namesOf } from '../pages/names.ts';
import { openOpen311, readPushSources } from './open-sources.ts';
import type { System } from './open-system.ts';
import { reportDeskOf } from './report-desk.ts';

const dashboardDir = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

/** What the API shares with the jobs of its process. */
type ContextParts = Pick<ApiContext, 'queue' | 'settings' | 'now' | 'rendering' | 'office'> & {
  cleaning: CleaningPool;
  desk: AlertDesk;
};

/** Everything that the API of an open system is built on. */
export async function apiContextOf(
  system: System,
  { replay, beginDistrict }: { replay: Replay | null; beginDistrict?: () => void },
  parts: ContextParts,
): Promise<ApiContext> {
  const { district, ledger, reader, log } = system;
  const { queue, settings, cleaning, desk, now, office, rendering } = parts;
  const sources = await readPushSources(system);
  const { timeZone } = district;
  const pushing = { ledger, cleaning, timeZone, now, sources, pace: new TokenBuckets(PUSH_PACE) };
  return {
    reader: { ...reader, memory: new AnswerMemory() },
    shown: new ShownRanking<ApiContext>(() => getLatestRun(reader)),
    ledger,
    queue,
    settings,
    district,
    names: namesOf(district, dayIn(timeZone, now().toISOString())),
    get policy() {
      return desk.policy;
    },
    office,
    linkKey: system.secrets.seal,
    now,
    replay,
    setupSecret: replay === null && (await countUsers(ledger)) === 0 ? system.secrets.setup : null,
    takePush: (sourceId, headers, body) => takePush(pushing, sourceId, { headers, body }),
    open311: await openOpen311(system, pushing),
    replayRejects: (request) => replayRejects({ ...pushing, secret: system.secrets.reporter }, request),
    reports: reportDeskOf(system, { settings, queue, now }),
    cleaning,
    learning: new LearningDesk({ analytics: reader, ledger }),
    searching: createQueryReader(district, settings),
    rendering,
    imports: beginDistrict ? null : new ImportDesk(importsOf(system, cleaning)),
    beginDistrict: beginDistrict ?? null,
    log,
    dashboardDir,
  };
}

/** Files given in the browser go the way of `minqing import`, with the repair of the grouping after each. */
function importsOf({ ledger, district }: System, cleaning: CleaningPool): RunImport {
  const { timeZone } = district;
  return async ({ file, sourceId, told }, onProgress) => {
    const wardCode = district.sources.find((each) => each.id === sourceId)?.wardCode ?? '';
    const deps = { ledger, cleaning, timeZone, now: () => new Date(), onProgress };
    const until = new Date().toISOString();
    const report = await importFile(deps, { file, sourceId, wardCode, map: undefined, dateOrder: told?.dateOrder });
    if (told) await settleRejects(ledger, { sourceId, since: told.since.toISOString(), until, words: UNTOLD_ORDER });
    await requestRepair(ledger, { key: `${sourceId}:${report.key}`, now: new Date().toISOString(), newest: null });
    return report;
  };
}

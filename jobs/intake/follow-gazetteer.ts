import { createHash } from 'node:crypto';
import { buildGazetteer } from '#ingest/locate/gazetteer.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { countUnlocated } from '#warehouse/analytics/intake/list-unlocated.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { getLatestRelocation, insertRelocation, moveRelocation } from '#warehouse/ledger/intake/relocations.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';
import { relocateDocuments, type RelocationReport } from './relocate-documents.ts';

export interface FollowDeps {
  analytics: Analytics;
  ledger: Ledger;
  district: District;
  now: () => Date;
}

/** Names what places are known by: equal for equal wards, estates, aliases, places and their days, whatever else changed. */
export function gazetteerVersion({ code, name, timeZone, streets, places }: District): string {
  const known = JSON.stringify([code, name, timeZone, streets, places]);
  return createHash('sha256').update(known).digest('base64url').slice(0, 22);
}

/**
 * Begins a run where wards, estates, aliases or places are others than at the run before; null where they are the same,
 * or a run is under way. A run that was begun for an older gazetteer goes on with that of now.
 */
export async function beginRelocation({ analytics, ledger, district, now }: FollowDeps): Promise<number | null> {
  const gazetteer = gazetteerVersion(district);
  const latest = await getLatestRelocation(ledger);
  if (latest?.gazetteer === gazetteer) return null;
  const at = now().toISOString();
  if (latest && latest.finished_at === null) {
    const { run_no: runNo, looked, found } = latest;
    await moveRelocation(ledger, { runNo, looked, found, at, isFinished: true });
  }
  return insertRelocation(ledger, { gazetteer, total: await countUnlocated(analytics), at });
}

/**
 * Goes on with the run that is under way, from its beginning where it was cut off: what was found has a ward by then,
 * or comes to the log under the same key. Null where none is under way.
 */
export async function relocateAnew(deps: FollowDeps): Promise<RelocationReport | null> {
  const { ledger, district, now } = deps;
  const run = await getLatestRelocation(ledger);
  if (!run || run.finished_at !== null) return null;
  const { run_no: runNo } = run;
  const wards = new Map(district.sources.map(({ id, wardCode }) => [id, wardCode]));
  const relocating = {
    ...deps,
    gazetteer: buildGazetteer(district),
    wardOfSource: (sourceId: string) => wards.get(sourceId) ?? '',
  };
  const report = await relocateDocuments(relocating, String(runNo), (so, tx) =>
    moveRelocation(tx ?? ledger, { runNo, ...so, at: now().toISOString() }),
  );
  await inTransaction(ledger, async (tx) => {
    const at = now().toISOString();
    await moveRelocation(tx, { runNo, ...report, at, isFinished: true });
    const who = { actorId: '', actorName: '系统' };
    // A district that is just made has nothing to look at, and nothing to tell.
    if (report.looked > 0)
      await appendAudit(tx, { at, ...who, action: 'gazetteer.relocate', target: district.code, detail: { ...report } });
  });
  return report;
}

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenStore } from '#ingest/sources/authorise.ts';
import type { Manifest } from '#ingest/sources/manifest.ts';
import type { ManifestFile } from '#ingest/sources/manifest-file.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { SourceFault } from '#ingest/sources/source-fault.ts';
import { getSourceCursor } from '#warehouse/ledger/intake/get-source-cursor.ts';
import { recordPull, recordPullFailure } from '#warehouse/ledger/intake/record-pull.ts';
import { type Ledger, withAdvisoryLock } from '#warehouse/ledger/ledger.ts';
import type { District, SourceConfig } from '#warehouse/model/district.ts';
import { storeCoverage } from '../coverage/store-coverage.ts';
import type { CleaningPool } from '../intake/cleaning-pool.ts';
import { storeBatch } from '../intake/store-batch.ts';
import type { Log } from '../log.ts';
import type { PulledPage } from '#ingest/sources/pulled-page.ts';

/** A source that is pulled, ready to be asked. */
export interface PullTarget {
  source: SourceConfig;
  /** Read again when its file changes. */
  manifest: ManifestFile;
  credential: string;
  /** Of an address that was given in the browser, one that goes only where it may. */
  fetch: typeof fetch;
}

export interface PullDeps {
  ledger: Ledger;
  cleaning: CleaningPool;
  district: District;
  timeZone: string;
  now: () => Date;
  log: Log;
  /** OAuth tokens kept between pulls. */
  tokens: TokenStore;
}

/** A pull that goes on longer than this gives way; the next one continues from the stored cursor. */
const MAX_PAGES = 500;
/** A longer wait for the platform's rate is left to the next scheduled pull. */
const MAX_WAIT_MS = 5_000;

/**
 * Pulls what is new at a source, page by page: each page's documents and the cursor after it commit together, so a
 * crash repeats at most one page, and repeating a page changes nothing. One pull per source at a time.
 * A fault of the platform is noted on the source and left to the next scheduled pull.
 */
export async function pullSource(deps: PullDeps, target: PullTarget): Promise<void> {
  const sourceId = target.source.id;
  await withAdvisoryLock(deps.ledger, `pull:${sourceId}`, async (lost) => {
    const { manifest, problem } = await target.manifest.current();
    try {
      for (let pages = 0; pages < MAX_PAGES && !lost.aborted; pages++) {
        const page = await pullOne(deps, target, manifest);
        if (!page.more || (page.waitMs ?? 0) > MAX_WAIT_MS) break;
        if (page.waitMs) await sleep(page.waitMs);
      }
      // Pulled by the last good state of the file: the mistake in it must be seen all the same.
      if (problem !== null) await noteFailure(deps, sourceId, 'manifest', problem);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      await noteFailure(deps, sourceId, error.kind, error.message);
    }
  });
}

async function noteFailure(deps: PullDeps, sourceId: string, reason: string, error: string): Promise<void> {
  deps.log.warn({ event: 'source_fault', source: sourceId, reason });
  await recordPullFailure(deps.ledger, { sourceId, error, at: deps.now().toISOString() });
}

async function pullOne(deps: PullDeps, target: PullTarget, manifest: Manifest): Promise<PulledPage> {
  const { source, credential } = target;
  const cursor = await getSourceCursor(deps.ledger, source.id);
  const now = deps.now();
  const page = await pullPage({
    manifest,
    source,
    credential,
    cursor,
    fetch: target.fetch,
    now,
    tokens: deps.tokens,
  });
  if (page.counts) {
    const { counts, nextCursor } = page;
    const { id: sourceId, wardCode } = source;
    await storeCoverage(deps.ledger, deps.district, {
      sourceId,
      wardCode,
      counts,
      cursor: nextCursor,
      at: now.toISOString(),
    });
    return page;
  }
  const rows = page.items.map((value) => ({ position: String(value['externalId'] ?? ''), value }));
  const task = {
    sourceId: source.id,
    sourceWard: source.wardCode,
    // A platform tells its whole past page by page, and an edit or deletion of an old post must reach us too.
    history: true,
    now: now.toISOString(),
    rows,
  };
  const batch = await deps.cleaning.clean(task);
  for (const [reason, count] of Object.entries(page.skipped)) batch.skips[reason] = (batch.skips[reason] ?? 0) + count;
  const origin = {
    sourceId: source.id,
    inputKey: `pull:${hashOf([cursor, page.items])}`,
    cursor: page.nextCursor,
    now: now.toISOString(),
    timeZone: deps.timeZone,
    isRetold: true,
  };
  if (page.items.length > 0) await storeBatch(deps.ledger, origin, batch);
  // Nothing new: only the cursor moves, and the source is known to be alive.
  else await recordPull(deps.ledger, { sourceId: source.id, cursor: origin.cursor, at: origin.now });
  return page;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

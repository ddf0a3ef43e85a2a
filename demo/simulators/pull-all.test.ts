import { afterEach, describe, expect, it } from 'vitest';
import { checkRawItem, type RawItem } from '#ingest/raw-item.ts';
import { readManifest } from '#ingest/sources/load-manifest.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { SourceFault } from '#ingest/sources/source-fault.ts';
import { demoPlatforms, type DemoPlatform } from '../item.ts';
import { allFaults } from './fault-plan.ts';
import { inventItems, SPAN_MS, START } from './invent-items.ts';
import type { TruthRow } from './platform-data.ts';
import { startSimulators, type Simulators } from './start-simulators.ts';

/** One request each eight minutes of platform time: rows change while they are being paged through. */
const STEP_MS = 480_000;

let running: Simulators | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const versionOf = (row: RawItem): number => row.version ?? Date.parse(row.updatedAt ?? row.publishedAt);

/** Keeps the latest version of each row, as the warehouse does; true when this one is new. */
function keep(rows: Map<string, RawItem>, value: unknown, now: Date): boolean {
  const outcome = checkRawItem(value, { now, history: false });
  if (outcome.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
  const row = outcome.value;
  const known = rows.get(row.externalId);
  if (known && versionOf(row) <= versionOf(known)) return false;
  rows.set(row.externalId, row);
  return true;
}

interface PullRun {
  rows: Map<string, RawItem>;
  faults: Set<string>;
}

/** Sweeps that must end without a new version before a pull is called complete: a stale page can end one early. */
const QUIET_SWEEPS = 6;

/** Pulls until the clock stands at its end and nothing new comes any more. */
async function pullEverything(platform: DemoPlatform, clock: { at: number }, stepMs: number): Promise<PullRun> {
  const manifest = await readManifest(platform, '/');
  const quick = {
    ...manifest,
    paging: { ...manifest.paging, size: manifest.chat ? 50 : 10 },
    request: { ...manifest.request, timeoutSeconds: 0.1 },
  };
  const run: PullRun = { rows: new Map(), faults: new Set() };
  const source = { id: platform, baseUrl: running!.baseUrls[platform] };
  const credential = running!.credentials[platform];
  const tokens = new Map();
  let cursor: string | null = null;
  for (let quiet = 0; quiet < QUIET_SWEEPS;) {
    clock.at = Math.min(clock.at + stepMs, START + SPAN_MS);
    const now = new Date(clock.at);
    try {
      const page = await pullPage({ manifest: quick, source, credential, cursor, fetch, now, tokens });
      const news = page.items.filter((item) => keep(run.rows, item, now));
      cursor = page.nextCursor;
      quiet = news.length > 0 || clock.at < START + SPAN_MS ? 0 : quiet + Number(!page.more);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      run.faults.add(error.kind);
    }
  }
  return run;
}

/** The fields that the truth has; of a withdrawn row only that it is gone (12345 says nothing more of it). */
const compared = (row: TruthRow): unknown => {
  const { externalId, deleted, title, text, reply, status, likes, ...rest } = row;
  const { visibility, publishedAt, repliedAt, closedAt, reporter, wardHint, estate, board, steps } = rest;
  const words = { title, text, reply, status, likes, visibility, reporter, wardHint, estate, board };
  const times = { publishedAt, repliedAt, closedAt, steps };
  return deleted ? { externalId, deleted } : { externalId, deleted, ...words, ...times };
};
const byId = (a: { externalId: string }, b: { externalId: string }): number => (a.externalId < b.externalId ? -1 : 1);

/** More by hand: `SEEDS=200 npx vitest run demo/simulators`. */
const seeds = Array.from({ length: Number(process.env['SEEDS'] ?? 1) }, (_, at) => at + 1);
const documentPlatforms = ['shequtong', 'boxue', 'weizhili', 'hotline'] as const;

describe('pulling the simulated platforms', { timeout: 30_000 }, () => {
  it.each(seeds)('with every fault on, rows equal the truth of each platform (seed %i)', async (seed) => {
    const clock = { at: START };
    running = await startSimulators({
      items: inventItems(seed, 60),
      clock: { now: () => clock.at },
      faults: allFaults,
      seed,
    });
    for (const platform of documentPlatforms) {
      clock.at = START;
      const { rows, faults } = await pullEverything(platform, clock, STEP_MS);
      const truth = running.truth(platform, clock.at);
      expect(truth.length).toBe(60);
      expect([...rows.values()].sort(byId).map(compared)).toEqual(truth.sort(byId).map(compared));
      expect(faults.size).toBeGreaterThan(0);
    }
  });

  it.each(seeds)(
    'a chat pulled while it goes on, with every fault, gives the threads of the finished chat (seed %i)',
    async (seed) => {
      const clock = { at: START };
      running = await startSimulators({
        items: inventItems(seed, 150),
        clock: { now: () => clock.at },
        faults: allFaults,
        seed,
      });
      const live = await pullEverything('zhangshang', clock, STEP_MS);
      running.setFaults({});
      const whole = await pullEverything('zhangshang', clock, 0);
      expect(whole.rows.size).toBeGreaterThan(10);
      expect([...live.rows.values()].sort(byId)).toEqual([...whole.rows.values()].sort(byId));
    },
  );

  it('nothing from the future is shown, and a wrong credential gets nothing', async () => {
    const clock = { at: START + SPAN_MS / 2 };
    running = await startSimulators({ items: inventItems(9, 50), clock: { now: () => clock.at } });
    for (const platform of demoPlatforms) {
      const manifest = await readManifest(platform, '/');
      const source = { id: platform, baseUrl: running.baseUrls[platform] };
      const ask = { manifest, source, cursor: null, fetch, now: new Date(clock.at) };
      const page = await pullPage({ ...ask, credential: running.credentials[platform] });
      const times = page.items.map((item) => Date.parse(String(item.publishedAt)));
      expect(times.length).toBeGreaterThan(0);
      expect(Math.max(...times)).toBeLessThanOrEqual(clock.at);
      await expect(pullPage({ ...ask, credential: 'minqing-demo:wrong' })).rejects.toThrow(SourceFault);
    }
  });
});

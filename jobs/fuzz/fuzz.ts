import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGazetteer } from '#ingest/locate/gazetteer.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { District } from '#warehouse/model/district.ts';
import type { CleaningContext } from '../intake/clean-document.ts';
import { type Endings, entryPoints } from './entry-points.ts';
import { diceFrom } from './mutate.ts';

export interface FuzzRequest {
  district: District;
  /** Names the run: the n-th input follows from it and n alone. */
  seed: number;
  count: number;
  /** Called before each input with its number, so that a watcher can tell where a hang is. */
  onInput: (n: number) => void;
}

/** An input that ended as nothing of the three; `seed` and `n` make it again. */
export interface Crash {
  seed: number;
  n: number;
  error: string;
}

export interface FuzzReport {
  inputs: number;
  endings: Endings;
  crashes: Crash[];
  slowestMs: number;
  /** Resident MiB after a tenth of the inputs, and the highest after that. */
  earlyMib: number;
  highestMib: number;
}

/** Crashes kept: the first few show what is wrong. */
const KEPT_CRASHES = 20;
const NOW = '2020-12-16T04:00:00.000Z';
/** Memory is read this often. */
const LOOK_EVERY = 1_000;
const mib = (): number => process.memoryUsage().rss / 2 ** 20;

/** Takes mutated inputs through all ways in; each has to end as accepted, skipped or rejected rows. */
export async function fuzz({ district, seed, count, onInput }: FuzzRequest): Promise<FuzzReport> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-fuzz-'));
  const context: CleaningContext = {
    sourceId: 'fuzz',
    sourceWard: '',
    now: new Date(NOW),
    history: false,
    gazetteer: buildGazetteer(district),
    segmenter: createSegmenter(),
    reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 1) },
  };
  const endings: Endings = { accept: 0, skip: 0, reject: 0 };
  const report: FuzzReport = { inputs: count, endings, crashes: [], slowestMs: 0, earlyMib: 0, highestMib: 0 };
  try {
    const enter = await entryPoints(context, folder);
    for (let n = 0; n < count; n++) {
      onInput(n);
      const started = performance.now();
      try {
        const ended = await enter(diceFrom(Math.imul(seed, 0x9e37_79b1) ^ Math.imul(n, 0x85eb_ca6b)));
        if (ended.accept + ended.skip + ended.reject === 0) throw new Error('ended as nothing');
        for (const kind of ['accept', 'skip', 'reject'] as const) endings[kind] += ended[kind];
      } catch (error) {
        const { stack } = error as Error;
        if (report.crashes.length < KEPT_CRASHES) report.crashes.push({ seed, n, error: String(stack).slice(0, 600) });
      }
      report.slowestMs = Math.max(report.slowestMs, performance.now() - started);
      if (n === Math.floor(count / 10)) report.earlyMib = mib();
      if (n > count / 10 && n % LOOK_EVERY === 0) report.highestMib = Math.max(report.highestMib, mib());
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return report;
}

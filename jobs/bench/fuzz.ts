import { setInterval as every } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { FuzzReport } from '../fuzz/fuzz.ts';
import type { FuzzSetup } from '../fuzz/fuzz-thread.ts';
import { typescriptThread } from '../typescript-thread.ts';
import type { BenchRow } from './bench-row.ts';
import { exampleDistrict } from './intake-rig.ts';

const INPUTS = Number(process.env['MINQING_FUZZ_INPUTS'] ?? 1_000_000);
const SEED = Number(process.env['MINQING_FUZZ_SEED'] ?? 1);
/** An input that takes longer hangs: the slowest real one is a file of some lines. */
const HANG_MS = 60_000;

/** Mutated inputs over all ways in: how many crash or hang, and whether memory stays flat. The same seed gives the same inputs. */
export async function run(): Promise<BenchRow[]> {
  const report = await fuzzWatched();
  for (const crash of report.crashes) console.error(crash);
  const { accept, skip, reject } = report.endings;
  const about = { bench: 'fuzz', data: `${report.inputs} mutated inputs, seed ${SEED}` };
  return [
    { ...about, metric: 'crashes_and_hangs', value: report.crashes.length, unit: 'inputs' },
    { ...about, metric: 'rows_accepted', value: accept, unit: 'rows' },
    { ...about, metric: 'rows_skipped', value: skip, unit: 'rows' },
    { ...about, metric: 'rows_rejected', value: reject, unit: 'rows' },
    { ...about, metric: 'slowest_input_ms', value: report.slowestMs, unit: 'ms' },
    {
      ...about,
      metric: 'resident_mib_highest',
      value: report.highestMib,
      unit: 'MiB',
      baseline: 'after a tenth',
      baselineValue: report.earlyMib,
      ratio: report.highestMib / report.earlyMib,
    },
  ];
}

async function fuzzWatched(): Promise<FuzzReport> {
  const at = new SharedArrayBuffer(4);
  const setup: FuzzSetup = { district: await exampleDistrict(), seed: SEED, count: INPUTS, at };
  const pool = new Piscina({ ...typescriptThread(new URL('../fuzz/fuzz-thread.ts', import.meta.url)), maxThreads: 1 });
  const stop = new AbortController();
  try {
    const watched = watch(new Int32Array(at), stop.signal);
    const done = pool.run(setup) as Promise<FuzzReport>;
    return (await Promise.race([done, watched])) ?? (await done);
  } finally {
    stop.abort();
    await pool.destroy();
  }
}

/** Throws, naming the input, when the same one is worked on for too long. */
async function watch(counter: Int32Array, signal: AbortSignal): Promise<undefined> {
  let last = -1;
  try {
    for await (const _ of every(HANG_MS, undefined, { signal })) {
      const n = Atomics.load(counter, 0);
      if (n === last) throw new Error(`input ${n} of seed ${SEED} hangs`);
      last = n;
      if (process.stderr.isTTY) process.stderr.write(`\r${n} / ${INPUTS}`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return undefined;
}

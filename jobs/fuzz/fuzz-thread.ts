import type { District } from '#warehouse/model/district.ts';
import { fuzz, type FuzzReport } from './fuzz.ts';

/** What the thread is given; `at` tells the watcher which input it is at. */
export interface FuzzSetup {
  district: District;
  seed: number;
  count: number;
  at: SharedArrayBuffer;
}

/** Runs in a thread of its own, since an endless loop can only be seen from outside it. */
export default function run({ district, seed, count, at }: FuzzSetup): Promise<FuzzReport> {
  const counter = new Int32Array(at);
  return fuzz({ district, seed, count, onInput: (n) => Atomics.store(counter, 0, n) });
}

import { setTimeout as sleep } from 'node:timers/promises';

/** How `paced` work rests: `share` times as long as it took, between `atLeastMs` and `atMostMs`. */
interface Rest {
  share: number;
  atLeastMs: number;
  atMostMs: number;
}

/**
 * `work` that begins at once after a pause and rests after each run, so that work asked for without end leaves the
 * machine to others. Not for runs side by side. Once `stop` is aborted it does nothing.
 */
export function paced(work: () => Promise<void>, rest: Rest, stop: AbortSignal): () => Promise<void> {
  let restsUntil = 0;
  return async () => {
    await sleep(Math.max(0, restsUntil - performance.now()), undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) return;
    const began = performance.now();
    try {
      await work();
    } finally {
      const ended = performance.now();
      restsUntil = ended + Math.min(rest.atMostMs, Math.max(rest.atLeastMs, rest.share * (ended - began)));
    }
  };
}

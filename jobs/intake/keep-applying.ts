import { setTimeout as sleep } from 'node:timers/promises';
import { type ApplierDeps, runApplier } from './applier.ts';

/** First wait after a fault, doubled up to a minute; a store that restarts is back within seconds. */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;

/** Keeps the applier running until `signal` aborts: takes over when the present writer goes, retries after faults. */
export async function keepApplying(deps: ApplierDeps, wake: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      const idle = async (): Promise<'wait' | 'stop'> => {
        retryMs = FIRST_RETRY_MS;
        await wake();
        return signal.aborted ? 'stop' : 'wait';
      };
      if ((await runApplier(deps, idle)) === 'busy') await wake();
    } catch (error) {
      if (signal.aborted) return;
      deps.log.error({ event: 'applier_failed', error: (error as Error).message, retryMs });
      await sleep(retryMs, undefined, { signal }).catch(() => {});
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    }
  }
}

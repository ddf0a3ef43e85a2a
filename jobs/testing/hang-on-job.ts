import { openQueuePool } from '../queue/queue-pool.ts';
import { runWorkers } from '../queue/run-workers.ts';

/** Process that takes jobs of `pull-source` on the given PostgreSQL and never ends them; sends one message for each. */
const log = { info() {}, warn: console.error, error: console.error };
const nothing = async (): Promise<void> => {};
const pool = await openQueuePool(process.argv[2]!);
const handlers = {
  'pull-source': ({ sourceId }: { sourceId: string }) => {
    process.send?.(sourceId);
    return new Promise<never>(() => {});
  },
  'rank-hotspots': nothing,
  'detect-signals': nothing,
  'repair-grouping': nothing,
  deliver: nothing,
  'plan-reports': nothing,
  'count-reports': nothing,
  'check-clocks': nothing,
  'freeze-month': nothing,
  'rerun-history': nothing,
  'propose-words': nothing,
  'relocate-documents': nothing,
};
runWorkers(pool, handlers, log);
process.on('disconnect', () => process.exit(0));

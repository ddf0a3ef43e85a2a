import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The cores that this process may use, as Linux lists them: `0-3,6`. */
const ALLOWED = /^Cpus_allowed_list:\s*(\S+)/m;

/**
 * Runs work on one core. V8's own threads (collector, compiler) run beside a single thread of ours and take a second
 * core where there is one, so "one thread" is more than one core: 1 519 ms of processor in 1 435 ms of the clock.
 */
export interface OneCore {
  /** False where this machine lets no process be pinned: the work then runs on one thread of ours, as it is. */
  isPinned: boolean;
  run<T>(work: () => T | Promise<T>): Promise<T>;
}

/** The first core that this process may use. Says on stderr why where it cannot be had. */
export function oneCore(): OneCore {
  const all = coresOfProcess();
  const first = all && /^\d+/.exec(all)![0];
  if (!first || !pin(first) || !pin(all)) {
    console.error(
      'one core is measured as one thread, not pinned: it takes Linux and taskset (apt-get install util-linux)',
    );
    return { isPinned: false, run: async (work) => work() };
  }
  return {
    isPinned: true,
    run: async (work) => {
      pin(first);
      try {
        return await work();
      } finally {
        pin(all);
      }
    },
  };
}

function coresOfProcess(): string | undefined {
  try {
    return ALLOWED.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Binds every thread of this process, and what they start from now on, to cores; false when that is refused. */
const pin = (cores: string): boolean =>
  spawnSync('taskset', ['-acp', cores, String(process.pid)], { stdio: 'ignore' }).status === 0;

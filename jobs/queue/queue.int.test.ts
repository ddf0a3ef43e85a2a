import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from 'pg';
import { z } from 'zod';
import { inTransaction, type Queryable, runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { JobHandlers } from './contracts.ts';
import { type JobQueue, openQueue } from './queue.ts';
import { openQueuePool } from './queue-pool.ts';
import { runWorkers } from './run-workers.ts';

const { ledger } = await freshStores();
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const quiet = { info() {}, warn() {}, error() {} };

let pool: Pool;
let queue: JobQueue;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  pool = await openQueuePool(ledger.url);
  queue = openQueue(pool);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(async () => {
  await queue.close();
  await pool.end();
});

const none: JobHandlers = {
  'pull-source': async () => {},
  'rank-hotspots': async () => {},
  'detect-signals': async () => {},
  'repair-grouping': async () => {},
  deliver: async () => {},
  'plan-reports': async () => {},
  'count-reports': async () => {},
  'check-clocks': async () => {},
  'freeze-month': async () => {},
  'rerun-history': async () => {},
  'propose-words': async () => {},
  'relocate-documents': async () => {},
};

/** Workers of which one test watches some; they end with the test. */
function work(handlers: Partial<JobHandlers>, log = quiet): { close(): Promise<void> } {
  const workers = runWorkers(pool, { ...none, ...handlers }, log);
  closers.push(() => workers.close());
  return workers;
}

/** Ids that `deliver` was called with, and a wait for the next ones. */
function delivering(): { ids: string[]; handler: JobHandlers['deliver'] } {
  const ids: string[] = [];
  return { ids, handler: async ({ deliveryId }) => void ids.push(deliveryId) };
}

const until = async (condition: () => boolean, ms = 15_000): Promise<void> => {
  for (const deadline = Date.now() + ms; !condition(); await sleep(20))
    if (Date.now() > deadline) throw new Error('waited in vain');
};
const countJobs = async (name: string, state = '%'): Promise<number> => {
  const row = z.object({ n: z.number() });
  const text = 'select count(*) as n from bullmq.job where queue = $1 and state::text like $2';
  return (await runStatement(ledger, { name: 'count-jobs', text, values: [name, state], row }))[0]!.n;
};
const searchPath = async (on: Queryable): Promise<string> => {
  const text = `select current_setting('search_path') as path`;
  return (await runStatement(on, { name: 'search-path', text, row: z.object({ path: z.string() }) }))[0]!.path;
};

describe('a job added inside a transaction', () => {
  it('runs once the transaction commits, and no worker sees it before', async () => {
    const { ids, handler } = delivering();
    work({ deliver: handler });
    await inTransaction(ledger, async (tx) => {
      await queue.addIn(tx, 'deliver', { deliveryId: 'committed' });
      await sleep(500);
      expect(ids).toEqual([]);
    });
    await until(() => ids.length > 0);
    expect(ids).toEqual(['committed']);
  });

  it('is gone with a transaction that is undone', async () => {
    const { ids, handler } = delivering();
    const before = await countJobs('deliver');
    const undone = inTransaction(ledger, async (tx) => {
      await queue.addIn(tx, 'deliver', { deliveryId: 'undone' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await countJobs('deliver')).toBe(before);
    work({ deliver: handler });
    await queue.add('deliver', { deliveryId: 'after' });
    await until(() => ids.includes('after'));
    expect(ids).toEqual(['after']);
  });

  it('leaves the search path as it was', async () => {
    const outside = await searchPath(ledger);
    await inTransaction(ledger, async (tx) => {
      const before = await searchPath(tx);
      await queue.addIn(tx, 'deliver', { deliveryId: 'path' });
      expect(await searchPath(tx)).toBe(before);
    });
    expect(await searchPath(ledger)).toBe(outside);
  });

  it('may stand beside many others in one transaction', async () => {
    const { ids, handler } = delivering();
    work({ deliver: handler });
    const names = Array.from({ length: 30 }, (_, n) => `many-${n}`);
    await inTransaction(ledger, async (tx) => {
      for (const deliveryId of names) await queue.addIn(tx, 'deliver', { deliveryId });
    });
    await until(() => names.every((name) => ids.includes(name)));
    expect(ids.filter((id) => id.startsWith('many-')).sort()).toEqual([...names].sort());
  });
});

const askForRanking = () =>
  inTransaction(ledger, (tx) => queue.addIn(tx, 'rank-hotspots', {}, { onceWhileWaiting: 'rank' }));

describe('a job that is wanted once while it waits', () => {
  it('is added once however often it is asked for', async () => {
    for (let n = 0; n < 5; n++) await askForRanking();
    expect(await countJobs('rank-hotspots')).toBe(1);
    let runs = 0;
    work({ 'rank-hotspots': async () => void (runs += 1) });
    await until(() => runs > 0);
    await sleep(500);
    expect(runs).toBe(1);
  });

  it('runs again when it is asked for while it runs, since what it read may be old by then', async () => {
    let runs = 0;
    let released = false;
    work({
      'rank-hotspots': async () => {
        runs += 1;
        if (runs === 1) await until(() => released);
      },
    });
    await askForRanking();
    await until(() => runs === 1);
    await askForRanking();
    await askForRanking();
    released = true;
    await until(() => runs === 2);
    await sleep(500);
    expect(runs).toBe(2);
  });
});

describe('workers', () => {
  it('do not start when a job has no handler', () => {
    const { deliver: _deliver, ...others } = none;
    expect(() => runWorkers(pool, others as JobHandlers, quiet)).toThrow('no handler for: deliver');
  });

  it('try a job again that threw', async () => {
    let attempts = 0;
    work({
      deliver: async ({ deliveryId }) => {
        if (deliveryId === 'flaky' && (attempts += 1) < 3) throw new Error('not yet');
      },
    });
    await queue.add('deliver', { deliveryId: 'flaky' });
    await until(() => attempts === 3);
    expect(attempts).toBe(3);
  });

  it('let running work end before they close, and take nothing new', async () => {
    const seen: string[] = [];
    const workers = work({
      'pull-source': async ({ sourceId }) => {
        seen.push(`begun ${sourceId}`);
        await sleep(600);
        seen.push(`done ${sourceId}`);
      },
    });
    await queue.add('pull-source', { sourceId: 'slow' });
    await until(() => seen.length === 1);
    await workers.close();
    await queue.add('pull-source', { sourceId: 'late' });
    await sleep(300);
    expect(seen).toEqual(['begun slow', 'done slow']);
    work({ 'pull-source': async ({ sourceId }) => void seen.push(`done ${sourceId}`) });
    await until(() => seen.includes('done late'));
  });

  it('take up a job whose worker was killed in the middle', async () => {
    const program = fileURLToPath(new URL('../testing/hang-on-job.ts', import.meta.url));
    const child = fork(program, [ledger.url], { execArgv: ['--import', register] });
    await queue.add('pull-source', { sourceId: 'orphan' });
    expect(await once(child, 'message')).toContain('orphan');
    child.kill('SIGKILL');
    await once(child, 'exit');
    // A living worker renews this lock; what is left of it is only a wait.
    const text = `update bullmq.job set locked_until_ms = 0 where queue = 'pull-source' and state = 'active'`;
    await runStatement(ledger, { name: 'expire-lock', text, row: z.unknown() });
    const seen: string[] = [];
    work({ 'pull-source': async ({ sourceId }) => void seen.push(sourceId) });
    await until(() => seen.length > 0, 25_000);
    expect(seen).toEqual(['orphan']);
  });
});

describe('a schedule', () => {
  it('runs again and again, and asking for it again changes its pace instead of adding one', async () => {
    const at: number[] = [];
    work({ 'check-clocks': async () => void at.push(Date.now()) });
    await queue.every('check-clocks', 'sweep', {}, 60_000);
    // Asked while its first run is under way, BullMQ 6.7 puts the next one some seconds off.
    await until(() => at.length > 0);
    await expect.poll(() => countJobs('check-clocks', 'active')).toBe(0);
    await queue.every('check-clocks', 'sweep', {}, 200);
    await until(() => at.length >= 4);
    const text = `select count(*) as n from bullmq.scheduler`;
    const rows = await runStatement(ledger, { name: 'count', text, row: z.object({ n: z.number() }) });
    expect(rows[0]!.n).toBe(1);
  });

  it('by the clock is set for its next time in the district’s zone', async () => {
    await queue.cron('repair-grouping', { pattern: '30 3 * * *', timeZone: 'Asia/Shanghai' }, {});
    const text = `select next_run_ms as at from bullmq.scheduler where queue = 'repair-grouping'`;
    const [next] = await runStatement(ledger, { name: 'next-run', text, row: z.object({ at: z.number() }) });
    // 03:30 in Shanghai, which knows no summer time, is 19:30 UTC.
    expect(new Date(next!.at).toISOString().slice(11)).toBe('19:30:00.000Z');
    expect(next!.at - Date.now()).toBeLessThanOrEqual(86_400_000);
  });
});

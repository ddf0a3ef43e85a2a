import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { StoreError } from '../store-error.ts';
import type { StoreLog } from './log.ts';
import { recogniseFault } from './store-faults.ts';

/** A store that runs in a process of its own. */
export interface ServiceSpec {
  name: 'clickhouse' | 'postgres';
  /** TypeScript file of the child: it serves until its IPC channel closes, as it does when we die. */
  program: URL;
  args: readonly string[];
  /** Takes what the child and the engine print. */
  logFile: string;
  /** Ends what an earlier, killed child left running. */
  clearOrphan(): Promise<void>;
  /** True once the store answers. */
  isReady(): Promise<boolean>;
}

/** A running store; it is started again, with growing pauses, whenever it dies. */
export interface Service {
  stop(): Promise<void>;
}

// The first read of the 566 MB engine library from a slow disk, or crash recovery of a large store.
const readyWithinMs = 120_000;
const readyPollMs = 25;
const firstPauseMs = 200;
const longestPauseMs = 10_000;
// A child that lived this long was well: its next death starts from the shortest pause again.
const stableMs = 60_000;
// PostgreSQL gets 3 s for an orderly end (see postgres-guard.ts); together this keeps close() below 5 s.
const stopWithinMs = 4_000;
const logLimit = 5 * 1024 * 1024;

// Vitest's global setup knows no import.meta.resolve.
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core')));

/** Starts a store and resolves once it answers. Throws StoreError with the reason when it ends before. */
export async function startService(spec: ServiceSpec, log: StoreLog): Promise<Service> {
  const state = { stopping: false, child: await spawnChild(spec) };
  await untilReady(spec, state.child).catch(async (error: unknown) => {
    await endChild(state.child);
    throw error;
  });
  void keepAlive(spec, state, log);
  return {
    async stop() {
      state.stopping = true;
      await endChild(state.child);
    },
  };
}

async function keepAlive(
  spec: ServiceSpec,
  state: { stopping: boolean; child: ChildProcess },
  log: StoreLog,
): Promise<void> {
  let pause = firstPauseMs;
  for (;;) {
    const since = Date.now();
    await exited(state.child);
    if (state.stopping) return;
    pause = Date.now() - since > stableMs ? firstPauseMs : pause;
    log.error({ event: 'store_died', store: spec.name, restartInMs: pause });
    await sleep(pause, undefined, { ref: false });
    pause = Math.min(pause * 2, longestPauseMs);
    if (state.stopping) return;
    try {
      state.child = await spawnChild(spec);
      if (state.stopping) return void endChild(state.child);
      await untilReady(spec, state.child);
      log.info({ event: 'store_restarted', store: spec.name });
    } catch (error) {
      log.error({ event: 'store_restart_failed', store: spec.name, reason: (error as Error).message });
    }
  }
}

async function spawnChild(spec: ServiceSpec): Promise<ChildProcess> {
  await spec.clearOrphan();
  await turnLog(spec.logFile);
  const output = openSync(spec.logFile, 'a', 0o600);
  try {
    return fork(spec.program, spec.args, {
      execArgv: ['--import', register.href],
      // A group of its own: Ctrl-C in the terminal reaches us only, and we end the stores after their users.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
      env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
    });
  } finally {
    closeSync(output);
  }
}

async function untilReady(spec: ServiceSpec, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!(await spec.isReady())) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) throw failure(spec, ended);
    await sleep(readyPollMs);
  }
}

function failure(spec: ServiceSpec, ended: boolean): StoreError {
  const tail = endOf(spec.logFile);
  const what = ended ? 'stopped while starting' : 'did not answer in time';
  const last = tail.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  return (
    recogniseFault(tail, spec.name) ??
    new StoreError(`内置 ${spec.name} 未能启动，详见 ${spec.logFile}。(Embedded ${spec.name} ${what}: ${last})`)
  );
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
}

/** Closing the channel is the order to end, the same that the child gets when we die. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.connected) child.disconnect();
  const slow = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await exited(child);
  clearTimeout(slow);
}

async function turnLog(file: string): Promise<void> {
  const size = await stat(file).then(
    (info) => info.size,
    () => 0,
  );
  if (size > logLimit) await rename(file, `${file}.1`);
}

function endOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, 4096));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(handle);
  }
}

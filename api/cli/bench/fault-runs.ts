import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoPlatforms } from '#demo/item.ts';
import { allFaults } from '#demo/simulators/fault-plan.ts';
import { inventItems, SPAN_MS, START } from '#demo/simulators/invent-items.ts';
import { seededRandom } from '#demo/simulators/seeded-random.ts';
import { type Simulators, startSimulators } from '#demo/simulators/start-simulators.ts';
import { type Analytics, runCommand } from '#warehouse/analytics/analytics.ts';
import { type Ledger, noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { differencesOf } from './compare-with-truth.ts';
import type { RunOrder, RunSetup } from './run-order.ts';

/** Platform time that passes with each page; below the ten minutes by which a platform may be ahead. */
const STEP_MS = 480_000;
const ITEMS = 25;
/** Pages asked for when the kill comes: an undisturbed run asks for some hundred. */
const KILL_WITHIN_TICKS = 70;
/** And some time later: between asking and storing, storing and applying. */
const KILL_DELAY_MS = 150;
/** Deadline of one run on a busy machine. */
const RUN_MS = 180_000;

export interface FaultStores {
  analytics: Analytics;
  ledger: Ledger;
  setup: RunSetup;
}

export interface FaultRun {
  seed: number;
  /** False when the run was over before the kill came. */
  killed: boolean;
  differences: string[];
}

/**
 * Runs seeds one after the other on emptied stores: all five simulated platforms with every fault on, and a
 * `kill -9` of the process that pulls and applies at a moment that the seed chooses.
 */
export async function runFaultSeeds(
  stores: FaultStores,
  seeds: readonly number[],
  onRun: (run: FaultRun) => void,
): Promise<FaultRun[]> {
  const runs: FaultRun[] = [];
  const worker = new Worker(stores.setup);
  try {
    for (const seed of seeds) {
      await empty(stores);
      const run = await runSeed(stores, worker, seed);
      runs.push(run);
      onRun(run);
    }
  } finally {
    worker.end();
  }
  return runs;
}

async function runSeed(stores: FaultStores, worker: Worker, seed: number): Promise<FaultRun> {
  const clock = { at: START, ticks: 0, now: () => clock.at };
  const simulators = await startSimulators({ items: inventItems(seed, ITEMS), clock, faults: allFaults, seed });
  const control = await startControl(clock);
  const random = seededRandom(seed * 7919);
  const killAt = 1 + Math.floor(random() * KILL_WITHIN_TICKS);
  const order = orderOf(simulators, control.url);
  try {
    let done = worker.run(order);
    const killed = await reaches(clock, killAt, done);
    if (killed) {
      await sleep(random() * KILL_DELAY_MS);
      await worker.kill();
      done = worker.run(order);
    }
    await Promise.race([done, late(seed)]);
    simulators.setFaults({});
    return { seed, killed, differences: await differencesOf(stores, simulators, clock.at) };
  } finally {
    await Promise.all([simulators.close(), control.close()]);
  }
}

async function late(seed: number): Promise<never> {
  await sleep(RUN_MS, undefined, { ref: false });
  throw new Error(`seed ${seed}: not done after ${RUN_MS / 1000} s`);
}

const orderOf = (simulators: Simulators, controlUrl: string): RunOrder => ({
  controlUrl,
  sources: demoPlatforms.map((id) => ({
    id,
    manifest: id,
    baseUrl: simulators.baseUrls[id],
    credential: simulators.credentials[id],
  })),
});

/** True when so many pages have been asked for before the run is over. */
async function reaches(clock: { ticks: number }, ticks: number, done: Promise<void>): Promise<boolean> {
  const state = { over: false };
  void done.then(() => (state.over = true)).catch(() => {});
  while (!state.over && clock.ticks < ticks) await sleep(5);
  return !state.over;
}

interface Clock {
  at: number;
  ticks: number;
}

/** Moves the platforms' clock on when the process asks for a page. */
async function startControl(clock: Clock): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    clock.ticks += 1;
    clock.at = Math.min(clock.at + STEP_MS, START + SPAN_MS);
    response.end(JSON.stringify({ at: clock.at, over: clock.at === START + SPAN_MS }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The process that pulls; it is started again after a kill. */
class Worker {
  private child: ChildProcess | undefined;
  private readonly setup: RunSetup;

  constructor(setup: RunSetup) {
    this.setup = setup;
  }

  /** Resolves when the process says that the run is done; a kill leaves it open. */
  async run(order: RunOrder): Promise<void> {
    const child = (this.child ??= this.start());
    const lines = createInterface({ input: child.stdout! });
    child.stdin!.write(`${JSON.stringify(order)}\n`);
    await once(lines, 'line');
    lines.close();
  }

  async kill(): Promise<void> {
    const child = this.child!;
    this.child = undefined;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  end(): void {
    this.child?.kill('SIGKILL');
  }

  private start(): ChildProcess {
    const file = fileURLToPath(new URL('pulling-process.ts', import.meta.url));
    const loader = import.meta.resolve('@oxc-node/core/register');
    const env = { ...process.env, MINQING_RUN_SETUP: JSON.stringify(this.setup) };
    const child = spawn(process.execPath, ['--import', loader, file], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    // Writing to one that was just killed is no fault.
    child.stdin.on('error', () => {});
    return child;
  }
}

/** Every run begins from nothing. */
async function empty({ analytics, ledger }: FaultStores): Promise<void> {
  for (const table of ['documents', 'memberships', 'events'])
    await runCommand(analytics, { name: 'empty', sql: `TRUNCATE TABLE ${table}` });
  const text = 'truncate intake_batches, intake_counts, rejects, sources cascade';
  await runStatement(ledger, { name: 'empty', text, row: noRow });
}

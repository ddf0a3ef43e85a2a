import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { startPostgres } from '#warehouse/embedded/postgres.ts';
import { noRow, openLedger, runStatement, type Ledger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { startReceiver } from '../../alerts/testing/receiver.ts';
import { verifyAlertLog } from '../../alerts/verify-alert-log.ts';

/** What became of the alerts that were raised and delivered under kills. */
export interface KillReport {
  alerts: number;
  kills: { process: number; postgres: number };
  /** Requests that the receiver took whole, whatever it answered. */
  requests: number;
  /** Alerts that never reached it, and those that reached it more than once. */
  lost: number;
  repeated: number;
  /** Alerts that came under more than one message id, and transitions that stand in the log twice. */
  foreignIds: number;
  doubled: number;
  logIntact: boolean;
  seconds: number;
}

const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const program = fileURLToPath(new URL('raise-and-deliver.ts', import.meta.url));
/** Some of what the receiver takes it denies: those are the repeats that nobody can avoid. */
const DENIED = 0.05;
const PATIENCE_MS = 15 * 60_000;

/** What to raise, and how often to kill. */
interface KillOrder {
  alerts: number;
  kills: number;
  random: () => number;
  /** What the dead left is taken up after two seconds, as a test would have it, not after those of the product. */
  soon?: boolean;
}

/** Raises `alerts` while the process and PostgreSQL are killed (-9) in turn, `kills` times at random moments. */
export async function killRun({ alerts, kills, random, soon = false }: KillOrder): Promise<KillReport> {
  const start = (url: string, to: string): ChildProcess =>
    fork(program, [url, to, String(alerts), ...(soon ? ['soon'] : [])], {
      execArgv: ['--import', register],
      stdio: 'inherit',
    });
  const started = Date.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-kills-'));
  const quiet = { info() {}, warn() {}, error() {} };
  const postgres = await startPostgres({ dataDir, fsync: true, log: quiet });
  await migrateLedger(postgres.url);
  const seen = new Map<string, { ids: Set<string>; times: number }>();
  const receiver = await startReceiver((response, { headers, body }) => {
    const { data } = JSON.parse(body) as { data: { alertId: string } };
    const known = seen.get(data.alertId) ?? { ids: new Set(), times: 0 };
    seen.set(data.alertId, { ids: known.ids.add(String(headers['webhook-id'])), times: known.times + 1 });
    receiver.got.length = 0;
    if (random() < DENIED) response.destroy();
    else response.writeHead(204).end();
  });
  const done = { process: 0, postgres: 0 };
  let child = start(postgres.url, receiver.url);
  try {
    for (let left = kills; left > 0; left -= 1) {
      // Spread over the raising: the pause before each kill is a random share of what is left to do.
      const goal = seen.size + (random() * 2 * (alerts - seen.size)) / (left + 1);
      await until(() => seen.size >= goal, 60_000);
      if (left % 2 === 0) {
        child.kill('SIGKILL');
        await once(child, 'exit');
        done.process += 1;
        child = start(postgres.url, receiver.url);
      } else {
        killPostgres(await serverPid(dataDir));
        done.postgres += 1;
      }
    }
    await until(() => seen.size >= alerts, PATIENCE_MS);
    return await report({ alerts, done, seen, url: postgres.url, started });
  } finally {
    child.kill('SIGKILL');
    await postgres.stop();
    await receiver.close();
    await rm(await readlink(join(dataDir, 'postgres')).catch(() => dataDir), { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function until(holds: () => boolean, patienceMs: number): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !holds() && Date.now() < deadline;) await sleep(20);
}

async function serverPid(dataDir: string): Promise<number> {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  for (;;) {
    if (existsSync(file)) return Number(readFileSync(file, 'utf8').split('\n')[0]);
    await sleep(50);
  }
}

/** The server and every process it started, as a power cut would end them. */
function killPostgres(pid: number): void {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid);
  for (const each of [pid, ...children.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It was faster.
    }
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

async function report(run: {
  alerts: number;
  done: KillReport['kills'];
  seen: ReadonlyMap<string, { ids: Set<string>; times: number }>;
  url: string;
  started: number;
}): Promise<KillReport> {
  const ledger = openLedger(run.url);
  try {
    await untilAnswers(ledger);
    const each = [...run.seen.values()];
    return {
      alerts: run.alerts,
      kills: run.done,
      requests: each.reduce((sum, { times }) => sum + times, 0),
      lost: run.alerts - run.seen.size,
      repeated: each.filter(({ times }) => times > 1).length,
      foreignIds: each.filter(({ ids }) => ids.size > 1).length,
      doubled: await doubledTransitions(ledger),
      logIntact: (await verifyAlertLog(ledger)).kind === 'intact',
      seconds: Math.round((Date.now() - run.started) / 1000),
    };
  } finally {
    await ledger.close();
  }
}

/** The last kill may have been PostgreSQL's, which answers again within seconds. */
async function untilAnswers(ledger: Ledger): Promise<void> {
  const ask = () =>
    runStatement(ledger, { name: 'one', text: 'select 1', row: noRow }).then(
      () => true,
      () => false,
    );
  for (const deadline = Date.now() + 60_000; !(await ask()) && Date.now() < deadline;) await sleep(100);
}

async function doubledTransitions(ledger: Ledger): Promise<number> {
  const [row] = await runStatement(ledger, {
    name: 'doubled-transitions',
    text: `select count(*) as doubled from (select 1 from alert_log where event in ('raise', 'push')
      group by alert_id, event having count(*) > 1) d`,
    row: z.object({ doubled: z.number() }),
  });
  return row?.doubled ?? 0;
}

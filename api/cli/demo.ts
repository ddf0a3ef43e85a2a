import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createLog } from '#jobs/log.ts';
import type { District } from '#warehouse/model/district.ts';
import { demoWeekend } from '#demo/clock.ts';
import { generateContent } from '#demo/content/generate-content.ts';
import { connectDesk, createDeskSecrets } from '#demo/desk/connect-desk.ts';
import { type Desk, startDesk } from '#demo/desk/start-desk.ts';
import { startSimulators } from '#demo/simulators/start-simulators.ts';
import { createPersonas } from '../accounts/personas.ts';
import type { Replay } from '../context.ts';
import { type DemoState, readDemoState, writeDemoState } from './demo-state.ts';
import { exampleDistrict } from './load-district.ts';
import { openSystem, type System } from './open-system.ts';
import { keepDistrict } from './keep-district.ts';
import type { RunningDistrict } from './run-district.ts';
import { parsePort } from './start.ts';
import { untilStopped } from './until-stopped.ts';
import { replayFrom } from './demo-replay.ts';
import { waitForHistory } from './wait-for-history.ts';

export interface DemoOptions {
  port: string;
  data?: string | undefined;
  /** Replayed seconds per second; the default shows the Saturday within minutes. */
  speed?: string | undefined;
  /** Forgets the last demo and begins on Saturday morning again. */
  fresh?: boolean | undefined;
}

const DEMO_DATA = '.minqing/demo';
const SEED = 20_201_212;
/** The replayed clock runs 240 times faster, and so do pulls, sweeps and rankings. */
const PULL_SECONDS = 1;
const SWEEP_MS = 1_000;
const RANK_MS = 5_000;
/** How often the replayed instant is kept, for the next start. */
const KEEP_MS = 2_000;

/** `minqing demo`: the example district, its simulated platforms and a department's desk, replaying one weekend. */
export async function demo(options: DemoOptions): Promise<void> {
  const dataDir = resolve(options.data ?? DEMO_DATA);
  if (options.fresh) await rm(dataDir, { recursive: true, force: true });
  const started = await startDemo({
    dataDir,
    port: parsePort(options.port),
    speed: Number(options.speed ?? demoWeekend.speed),
  });
  console.log(
    `\n民情演示已就绪：${started.url}\n部门收件台：${started.deskUrl}\n回放从第一次打开网页开始；按 Ctrl-C 结束，重新开始请加 --fresh`,
  );
  await untilStopped(() => started.close());
}

/** A running demo. */
export interface StartedDemo {
  url: string;
  deskUrl: string;
  desk: Desk;
  system: System;
  replay: Replay;
  close(): Promise<void>;
}

/**
 * Starts the demo and resolves once the ninety days of history are stored, grouped and ranked. On the data of an
 * earlier demo the replay goes on where that one stopped, so that nothing is told twice.
 */
export async function startDemo(options: { dataDir: string; port: number; speed: number }): Promise<StartedDemo> {
  const { dataDir } = options;
  say('正在打开数据存储…');
  const log = createLog(process.env['LOG_LEVEL'] ?? 'warn');
  const opened = await openSystem({ district: exampleDistrict, data: dataDir }, { attach: false, log });
  const last = await readDemoState(dataDir);
  const replay = replayFrom(Math.max(demoWeekend.from, last?.at ?? 0), options.speed);
  const { system, desk, credentials, closeRim } = await connectRim(opened, replay, last);
  const keep = (): Promise<void> => keepState(dataDir, desk, replay, system);
  const keeping = setInterval(() => void keep().catch(() => {}), KEEP_MS).unref();
  const close = async (running?: RunningDistrict): Promise<void> => {
    clearInterval(keeping);
    await running?.close();
    await closeRim();
    await keep();
    await opened.close();
  };
  let running: RunningDistrict | undefined;
  try {
    await createPersonas(system.ledger, system.district);
    running = await keepDistrict(system, {
      host: '127.0.0.1',
      port: options.port,
      roles: ['api', 'jobs'],
      replay,
      credentials,
      allowTargets: [new URL(desk.url).host],
      sweepEveryMs: SWEEP_MS,
      rankEveryMs: RANK_MS,
    });
    await waitForHistory(system, say);
    replay.allow();
    return { url: running.url, deskUrl: desk.url, desk, system, replay, close: () => close(running) };
  } catch (error) {
    await close(running);
    throw error;
  }
}

interface Rim {
  system: System;
  desk: Desk;
  credentials: Readonly<Record<string, string>>;
  closeRim: () => Promise<void>;
}

/** What stands around the district: platforms that give, a desk that takes; and the district told of their addresses. */
async function connectRim(opened: System, replay: Replay, last: DemoState | null): Promise<Rim> {
  const simulators = await startSimulators({ items: generateContent(opened.district, SEED), clock: replay });
  const secrets = last ? new Map(Object.entries(last.deskSecrets)) : createDeskSecrets(opened.district);
  const secretFor = (code: string): string | undefined => secrets.get(code);
  // The port of the last time, so that a message that was still on its way finds the same address.
  const desk = await startDesk({ secretFor, port: last?.deskPort ?? 0 }).catch(() => startDesk({ secretFor }));
  const sources = opened.district.sources.map((source) => ({
    ...source,
    baseUrl: simulators.baseUrls[source.id as keyof typeof simulators.baseUrls],
    everySeconds: PULL_SECONDS,
  }));
  const connected = (district: District): District => ({ ...connectDesk(district, desk.url, secrets), sources });
  const closeRim = async (): Promise<void> => void (await Promise.all([simulators.close(), desk.close()]));
  const system = { ...opened, district: connected(opened.district), base: connected(opened.base) };
  return { system, desk, credentials: simulators.credentials, closeRim };
}

function keepState(dataDir: string, desk: Desk, replay: Replay, system: System): Promise<void> {
  const channels = system.district.departments.map(({ code, channels: [first] }) => [
    code,
    first && 'secret' in first ? first.secret : '',
  ]);
  return writeDemoState(dataDir, {
    at: replay.now(),
    deskPort: Number(new URL(desk.url).port),
    deskSecrets: Object.fromEntries(channels) as Record<string, string>,
  });
}

/** Progress goes to stderr, one line each. */
function say(text: string): void {
  console.error(text);
}

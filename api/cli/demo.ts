import { resolve } from 'node:path';
import { createLog } from '#jobs/log.ts';
import { createReplayClock, demoWeekend } from '#demo/clock.ts';
import { generateContent } from '#demo/content/generate-content.ts';
import { connectDesk, createDeskSecrets } from '#demo/desk/connect-desk.ts';
import { startDesk } from '#demo/desk/start-desk.ts';
import { startSimulators } from '#demo/simulators/start-simulators.ts';
import { createPersonas } from '../accounts/personas.ts';
import type { Replay } from '../context.ts';
import { exampleDistrict } from './load-district.ts';
import { openSystem, type System } from './open-system.ts';
import { type RunningDistrict, runDistrict } from './run-district.ts';
import { parsePort } from './start.ts';
import { untilStopped } from './until-stopped.ts';
import { waitForHistory } from './wait-for-history.ts';

export interface DemoOptions {
  port: string;
  data?: string | undefined;
  /** Replayed seconds per second; the default shows the Saturday within minutes. */
  speed?: string | undefined;
}

/** A fresh folder each time would be wasteful: platforms repeat the same content, so the second start finds it stored. */
const DEMO_DATA = '.minqing/demo';
const SEED = 20_201_212;
/** The replayed clock runs 240 times faster, and so do pulls, sweeps and rankings. */
const PULL_SECONDS = 1;
const SWEEP_MS = 1_000;
const RANK_MS = 5_000;

/** `minqing demo`: the example district, its simulated platforms and a department's desk, replaying one weekend. */
export async function demo(options: DemoOptions): Promise<void> {
  const started = await startDemo({ ...options, port: parsePort(options.port) });
  console.log(`\n民情演示已就绪：${started.url}\n部门收件台：${started.deskUrl}\n按 Ctrl-C 结束`);
  await untilStopped(() => started.close());
}

/** A running demo. */
export interface StartedDemo {
  url: string;
  deskUrl: string;
  system: System;
  replay: Replay;
  close(): Promise<void>;
}

/** Starts the demo and resolves once the ninety days of history are stored, grouped and ranked. */
export async function startDemo(options: {
  port: number;
  data?: string | undefined;
  speed?: string | undefined;
}): Promise<StartedDemo> {
  const log = createLog(process.env['LOG_LEVEL'] ?? 'warn');
  const dataDir = resolve(options.data ?? DEMO_DATA);
  say('正在打开数据存储…');
  const opened = await openSystem({ district: exampleDistrict, data: dataDir }, { attach: false, log });
  const speed = options.speed ? Number(options.speed) : demoWeekend.speed;
  const clock = createReplayClock({ ...demoWeekend, speed });
  const replay: Replay = {
    now: () => clock.now(),
    start: () => clock.start(),
    speed: () => clock.state().speed,
    until: new Date(demoWeekend.until).toISOString(),
  };
  const simulators = await startSimulators({ items: generateContent(opened.district, SEED), clock });
  const secrets = createDeskSecrets(opened.district);
  const desk = await startDesk({ secretFor: (code) => secrets.get(code) });
  const sources = opened.district.sources.map((source) => ({
    ...source,
    baseUrl: simulators.baseUrls[source.id as keyof typeof simulators.baseUrls],
    everySeconds: PULL_SECONDS,
  }));
  const system: System = { ...opened, district: { ...connectDesk(opened.district, desk.url, secrets), sources } };
  await createPersonas(system.ledger, system.district);
  const close = async (running?: RunningDistrict): Promise<void> => {
    await running?.close();
    await Promise.all([simulators.close(), desk.close()]);
    await opened.close();
  };
  try {
    const running = await runDistrict(system, {
      host: '127.0.0.1',
      port: options.port,
      roles: ['api', 'jobs'],
      replay,
      credentials: simulators.credentials,
      allowTargets: [new URL(desk.url).host],
      sweepEveryMs: SWEEP_MS,
      rankEveryMs: RANK_MS,
    });
    await waitForHistory(system, say);
    return { url: running.url, deskUrl: desk.url, system, replay, close: () => close(running) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Progress goes to stderr, one line each. */
function say(text: string): void {
  console.error(text);
}

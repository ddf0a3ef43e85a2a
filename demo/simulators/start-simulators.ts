import { createHash } from 'node:crypto';
import { demoPlatforms, type DemoItem, type DemoPlatform } from '../item.ts';
import { boxue } from './boxue.ts';
import type { FaultPlan } from './fault-plan.ts';
import { hotline } from './hotline.ts';
import { platformData, type PlatformData, type TruthRow } from './platform-data.ts';
import { startPlatformServer, type PlatformHandler } from './platform-server.ts';
import { seededRandom } from './seeded-random.ts';
import { shequtong } from './shequtong.ts';
import { weizhili } from './weizhili.ts';
import { zhangshang } from './zhangshang.ts';

const handlers: Record<DemoPlatform, (data: PlatformData, credential: string) => PlatformHandler> = {
  shequtong,
  boxue,
  zhangshang,
  weizhili,
  hotline,
};

/** Invented, and good on the loopback address only; the form is what the platform's manifest asks for. */
function credentialOf(platform: DemoPlatform, seed: number): string {
  const secret = createHash('sha256').update(`simulated ${platform} ${seed}`).digest('hex').slice(0, 32);
  return platform === 'boxue' || platform === 'zhangshang' ? `minqing-demo:${secret}` : secret;
}

export interface SimulatorOptions {
  items: readonly DemoItem[];
  /** Instant in ms up to which things have happened; may run faster than real time, never backwards. */
  clock: { now(): number };
  faults?: FaultPlan;
  seed?: number;
  /** Requests that each platform allows per minute of real time. */
  ratePerMinute?: number;
}

export interface Simulators {
  baseUrls: Record<DemoPlatform, string>;
  credentials: Record<DemoPlatform, string>;
  /** What a platform holds at an instant (ms), deleted rows included; of 掌上社区 one row per message. */
  truth(platform: DemoPlatform, at: number): TruthRow[];
  /** Changes the faults from the next request on; the clock skew stays as it was at the start. */
  setFaults(faults: FaultPlan): void;
  close(): Promise<void>;
}

// A pull of one page each 20 ms; a real platform allows less, which the manifest's `rate` would say.
const DEFAULT_RATE = 3000;

/** Starts all five platforms on the loopback address. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { items, clock, seed = 1, ratePerMinute = DEFAULT_RATE } = options;
  let faults = options.faults ?? {};
  const skewSeconds = faults.skewSeconds ?? 0;
  const started = await Promise.all(
    demoPlatforms.map(async (platform, at) => {
      const data = platformData({ items, platform, clock, skewSeconds, seed });
      const credential = credentialOf(platform, seed);
      const random = seededRandom(seed * 31 + at);
      const handler = handlers[platform](data, credential);
      const server = await startPlatformServer({ handler, random, faults: () => faults, ratePerMinute });
      return { platform, data, credential, server };
    }),
  );
  const record = <T>(value: (one: (typeof started)[number]) => T): Record<DemoPlatform, T> =>
    Object.fromEntries(started.map((one) => [one.platform, value(one)])) as Record<DemoPlatform, T>;
  const data = record((one) => one.data);
  return {
    baseUrls: record((one) => one.server.baseUrl),
    credentials: record((one) => one.credential),
    truth: (platform, at) => data[platform].truth(at),
    setFaults: (next) => {
      faults = next;
    },
    close: async () => {
      await Promise.all(started.map((one) => one.server.close()));
    },
  };
}

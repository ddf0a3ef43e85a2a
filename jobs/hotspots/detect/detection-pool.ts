import { Piscina } from 'piscina';
import type { ClickHouseAddress } from '#warehouse/analytics/analytics.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { typescriptThread } from '../../typescript-thread.ts';
import type { DetectionRequest, ReplayRequest } from './detection-request.ts';

/** Detection beside the event loop. */
export interface DetectionPool {
  detect(address: ClickHouseAddress, request: DetectionRequest): Promise<Signal[]>;
  replay(address: ClickHouseAddress, request: ReplayRequest): Promise<Signal[]>;
  close(): Promise<void>;
}

/** Starts its one thread at the first look. */
export function createDetectionPool(): DetectionPool {
  const pool = new Piscina({
    ...typescriptThread(new URL('./detection-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    // Looks come every few minutes; the thread holds no dictionary and starts in a moment.
    idleTimeout: 10 * 60_000,
  });
  return {
    detect: (address, request) => pool.run({ address, request }, { name: 'present' }) as Promise<Signal[]>,
    replay: (address, request) => pool.run({ address, request }, { name: 'past' }) as Promise<Signal[]>,
    close: () => pool.destroy(),
  };
}

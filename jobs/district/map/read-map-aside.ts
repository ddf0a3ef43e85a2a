import { Piscina } from 'piscina';
import { typescriptThread } from '../../typescript-thread.ts';
import type { MapTask } from './map-thread.ts';
import type { WardMapRead } from './read-ward-map.ts';

/**
 * Reads a file of borders beside the event loop, which a file of 20 MB would hold for a second or two. The thread is
 * started for it and ended after it: borders are given in once in years.
 */
export async function readMapAside(task: MapTask): Promise<WardMapRead> {
  const pool = new Piscina({
    ...typescriptThread(new URL('./map-thread.ts', import.meta.url)),
    minThreads: 1,
    maxThreads: 1,
  });
  try {
    return (await pool.run(task)) as WardMapRead;
  } finally {
    await pool.destroy();
  }
}

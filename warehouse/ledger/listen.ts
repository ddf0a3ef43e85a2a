import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * Calls `hear` for every notification on a channel of PostgreSQL until `signal` aborts. A lost connection is opened
 * again; `reconnected` is called after each opening, since what was said in between is lost.
 */
export async function listen(
  url: string,
  channel: string,
  on: { hear: (payload: string) => void; reconnected: () => void },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: 'minqing-listen', keepAlive: true });
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload }) => on.hear(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      on.reconnected();
      await broken;
    } catch {
      // The server is restarting; the next turn tries again.
    }
    await client.end().catch(() => {});
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

/** PostgreSQL restarts in a third of a second (measured); a second does not hurry it. */
const RETRY_MS = 1_000;

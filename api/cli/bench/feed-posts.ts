import { setTimeout as sleep } from 'node:timers/promises';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { storeBatch } from '#jobs/intake/store-batch.ts';
import { createLog } from '#jobs/log.ts';
import { somePosts } from '#jobs/testing/some-posts.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import type { Session } from '../../contract/session.ts';
import { exampleDistrict } from '../load-district.ts';
import { openSystem } from '../open-system.ts';
import type { DemoServer } from './demo-server.ts';

const SOURCE = 'bench-forum';
/** A page of a platform; at 50 documents a second five a second. */
const PER_PAGE = 10;

/** Lets invented posts arrive at a running demo at that pace, by its own way in, until told to stop; gives how many did. */
export async function feedPosts(server: DemoServer, perSecond: number, stop: AbortSignal): Promise<number> {
  const system = await openSystem(
    { district: exampleDistrict, data: server.dataDir },
    { attach: true, log: createLog('warn') },
  );
  const { ledger, district } = system;
  const cleaning = createCleaningPool({ district, reporterSecret: system.secrets.reporter }, 1);
  const posts = somePosts(5_000, 11);
  const started = performance.now();
  const run = Date.now().toString(36);
  let fed = 0;
  try {
    await upsertSource(ledger, { sourceId: SOURCE, name: '压测论坛' });
    for (let page = 0; !stop.aborted; page++) {
      await sleep(Math.max(0, started + (page * 1000 * PER_PAGE) / perSecond - performance.now()));
      const now = await districtNow(server);
      const rows = Array.from({ length: PER_PAGE }, (_, i) => {
        const post = posts[(page * PER_PAGE + i) % posts.length]!;
        return { position: String(i), value: { ...post, id: `${run}-${page}-${i}`, publishedAt: now } };
      });
      const batch = await cleaning.clean({ sourceId: SOURCE, sourceWard: '', history: false, now, rows });
      const from = { sourceId: SOURCE, inputKey: `${run}:${page}`, cursor: null, now, timeZone: district.timeZone };
      if (await storeBatch(ledger, from, batch)) fed += PER_PAGE;
    }
    return fed;
  } finally {
    await cleaning.close();
    await system.close();
  }
}

/** The demo's clock is replayed: what is published later than it would be refused. */
async function districtNow({ url }: DemoServer): Promise<string> {
  const { clock } = (await (await fetch(`${url}/api/session`)).json()) as Session;
  return clock.now;
}

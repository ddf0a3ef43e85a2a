import { setTimeout as sleep } from 'node:timers/promises';
import { openLedger } from '#warehouse/ledger/ledger.ts';
import type { AlertDesk } from '../../alerts/alert-desk.ts';
import { checkClocks } from '../../alerts/check-clocks.ts';
import { parseAllowList } from '../../alerts/deliver/allow-list.ts';
import { deliver, type PostOffice } from '../../alerts/deliver/deliver.ts';
import { endpointBook } from '../../alerts/deliver/endpoints.ts';
import { transports } from '../../alerts/deliver/transports.ts';
import { raiseAlerts } from '../../alerts/raise-alerts.ts';
import { deskFor } from '../../alerts/testing/desk.ts';
import { district, hotspot } from '../../alerts/testing/fixtures.ts';
import { jobContracts, type JobHandlers } from '../../queue/contracts.ts';
import { openQueue } from '../../queue/queue.ts';
import { openQueuePool } from '../../queue/queue-pool.ts';
import { runWorkers } from '../../queue/run-workers.ts';

/**
 * The process that is killed: raises the alerts of one run, delivers them, and begins again where it was cut off.
 * Arguments: PostgreSQL URL, the receiver's URL, how many alerts; `soon` where what the dead left is taken up after two
 * seconds.
 */
const [url, receiver, count, when] = process.argv.slice(2) as [string, string, string, 'soon' | undefined];
/** Still longer than an attempt at the receiver, which answers at once. */
const SOON = { staleSeconds: 2, timeoutMs: 1_500 };
const NOW = '2020-12-12T02:00:00.000Z';
const quiet = { info() {}, warn() {}, error() {} };
const others = Object.fromEntries(
  Object.keys(jobContracts).map((name) => [name, async () => {}]),
) as unknown as JobHandlers;

process.on('disconnect', () => process.exit(0));
await again(async () => {
  const ledger = openLedger(url);
  const pool = await openQueuePool(url);
  const queue = openQueue(pool);
  const base = deskFor(ledger, { police: receiver });
  const desk: AlertDesk = {
    ledger,
    policy: base.policy,
    mask: base.mask,
    enqueue: (tx, { deliveryId, delayMs }) => queue.addIn(tx, 'deliver', { deliveryId }, delayMs ? { delayMs } : {}),
  };
  const office: PostOffice = {
    transports,
    endpoints: endpointBook({ ...district, departments: [...base.policy.departments.values()] }),
    allow: parseAllowList([new URL(receiver).host]),
    linkTo: (alertId) => `http://minqing.example/inbox/${alertId}`,
    ...(when === 'soon' ? SOON : {}),
  };
  runWorkers(
    pool,
    {
      ...others,
      deliver: async ({ deliveryId }) => void (await deliver(desk, office, { deliveryId, now: NOW })),
      'check-clocks': async () => void (await checkClocks(desk, { now: NOW })),
    },
    quiet,
    ...(when === 'soon' ? [{ silentMs: 2_000, lookMs: 500 }] : []),
  );
  await again(() => queue.every('check-clocks', 'check-clocks', {}, 2_000));
  // All of them every time, as a ranking run hands them over: what is raised already changes nothing.
  const hotspots = Array.from({ length: Number(count) }, (_, n) =>
    hotspot({ eventId: `e${n}`, runId: 'run', severity: 3 }),
  );
  await again(() => raiseAlerts(desk, { runId: 'run', hotspots, now: NOW }));
  process.send?.('raised');
});

/** Tries until it is done: the server may be away for a while. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(100);
    }
  }
}

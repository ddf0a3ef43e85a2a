import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { checkClocks } from './check-clocks.ts';
import { deliver, type PostOffice } from './deliver/deliver.ts';
import { endpointBook } from './deliver/endpoints.ts';
import { parseAllowList } from './deliver/allow-list.ts';
import { webhook } from './deliver/webhook.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { deskFor } from './testing/desk.ts';
import { district, hotspot } from './testing/fixtures.ts';
import { answering, dropping, startReceiver } from './testing/receiver.ts';
import { verifyAlertLog } from './verify-alert-log.ts';

const { ledger } = await freshStores();
const receiver = await startReceiver();
afterAll(() => receiver.close());

const alerts = 60;
const saturday = '2020-12-12T02:00:00.000Z';

it('loses nothing and applies nothing twice while connections, jobs and receivers fail', async () => {
  const desk = deskFor(ledger, { police: receiver.url });
  const office: PostOffice = {
    transports: { webhook },
    endpoints: endpointBook({ ...district, departments: [...desk.policy.departments.values()] }),
    allow: parseAllowList([receiver.authority]),
    linkTo: (alertId) => `http://minqing.example/alerts/${alertId}`,
  };
  // Every fifth request fails before, every seventh after the receiver has taken it.
  let requests = 0;
  receiver.answer = (response, received) => {
    requests += 1;
    const behaviour = requests % 5 === 0 ? answering(503) : requests % 7 === 0 ? dropping : answering(200);
    behaviour(response, received);
  };
  const faults = { kills: 0, seen: 0 };
  const hotspots = Array.from({ length: alerts }, (_, n) => hotspot({ eventId: `e${n}`, runId: 'run', severity: 3 }));
  const killing = setInterval(() => void killOneConnection(faults), 200);
  await untilDone(faults, () => raiseAlerts(desk, { runId: 'run', hotspots, now: saturday }));
  // Every third job is lost on its way: the sweep finds the message again.
  let queued = 0;
  desk.enqueue = async (_tx, job) => void ((queued += 1) % 3 && desk.jobs.push(job));
  const waiting = async (): Promise<number> => {
    const text = `select count(*) as n from deliveries where status = 'pending'`;
    const rows = await runStatement(ledger, { name: 'waiting', text, row: z.object({ n: z.number() }) });
    return rows[0]?.n ?? 0;
  };
  while ((await untilDone(faults, waiting)) > 0) {
    const jobs = desk.jobs.splice(0);
    const attempts = jobs.map(({ deliveryId }) => deliver(desk, office, { deliveryId, now: saturday }));
    for (const attempt of await Promise.allSettled(attempts)) if (attempt.status === 'rejected') faults.seen += 1;
    await untilDone(faults, age);
    await untilDone(faults, () => checkClocks(desk, { now: saturday }));
  }
  clearInterval(killing);

  const ids = receiver.got.map((request) => String(request.headers['webhook-id']));
  expect(faults.kills).toBeGreaterThan(2);
  expect(new Set(ids).size).toBe(alerts);
  const text = `select count(*) as rows, count(distinct alert_id) as alerts from alert_log where event = 'push'`;
  const row = z.object({ rows: z.number(), alerts: z.number() });
  expect(await runStatement(ledger, { name: 'pushes', text, row })).toEqual([{ rows: alerts, alerts }]);
  expect(await verifyAlertLog(ledger)).toEqual({ kind: 'intact', rows: alerts * 2 });
}, 60_000);

/** Ends one of the other connections, as a crash of the server would end all. */
async function killOneConnection(faults: { kills: number }): Promise<void> {
  const text = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1`;
  await runStatement(ledger, { name: 'kill-one', text, row: noRow }).then(
    (rows) => (faults.kills += rows.length),
    () => {},
  );
}

/** A minute passes for messages whose job was lost and for claims whose worker failed. */
async function age(): Promise<void> {
  const text = `update deliveries set written_at = written_at - interval '2 minutes',
    claimed_at = claimed_at - interval '2 minutes', retry_at = retry_at - interval '12 hours' where status = 'pending'`;
  await runStatement(ledger, { name: 'age', text, row: noRow });
}

/** Tries again what a broken connection ended, as a queue would. */
async function untilDone<T>(faults: { seen: number }, work: () => Promise<T>): Promise<T> {
  for (let left = 1000; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      faults.seen += 1;
      if (left === 0) throw error;
    }
  }
}

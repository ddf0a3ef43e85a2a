import { afterAll, expect, it } from 'vitest';
import { noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { checkClocks } from '../check-clocks.ts';
import { raiseAlerts } from '../raise-alerts.ts';
import { deskFor, officeFor } from '../testing/desk.ts';
import { hotspot } from '../testing/fixtures.ts';
import { answering, startReceiver } from '../testing/receiver.ts';
import { deliver } from './deliver.ts';

const { ledger } = await freshStores();
const receiver = await startReceiver(answering(503));
afterAll(() => receiver.close());

const saturday = Date.parse('2020-12-12T02:00:00.000Z');
const minute = 60_000;
const outage = 6 * 60 * minute;
const perMinute = 10;
const alerts = 8;

/** Time goes on for what the ledger measures in real time: everything it wrote is that much older. */
async function pass(ms: number): Promise<void> {
  const text = `with shifted as (update deliveries set claimed_at = claimed_at - make_interval(secs => $1),
      retry_at = retry_at - make_interval(secs => $1), written_at = written_at - make_interval(secs => $1))
    update delivery_attempts set at = at - make_interval(secs => $1)`;
  await runStatement(ledger, { name: 'pass', text, values: [ms / 1000], row: noRow });
}

it('a receiver that is down for six hours gets everything afterwards, in order per alert, within its rate', async () => {
  const desk = deskFor(ledger, { police: receiver.url });
  const departments = [...desk.policy.departments.values()];
  const paces = { webhook: { perMinute, keptForRed: 0 } };
  const office = officeFor({ departments }, [receiver.authority], { paces });
  const hotspots = Array.from({ length: alerts }, (_, n) => hotspot({ eventId: `e${n}`, runId: 'run', severity: 3 }));
  await raiseAlerts(desk, { runId: 'run', hotspots, now: new Date(saturday) });
  for (const minutes of [3, 4, 5, 8]) await checkClocks(desk, { now: new Date(saturday + minutes * minute) });
  const waiting = desk.jobs.splice(0).map(({ deliveryId }) => ({ deliveryId, at: 0 }));
  const taken: { at: number; alert: string; reason: string }[] = [];
  let virtual = 0;
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at);
    const job = waiting.shift()!;
    if (job.at > virtual) await pass(job.at - virtual);
    virtual = Math.max(virtual, job.at);
    if (virtual >= outage) {
      receiver.answer = (response, { body }) => {
        const { type, data } = JSON.parse(body) as { type: string; data: { alertId: string } };
        taken.push({ at: virtual, alert: data.alertId, reason: type });
        response.writeHead(204).end();
      };
    }
    await deliver(desk, office, { deliveryId: job.deliveryId, now: new Date(saturday) });
    const added = desk.jobs.splice(0).map(({ deliveryId, delayMs = 0 }) => ({ deliveryId, at: virtual + delayMs }));
    waiting.push(...added);
  }
  const order = ['alert.open', 'alert.sla_50', 'alert.sla_80', 'alert.sla_100', 'alert.sla_150'];
  const byAlert = groupOf(taken);
  expect(byAlert.size).toBe(alerts);
  for (const messages of byAlert.values()) {
    const signing = messages.map(({ reason }) => order.indexOf(reason));
    expect(signing).toEqual([0, 1, 2, 3, 4]);
  }
  for (const { at } of taken)
    expect(taken.filter((one) => one.at > at - minute && one.at <= at).length).toBeLessThanOrEqual(perMinute);
}, 120_000);

function groupOf<T extends { alert: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(one.alert, [...(groups.get(one.alert) ?? []), one]);
  return groups;
}

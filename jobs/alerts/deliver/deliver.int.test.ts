import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemScope } from '#warehouse/model/scope.ts';
import { noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { enableEndpoint } from '#warehouse/ledger/alerts/revive-delivery.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { checkClocks } from '../check-clocks.ts';
import { raiseAlerts } from '../raise-alerts.ts';
import { deskFor } from '../testing/desk.ts';
import { district, hotspot } from '../testing/fixtures.ts';
import { answering, dropping, hanging, startReceiver, type Behaviour } from '../testing/receiver.ts';
import { verifyAlertLog } from '../verify-alert-log.ts';
import { parseAllowList } from './allow-list.ts';
import { deliver, type PostOffice } from './deliver.ts';
import { endpointBook } from './endpoints.ts';
import { resendDelivery } from './resend.ts';
import { webhook } from './webhook.ts';

const { ledger } = await freshStores();
const receiver = await startReceiver();
afterAll(() => receiver.close());

const saturday = '2020-12-12T02:00:00.000Z';
let desk = deskFor(ledger);
let office: PostOffice;
let events = 0;
beforeEach(async () => {
  events += 1;
  await enableEndpoint(ledger, 'police.webhook.0');
  receiver.got.length = 0;
  receiver.answer = answering(200);
  desk = deskFor(ledger, { police: `${receiver.url}/${events}` });
  office = {
    transports: { webhook },
    endpoints: endpointBook({ ...district, departments: [...desk.policy.departments.values()] }),
    allow: parseAllowList([receiver.authority]),
    linkTo: (alertId) => `http://minqing.example/alerts/${alertId}`,
    timeoutMs: 300,
  };
});

/** An emergency on its way: the id of its one message. */
async function emergency(): Promise<string> {
  const eventId = `event-${events}`;
  await raiseAlerts(desk, {
    runId: eventId,
    hotspots: [hotspot({ eventId, runId: eventId, severity: 3 })],
    now: saturday,
  });
  return desk.jobs[0]?.deliveryId ?? '';
}
const send = (deliveryId: string) => deliver(desk, office, { deliveryId, now: saturday });
const file = async () => {
  const [alert] = await listAlerts(ledger, systemScope, { event: `event-${events}` }, { limit: 1 });
  const found = await getAlert(ledger, systemScope, alert?.alertId ?? '');
  if (!found) throw new Error('no alert');
  return found;
};
const recentlySent = async () => {
  const text = `select count(*) as n from delivery_attempts where at > now() - interval '1 minute'`;
  const [row] = await runStatement(ledger, { name: 'recently-sent', text, row: z.object({ n: z.number() }) });
  return row ?? { n: 0 };
};
const resend = async (deliveryId: string) => {
  const { alert } = await file();
  const by = { id: '1', name: '值班员' };
  return resendDelivery(desk, { alertId: alert.alertId, deliveryId, by, scope: systemScope, now: saturday });
};
const secretOf = (): string => office.endpoints.get('police.webhook.0')?.secret ?? '';

describe('a delivery', () => {
  it('arrives signed, with the facts and nothing else, and is on the record', async () => {
    const id = await emergency();
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
    const [request] = receiver.got;
    const payload = new Webhook(secretOf()).verify(request?.body ?? '', request?.headers as Record<string, string>);
    expect(request?.headers['webhook-id']).toBe(id);
    expect(payload).toMatchObject({
      type: 'alert.open',
      timestamp: saturday,
      data: {
        number: '2020-0001',
        level: 'red',
        departmentName: '交警支队',
        subject: { place: '育才路', documents: 12 },
      },
    });
    const { deliveries } = await file();
    expect(deliveries[0]).toMatchObject({ status: 'sent', attempts: 1, lastCode: 'ok' });
    expect(deliveries[0]?.attemptLog).toMatchObject([{ attempt: 1, httpStatus: 200, code: 'ok', verdict: 'sent' }]);
  });

  it('is made once, however many workers try', async () => {
    const id = await emergency();
    const results = await Promise.all([send(id), send(id), send(id)]);
    expect(results.map((result) => result.kind).sort()).toEqual(['nothing', 'nothing', 'sent']);
    expect(await send(id)).toEqual({ kind: 'nothing' });
    expect(receiver.got).toHaveLength(1);
  });

  it.each<[string, Behaviour, string]>([
    ['answers 500', answering(500), '500'],
    ['redirects', answering(302, { location: 'http://127.0.0.1:1/' }), '302'],
    ['never answers', hanging, 'timeout'],
    ['hangs up', dropping, 'UND_ERR_SOCKET'],
  ])('to a receiver that %s is tried again with the same id', async (_name, behaviour, code) => {
    const id = await emergency();
    receiver.answer = behaviour;
    desk.jobs.length = 0;
    expect(await send(id)).toEqual({ kind: 'retry', code });
    expect(desk.jobs).toMatchObject([{ deliveryId: id, delayMs: expect.any(Number) }]);
    receiver.answer = answering(204);
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
    expect(receiver.got.map((request) => request.headers['webhook-id'])).toEqual([id, id]);
    expect((await file()).deliveries[0]?.attemptLog.map((attempt) => attempt.verdict)).toEqual(['retry', 'sent']);
  });

  it('waits as long as a busy receiver asks', async () => {
    const id = await emergency();
    receiver.answer = answering(429, { 'retry-after': '600' });
    desk.jobs.length = 0;
    await send(id);
    expect(desk.jobs[0]?.delayMs).toBeGreaterThanOrEqual(600_000);
  });

  it('to an endpoint that is gone is dead, disables it, and stands in the log', async () => {
    const id = await emergency();
    receiver.answer = answering(410);
    expect(await send(id)).toEqual({ kind: 'dead', code: '410' });
    const { timeline, deliveries } = await file();
    expect(timeline.at(-1)).toMatchObject({ event: 'undeliverable', detail: expect.stringContaining('"410"') });
    expect(deliveries[0]?.status).toBe('dead');
    receiver.answer = answering(200);
    expect(await resend(id)).toBe(true);
    expect(await send(id)).toEqual({ kind: 'dead', code: 'endpoint_disabled' });
    expect(receiver.got).toHaveLength(1);
    await enableEndpoint(ledger, 'police.webhook.0');
    expect(await resend(id)).toBe(true);
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
    expect(await verifyAlertLog(ledger)).toMatchObject({ kind: 'intact' });
  });

  it('to an address that nobody allowed never leaves, and can be sent again once it is allowed', async () => {
    const id = await emergency();
    const { allow } = office;
    office.allow = parseAllowList([]);
    expect(await send(id)).toEqual({ kind: 'dead', code: 'target_refused' });
    expect(receiver.got).toEqual([]);
    office.allow = allow;
    expect(await resend(id)).toBe(true);
    expect(await resend(id)).toBe(false);
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
  });

  it('keeps the order of one alert: a later message waits for the one before it', async () => {
    const first = await emergency();
    receiver.answer = answering(503);
    await send(first);
    await checkClocks(desk, { now: '2020-12-12T02:04:30.000Z' });
    const second = (await file()).deliveries[1]?.deliveryId ?? '';
    expect(second).not.toBe('');
    receiver.answer = answering(200);
    expect(await send(second)).toEqual({ kind: 'nothing' });
    desk.jobs.length = 0;
    await send(first);
    expect(desk.jobs).toEqual([{ name: 'deliver', deliveryId: second }]);
    expect(await send(second)).toEqual({ kind: 'sent', code: 'ok' });
    expect(receiver.got.map((request) => request.headers['webhook-id'])).toEqual([first, first, second]);
  });

  it('whose worker died is taken over once its claim is stale', async () => {
    const id = await emergency();
    const claim = (age: string) =>
      runStatement(ledger, {
        name: 'claim',
        text: `update deliveries set claimed_at = now() - $2::interval where delivery_id = $1`,
        values: [id, age],
        row: noRow,
      });
    await claim('5 seconds');
    expect(await send(id)).toEqual({ kind: 'nothing' });
    await claim('31 seconds');
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
  });

  it('ends as a dead letter after the last attempt', async () => {
    const id = await emergency();
    await runStatement(ledger, {
      name: 'age',
      text: 'update deliveries set attempts = 19 where delivery_id = $1',
      values: [id],
      row: noRow,
    });
    receiver.answer = answering(500);
    expect(await send(id)).toEqual({ kind: 'dead', code: '500' });
  });

  it('beyond the pace of its target is put off without an attempt, while an emergency may use what is kept for it', async () => {
    const id = await emergency();
    await runStatement(ledger, {
      name: 'recent',
      text: `insert into delivery_attempts (delivery_id, attempt, at, ms, code, verdict)
        select $1, 100 + n, now(), 1, 'ok', 'sent' from generate_series(1, $2) n`,
      values: [id, 3],
      row: noRow,
    });
    const { n: before } = await recentlySent();
    desk.jobs.length = 0;
    office.paces = { webhook: { perMinute: before, keptForRed: 0 } };
    expect(await send(id)).toEqual({ kind: 'nothing' });
    expect(receiver.got).toEqual([]);
    expect(desk.jobs).toMatchObject([{ deliveryId: id, delayMs: expect.any(Number) }]);
    expect((await file()).deliveries[0]).toMatchObject({ status: 'pending', attempts: 0 });
    office.paces = { webhook: { perMinute: before + 1, keptForRed: before + 1 } };
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
  });

  it('is not sent faster than its target takes in a second, not even in an emergency, and goes a second later', async () => {
    const id = await emergency();
    const { n: before } = await recentlySent();
    await runStatement(ledger, {
      name: 'just-now',
      text: `insert into delivery_attempts (delivery_id, attempt, at, ms, code, verdict)
        select $1, 200 + n, now() + interval '2 seconds', 1, 'ok', 'sent' from generate_series(1, 2) n`,
      values: [id],
      row: noRow,
    });
    desk.jobs.length = 0;
    office.paces = { webhook: { perMinute: before + 100, keptForRed: 0, perSecond: 2 } };
    expect(await send(id)).toEqual({ kind: 'nothing' });
    expect(desk.jobs[0]?.delayMs).toBeLessThan(2_000);
    office.paces = { webhook: { perMinute: before + 100, keptForRed: 0, perSecond: 100 } };
    expect(await send(id)).toEqual({ kind: 'sent', code: 'ok' });
  });
});

import { afterAll, expect, it } from 'vitest';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { toMembershipRow } from '../intake/document-rows.ts';
import { aDocument } from '../testing/a-document.ts';
import { deliver } from './deliver/deliver.ts';
import { commonWard, emergenciesBeside } from './emergencies.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { raiseUrgent } from './raise-urgent.ts';
import { deskFor, officeFor } from './testing/desk.ts';
import { hotspot } from './testing/fixtures.ts';
import { answering, startReceiver } from './testing/receiver.ts';

const { analytics, ledger } = await freshStores();
const receiver = await startReceiver(answering(204));
afterAll(() => receiver.close());

/** Sunday 2020-12-13, 23:05 in Shanghai: in the quiet hours. */
const night = '2020-12-13T15:05:00.000Z';
const desk = deskFor(ledger, { water: receiver.url });
const office = officeFor({ departments: [...desk.policy.departments.values()] }, [receiver.authority]);

async function write(externalId: string, publishedAt: string, severity: number): Promise<object[]> {
  const doc = aDocument({ externalId, publishedAt, severity, topicCode: '1205', wardCode: '999001001001' });
  const memberships = [toMembershipRow(doc, { eventId: `event-${externalId}`, score: 1, because: [], seq: 1 }, 1)];
  const event = {
    event_id: `event-${externalId}`,
    revision: 1,
    is_deleted: 0,
    kind: 'event',
    title: '消防栓被撞坏',
    place: '仙林湖路',
    topic_code: '1205',
    first_at: publishedAt,
    last_at: publishedAt,
  };
  await insertPlan(analytics, { documents: [], memberships, events: [event] });
  return memberships;
}

it('an emergency at night is on its way within three seconds, before any ranking, past the quiet hours', async () => {
  const written = await write('hydrant', night, 3);
  const began = performance.now();
  expect(await raiseUrgent({ analytics, desk }, written, night)).toMatchObject({ raised: 1 });
  for (const { deliveryId } of desk.jobs.splice(0)) await deliver(desk, office, { deliveryId, now: night });
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(receiver.got[0]!.body).toContain('仙林湖路');
  const [alert] = await listAlerts(ledger, systemScope, { event: 'event-hydrant' }, { limit: 1 });
  expect(alert).toMatchObject({ level: 'red', state: 'pushed', wardCode: '999001001001' });
  // The same again raises nothing new.
  expect(await raiseUrgent({ analytics, desk }, written, night)).toMatchObject({ raised: 0, updated: 0 });
});

it('an emergency that this path missed is handed over with the next ranking, though no list is long enough for it', async () => {
  const written = await write('missed', night, 3);
  await expect(raiseUrgent({ analytics: undefined as never, desk }, written, night)).rejects.toBeInstanceOf(TypeError);
  // A list that is full of hotter matters names none of the emergencies.
  const run = { runId: 'ranking', at: '2020-12-13T15:06:00.000Z' };
  const hotter = Array.from({ length: 100 }, (_, n) => hotspot({ eventId: `hotter-${n}`, heat: 59 }));
  const beside = await emergenciesBeside(analytics, new Set(hotter.map(({ eventId }) => eventId)), run);
  expect(beside.map(({ eventId }) => eventId)).toEqual(['event-hydrant', 'event-missed']);
  expect(await raiseAlerts(desk, { ...run, hotspots: [...hotter, ...beside], now: run.at })).toMatchObject({
    raised: 1,
  });
  const [alert] = await listAlerts(ledger, systemScope, { event: 'event-missed' }, { limit: 1 });
  expect(alert).toMatchObject({ level: 'red', state: 'pushed' });
});

it('neither an ordinary matter nor an old one raises anything here', async () => {
  expect(await raiseUrgent({ analytics, desk }, await write('lamp', night, 1), night)).toBeUndefined();
  const old = await write('last-week', '2020-12-06T15:05:00.000Z', 3);
  expect(await raiseUrgent({ analytics, desk }, old, night)).toBeUndefined();
});

it('is told by the smallest ward that holds what is located', () => {
  expect(commonWard(['999001001001', ''])).toBe('999001001001');
  expect(commonWard(['999001001001', '999001001002'])).toBe('999001001');
  expect(commonWard(['999001001001', '999001002001'])).toBe('999001');
  expect(commonWard([''])).toBe('');
});

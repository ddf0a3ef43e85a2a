import { expect, it } from 'vitest';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { toMembershipRow } from '../../intake/document-rows.ts';
import { aDocument } from '../../testing/a-document.ts';
import { actOnAlert } from '../act-on-alert.ts';
import type { AlertAction } from '../contract.ts';
import { raiseAlerts } from '../raise-alerts.ts';
import { deskFor } from '../testing/desk.ts';
import { dispatcher, handlerOf, hotspot } from '../testing/fixtures.ts';
import { importFollowUps } from './import-follow-ups.ts';
import type { FollowUpRow } from './read-follow-ups.ts';

const { analytics, reader, ledger } = await freshStores();
const desk = deskFor(ledger);
const at = '2020-12-14T02:00:00.000Z';
let keys = 0;

async function write(externalId: string, eventId: string): Promise<void> {
  const doc = aDocument({ externalId, publishedAt: at, wardCode: '999001001001' });
  const memberships = [toMembershipRow(doc, { eventId, score: 1, because: [], seq: 1 }, 1)];
  await insertPlan(analytics, { documents: [], memberships, events: [] });
}
const fileOf = async (eventId: string) => {
  const [alert] = await listAlerts(ledger, systemScope, { event: eventId }, { limit: 1 });
  return (await getAlert(ledger, systemScope, alert!.alertId))!;
};
async function handle(eventId: string): Promise<void> {
  const steps: AlertAction[] = [
    { action: 'acknowledge' },
    { action: 'reply', note: '已处理', outcome: 'solved' },
    { action: 'resolve', note: '' },
  ];
  for (const action of steps) {
    const { alert, assignments } = await fileOf(eventId);
    const { assignmentId } = assignments.find(({ role }) => role === 'lead')!;
    keys += 1;
    const who = { actor: handlerOf('police'), scope: systemScope, idempotencyKey: `follow-up-${keys}` };
    await actOnAlert(desk, { alertId: alert.alertId, assignmentId, action, version: alert.version, now: at, ...who });
  }
}
const raised = (eventId: string) =>
  raiseAlerts(desk, { runId: eventId, hotspots: [hotspot({ eventId, severity: 3, runId: eventId })], now: at });
const heard = (ticketId: string, result: FollowUpRow['result'] = 'satisfied', unitAtFault = false): FollowUpRow => ({
  line: Number(ticketId.slice(1)),
  ticketId,
  result,
  solved: result === 'satisfied' ? 'solved' : 'unsolved',
  unitAtFault,
});
const give = (rows: FollowUpRow[], more: object = {}) =>
  importFollowUps(
    { desk, reader },
    { rows, actor: dispatcher, scope: systemScope, now: '2020-12-16T02:00:00.000Z', tryOnly: false, ...more },
  );

await write('t1', 'done');
await write('t2', 'done');
await write('t3', 'unhappy');
await write('t4', 'busy');
await write('t5', 'unknown');
for (const event of ['done', 'unhappy', 'busy']) await raised(event);
for (const event of ['done', 'unhappy']) await handle(event);

it('follow the alerts of their tickets up once, several of one alert together, and say what they could not match', async () => {
  const file = [heard('t1'), heard('t2'), heard('t3', 'dissatisfied', true), heard('t4'), heard('t5'), heard('t9')];
  const outcome = {
    rows: 6,
    taken: 3,
    alerts: 2,
    rejects: [
      { line: 4, ticketId: 't4', reason: 'not_resolved', word: '' },
      { line: 5, ticketId: 't5', reason: 'no_alert', word: '' },
      { line: 9, ticketId: 't9', reason: 'no_alert', word: '' },
    ],
  };
  // Tried first, nothing changes.
  expect(await give(file, { tryOnly: true })).toMatchObject({ ...outcome, repeated: 0 });
  expect((await fileOf('done')).alert.state).toBe('resolved');

  expect(await give(file)).toMatchObject({ ...outcome, repeated: 0 });
  expect((await fileOf('done')).alert).toMatchObject({ state: 'closed', followUpResult: 'satisfied' });
  expect((await fileOf('unhappy')).alert).toMatchObject({ state: 'pushed', reopenCount: 1 });
  const line = (await fileOf('done')).timeline.find(({ event }) => event === 'follow_up');
  expect(line).toMatchObject({ reason: '热线回访 2 件：满意 2', actorName: dispatcher.name });

  // The same file once more is no news, neither for the closed alert nor for the one that it reopened.
  expect(await give(file)).toMatchObject({ taken: 0, alerts: 0, repeated: 3, rejects: outcome.rejects });
  expect((await fileOf('unhappy')).alert).toMatchObject({ state: 'pushed', reopenCount: 1 });
});

it('with another answer to a ticket than before are refused, not written over', async () => {
  const { rejects, taken } = await give([heard('t1', 'dissatisfied', true)]);
  expect([taken, rejects]).toEqual([0, [{ line: 1, ticketId: 't1', reason: 'differs', word: '' }]]);
});

it('match nothing outside the asker’s scope, and need somebody who may follow up', async () => {
  const elsewhere = { scope: { wards: ['999001002'], lines: null } };
  expect((await give([heard('t4')], elsewhere)).rejects).toMatchObject([{ reason: 'no_alert' }]);
  await handle('unhappy');
  expect(await give([heard('t3', 'unreachable')], { actor: handlerOf('police') })).toMatchObject({ taken: 0 });
  expect(await give([heard('t3')])).toMatchObject({ taken: 1 });
});

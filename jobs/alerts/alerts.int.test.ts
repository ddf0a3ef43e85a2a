import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemScope } from '#warehouse/model/scope.ts';
import { inTransaction, noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { lastInAppPosition, listInAppSince } from '#warehouse/ledger/alerts/list-in-app-since.ts';
import { countOpenAlerts, listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { actOnAlert, type AlertRequest } from './act-on-alert.ts';
import { instantOn } from './calendar/working-calendar.ts';
import { checkClocks } from './check-clocks.ts';
import type { AlertAction, RaisableHotspot } from './contract.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { deskFor } from './testing/desk.ts';
import { dispatcher, handlerOf, hotspot } from './testing/fixtures.ts';
import { verifyAlertLog } from './verify-alert-log.ts';

const { ledger } = await freshStores();
const saturday = instantOn('2020-12-12', 10 * 60);
const later = (hours: number, from = saturday): string => new Date(Date.parse(from) + hours * 3_600_000).toISOString();

let desk = deskFor(ledger);
// Every test has events of its own, so that they share one database and one log.
let events = 0;
let eventId = '';
beforeEach(() => {
  desk = deskFor(ledger);
  events += 1;
  eventId = `event-${events}`;
});

const run = (runId: string, now: string, fields: Partial<RaisableHotspot> | null = {}) =>
  raiseAlerts(desk, {
    runId: `${eventId}-${runId}`,
    hotspots: fields ? [hotspot({ eventId, runId: `${eventId}-${runId}`, ...fields })] : [],
    now,
  });
const current = async () => {
  const [alert] = await listAlerts(ledger, systemScope, { event: eventId }, { limit: 1 });
  if (!alert) throw new Error('no alert');
  const file = await getAlert(ledger, systemScope, alert.alertId);
  if (!file) throw new Error('no file');
  return file;
};
let keys = 0;
async function ask(action: AlertAction, fields: Partial<AlertRequest> = {}, unit = 'police') {
  const { alert, assignments } = await current();
  const assignmentId = assignments.findLast((one) => one.departmentCode === unit)?.assignmentId ?? '';
  keys += 1;
  return actOnAlert(desk, {
    alertId: alert.alertId,
    assignmentId,
    action,
    actor: handlerOf(unit),
    version: alert.version,
    idempotencyKey: `key-${keys}`,
    scope: systemScope,
    now: later(1),
    ...fields,
  });
}
const count = async (text: string, values: unknown[] = []): Promise<number> => {
  const rows = await runStatement(ledger, { name: 'count', text, values, row: z.object({ count: z.number() }) });
  return rows[0]?.count ?? 0;
};

describe('a ranking run', () => {
  it('raises one alert per hot event, and the sweep pushes it to lead and assist', async () => {
    expect(await run('1', saturday)).toMatchObject({ raised: 1 });
    expect((await current()).alert).toMatchObject({ state: 'raised', level: 'orange', number: '2020-0001' });
    expect(desk.jobs).toEqual([]);
    await checkClocks(desk, { now: later(0.2) });
    const { alert, assignments, clocks, timeline, deliveries } = await current();
    expect(alert.state).toBe('pushed');
    expect(assignments.map((one) => `${one.role} ${one.departmentCode} ${one.state}`)).toEqual([
      'lead police pushed',
      'assist street pushed',
    ]);
    expect(clocks.map((clock) => clock.kind).sort()).toEqual(['reply', 'resolve', 'sign', 'sign']);
    expect(timeline.map((entry) => entry.event)).toEqual(['raise', 'push']);
    expect(deliveries.map((delivery) => delivery.status)).toEqual(['pending', 'pending']);
    expect(desk.jobs.map((job) => job.deliveryId).sort()).toEqual(deliveries.map((one) => one.deliveryId).sort());
  });

  it('changes nothing when it is handed over twice', async () => {
    await run('1', saturday, { severity: 3 });
    const before = await current();
    expect(await run('1', later(1), { severity: 3 })).toEqual({ raised: 0, reopened: 0, cleared: 0, updated: 0 });
    expect(await current()).toEqual(before);
  });

  it('leaves an alert alone whose heat only decayed by a fraction', async () => {
    await run('1', saturday, { heat: 72.3 });
    const before = await current();
    expect(await run('2', later(0.01), { heat: 72.1 })).toMatchObject({ updated: 0 });
    expect(await current()).toEqual(before);
    expect(await run('3', later(0.02), { heat: 72.1, severity: 3 })).toMatchObject({ updated: 1 });
  });

  it('raises once even where two runs meet', async () => {
    await Promise.all([run('1', saturday), run('2', saturday), run('3', saturday)]);
    expect(await count('select count(*) from alerts where event_id = $1', [eventId])).toBe(1);
  });

  it('keeps the figures of later runs and clears after three cool hours', async () => {
    await run('1', saturday);
    await run('2', later(1), { heat: 80, documents: 14 });
    expect((await current()).alert).toMatchObject({ heat: 80, documents: 14 });
    await run('3', later(2), null);
    await run('4', later(3), { heat: 44 });
    expect(await run('5', later(4), null)).toMatchObject({ cleared: 1 });
    const { alert } = await current();
    expect(alert).toMatchObject({ state: 'auto_cleared', resolvedAt: null });
    expect(await count('select count(*) from alert_occurrences where alert_id = $1', [alert.alertId])).toBe(3);
  });

  it('does not raise again a closed matter whose hotspot is still warm, but one that cooled and came back', async () => {
    await run('1', saturday, { severity: 3 });
    await ask({ action: 'acknowledge' });
    await ask({ action: 'reply', note: '已关闸止水', outcome: 'solved' });
    await ask({ action: 'resolve', note: '' });
    await ask({ action: 'follow_up', result: 'satisfied', unitAtFault: false, note: '' }, { actor: dispatcher });
    expect((await current()).alert.state).toBe('closed');
    await run('2', later(2));
    expect((await current()).alert.state).toBe('closed');
    await run('3', later(24), { heat: 30 });
    expect(await run('4', later(48))).toMatchObject({ reopened: 1 });
    expect((await current()).alert).toMatchObject({ state: 'pushed', reopenCount: 1 });
  });

  it('starts a new alert that names the old one after fifteen days', async () => {
    await run('1', saturday);
    for (const hour of [1, 2, 3]) await run(`cool-${hour}`, later(hour), null);
    const old = (await current()).alert;
    expect(await run('9', later(24 * 16))).toMatchObject({ raised: 1 });
    const { alert } = await current();
    expect(alert).toMatchObject({ recurrenceOf: old.alertId, state: 'raised' });
  });

  it('sends nothing about a sensitive matter but its number', async () => {
    await run('1', saturday, { severity: 3, sensitive: true });
    const facts = await runStatement(ledger, {
      name: 'facts',
      text: `select facts from deliveries d join alerts a using (alert_id) where a.event_id = $1 and channel = 'webhook'`,
      values: [eventId],
      row: z.object({ facts: z.string() }),
    });
    expect(facts).toHaveLength(2);
    for (const { facts: text } of facts) expect(text).not.toMatch(/育才路|道路拥堵|甲一居委|documents/);
  });
});

describe('an action', () => {
  beforeEach(async () => {
    await run('1', saturday, { severity: 3 });
    desk.jobs.length = 0;
  });

  it('leaves its log line, stops its clock and tells the pages, each in its scope', async () => {
    const position = await lastInAppPosition(ledger);
    expect(await ask({ action: 'acknowledge' })).toMatchObject({ kind: 'done', state: 'acked' });
    const { timeline, clocks } = await current();
    expect(timeline.at(-1)).toMatchObject({ event: 'acknowledge', fromState: 'pushed', toState: 'acked' });
    expect(clocks.find((clock) => clock.kind === 'sign' && clock.stoppedAt)?.outcome).toBe('missed');
    const news = (wards: string[], lines: string[] | null) => listInAppSince(ledger, { wards, lines }, position);
    expect(await news([''], null)).toHaveLength(1);
    expect(await news(['999001001'], ['traffic'])).toHaveLength(1);
    expect(await news(['999001002'], null)).toEqual([]);
    expect(await news([''], ['water'])).toEqual([]);
    expect(await news([], null)).toEqual([]);
  });

  it('sent twice with one key is done once and answered alike', async () => {
    const { alert } = await current();
    const fields = { idempotencyKey: `same-${eventId}`, version: alert.version };
    const answers = await Promise.all([1, 2, 3].map(() => ask({ action: 'acknowledge' }, fields)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await current()).timeline.filter((entry) => entry.event === 'acknowledge')).toHaveLength(1);
    expect(await ask({ action: 'reply', note: '另一请求' }, fields)).toMatchObject({ reason: 'key_reused' });
  });

  it('on a page that is out of date is refused with what is allowed now', async () => {
    const { alert } = await current();
    await ask({ action: 'acknowledge' });
    expect(await ask({ action: 'return', note: '不属本单位', basis: '清单' }, { version: alert.version })).toEqual({
      kind: 'refused',
      reason: 'stale_version',
      allowed: ['reply', 'return', 'extend', 'undo'],
      version: alert.version + 1,
    });
  });

  it('on an alert outside the scope finds none', async () => {
    const scope = { wards: ['999001002'], lines: null };
    expect(await ask({ action: 'acknowledge' }, { scope })).toMatchObject({ reason: 'not_found' });
  });

  it('of two that race, one wins', async () => {
    const answers = await Promise.all([ask({ action: 'acknowledge' }), ask({ action: 'acknowledge' })]);
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['done', 'refused']);
  });

  it('keeps personal data out of the log', async () => {
    await ask({ action: 'acknowledge' });
    await ask({ action: 'reply', note: '已联系当事人13800138000处理' });
    expect((await current()).timeline.at(-1)?.reason).toBe('已联系当事人〔手机号〕处理');
    expect((await current()).assignments[0]?.replyText).not.toContain('138');
  });

  it('that is refused leaves no trace', async () => {
    const before = await current();
    expect(await ask({ action: 'resolve', note: '' })).toMatchObject({ kind: 'refused', reason: 'illegal' });
    expect(await current()).toEqual(before);
  });
});

describe('the sweep', () => {
  it('announces each point of a clock once, to the unit that it concerns', async () => {
    await run('1', saturday, { severity: 3 });
    await ask({ action: 'acknowledge' }, { now: later(0.01) }, 'street');
    desk.jobs.length = 0;
    await checkClocks(desk, { now: later(0.05) });
    await checkClocks(desk, { now: later(0.05) });
    const { deliveries, timeline, assignments } = await current();
    const reminders = deliveries.filter((delivery) => delivery.reason.startsWith('sla'));
    expect(reminders.map((one) => `${one.reason} ${one.assignmentId}`)).toEqual([
      `sla_50 ${assignments[0]?.assignmentId}`,
    ]);
    expect(desk.jobs.filter((job) => job.deliveryId === reminders[0]?.deliveryId)).toHaveLength(1);
    expect(timeline.filter((entry) => entry.event === 'clock')).toHaveLength(1);
  });

  it('does one thing once, however many sweeps run', async () => {
    await run('1', saturday, { severity: 3 });
    desk.jobs.length = 0;
    await Promise.all([1, 2, 3].map(() => checkClocks(desk, { now: later(24 * 7) })));
    const { deliveries } = await current();
    const announced = deliveries.filter((delivery) => delivery.reason === 'sla_150');
    // Sign of both units, reply and resolve of the lead.
    expect(announced).toHaveLength(4);
    expect(desk.jobs.filter((job) => announced.some((one) => one.deliveryId === job.deliveryId))).toHaveLength(4);
  });

  it('holds messages over night, except in an emergency, and lets the clock wait with them', async () => {
    const night = instantOn('2020-12-12', 23 * 60);
    await run('1', night);
    await checkClocks(desk, { now: later(1, night) });
    const { deliveries, clocks } = await current();
    expect(deliveries.map((delivery) => delivery.status)).toEqual(['held', 'held']);
    expect(clocks.find((clock) => clock.kind === 'sign')?.startedAt).toBe(instantOn('2020-12-13', 7 * 60));
    expect(desk.jobs.some((job) => deliveries.some((one) => one.deliveryId === job.deliveryId))).toBe(false);
    await checkClocks(desk, { now: instantOn('2020-12-13', 7 * 60) });
    expect((await current()).deliveries.map((delivery) => delivery.status)).toEqual(['pending', 'pending']);
    expect(desk.jobs.filter((job) => deliveries.some((one) => one.deliveryId === job.deliveryId))).toHaveLength(2);
  });

  it('mutes messages in silence while the clocks run', async () => {
    await run('1', saturday, { severity: 3 });
    await ask({ action: 'silence', until: later(48), note: '现场处置中' }, { actor: dispatcher, now: saturday }, '');
    desk.jobs.length = 0;
    await checkClocks(desk, { now: later(0.1) });
    const { deliveries, clocks } = await current();
    const reminders = deliveries.filter((delivery) => delivery.reason.startsWith('sla'));
    expect(reminders.map((one) => one.status)).toEqual(['muted', 'muted']);
    expect(clocks.filter((clock) => clock.kind === 'sign').map((clock) => clock.announced)).toEqual([100, 100]);
    expect(desk.jobs.filter((job) => reminders.some((one) => one.deliveryId === job.deliveryId))).toEqual([]);
  });

  it('queues again what was written but never tried', async () => {
    await run('1', saturday, { severity: 3 });
    const { deliveries } = await current();
    desk.jobs.length = 0;
    await runStatement(ledger, {
      name: 'age',
      text: `update deliveries set written_at = now() - interval '2 minutes' where delivery_id = $1`,
      values: [deliveries[0]?.deliveryId],
      row: noRow,
    });
    expect(await checkClocks(desk, { now: saturday })).toMatchObject({ rescued: 1 });
    expect(desk.jobs).toEqual([{ name: 'deliver', deliveryId: deliveries[0]?.deliveryId }]);
  });
});

const open = (wards: string[], lines: string[] | null) => countOpenAlerts(ledger, { wards, lines });

describe('a list', () => {
  it('is narrowed to one level, and to what no ward is known of', async () => {
    const all = await listAlerts(ledger, systemScope, {}, { limit: 1000 });
    const levels = [...new Set(all.map(({ level }) => level))];
    expect(levels.length).toBeGreaterThan(1);
    for (const level of levels)
      expect(await listAlerts(ledger, systemScope, { level }, { limit: 1000 })).toEqual(
        all.filter((one) => one.level === level),
      );
    expect(await listAlerts(ledger, systemScope, { wards: [] }, { limit: 1000 })).toEqual(
      all.filter(({ wardCode }) => wardCode === ''),
    );
  });

  it('pages through the alerts of a scope, newest first, without gap or repeat', async () => {
    const all = await listAlerts(ledger, systemScope, {}, { limit: 1000 });
    const paged: string[] = [];
    for (let after: { raisedAt: string; alertId: string } | undefined; ;) {
      const page = await listAlerts(ledger, systemScope, {}, { limit: 3, after });
      paged.push(...page.map((alert) => alert.alertId));
      after = page.at(-1);
      if (!after) break;
    }
    expect(paged).toEqual(all.map((alert) => alert.alertId));
    expect(paged.length).toBeGreaterThan(10);
  });

  it('shows a line department its alerts in every ward, and others none of them', async () => {
    const all = await open([''], null);
    expect(all).toBeGreaterThan(0);
    expect(await open([''], ['traffic'])).toBe(all);
    expect(await open([''], ['water'])).toBe(0);
    expect(await open(['999001001'], null)).toBe(all);
    expect(await open(['999001002'], null)).toBe(0);
  });
});

/** The verdict on a log that somebody with the keys to the database has changed. */
const broken = async (text: string) => {
  let verdict;
  const change = inTransaction(ledger, async (tx) => {
    await runStatement(tx, { name: 'off', text: 'alter table alert_log disable trigger user', row: noRow });
    await runStatement(tx, { name: 'forge', text, row: noRow });
    verdict = await verifyAlertLog(tx);
    throw new Error('undone');
  });
  await expect(change).rejects.toThrow('undone');
  return verdict;
};

describe('the log', () => {
  it('verifies as it was written, by a computation of its own', async () => {
    expect(await verifyAlertLog(ledger)).toMatchObject({ kind: 'intact' });
    expect(await count('select count(*) from alert_log')).toBeGreaterThan(30);
  });

  it.each([
    ['an update', `update alert_log set reason = '改' where id = 3`],
    ['a deletion', 'delete from alert_log where id = 3'],
    ['a truncation', 'truncate alert_log'],
  ])('refuses %s', async (_name, text) => {
    await expect(runStatement(ledger, { name: 'forge', text, row: noRow })).rejects.toThrow('append-only');
  });

  it('shows what was forged behind its back', async () => {
    expect(await broken(`update alert_log set reason = '改' where id = 3`)).toMatchObject({ kind: 'broken', id: 3 });
    expect(await broken('delete from alert_log where id = 3')).toMatchObject({ kind: 'broken', id: 4 });
    expect(await broken('delete from alert_log where id > 5')).toMatchObject({ kind: 'broken', id: 6 });
  });
});

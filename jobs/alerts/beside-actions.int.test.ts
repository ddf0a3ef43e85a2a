import { beforeEach, describe, expect, it } from 'vitest';
import { getAttachment, listAttachments } from '#warehouse/ledger/alerts/attachments.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { actOnAlert } from './act-on-alert.ts';
import { attachFile, maxFileBytes } from './attach-file.ts';
import type { AlertAction, Actor } from './contract.ts';
import { ticketFor } from './deliver/ticket.ts';
import { endpointsOfChannels } from './deliver/endpoints.ts';
import { mergeAlert, splitAlert } from './merge-split.ts';
import { openLink } from './open-link.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { deskFor } from './testing/desk.ts';
import { dispatcher, handlerOf, hotspot } from './testing/fixtures.ts';

const { ledger } = await freshStores();
const desk = deskFor(ledger);
const now = '2020-12-14T02:00:00.000Z';
const elsewhere = { wards: ['999001002'], lines: null };
let count = 0;
let eventId = '';
let alertId = '';
async function raised(): Promise<string> {
  count += 1;
  eventId = `event-${count}`;
  await raiseAlerts(desk, { runId: eventId, hotspots: [hotspot({ eventId, severity: 3, runId: eventId })], now });
  const [alert] = await listAlerts(ledger, systemScope, { event: eventId }, { limit: 1 });
  return alert!.alertId;
}
const fileOf = async (id: string) => (await getAlert(ledger, systemScope, id))!;
beforeEach(async () => {
  alertId = await raised();
});
async function act(id: string, action: AlertAction, actor: Actor) {
  const { alert, assignments } = await fileOf(id);
  const { assignmentId } = assignments.find(({ role }) => role === 'lead')!;
  count += 1;
  const who = { actor, scope: systemScope, idempotencyKey: `beside-${count}` };
  return actOnAlert(desk, { alertId: id, assignmentId, action, version: alert.version, now, ...who });
}

const by = { id: '7', name: '陈伟' };
const key = Buffer.alloc(32, 9);
const merge = (from: string, into: string, more: object = {}) =>
  mergeAlert(desk, {
    alertId: from,
    intoId: into,
    note: '同一件事，13800001111',
    actor: dispatcher,
    scope: systemScope,
    now,
    ...more,
  });
const split = (departmentCode: string, more: object = {}) =>
  splitAlert(desk, {
    alertId,
    departmentCode,
    title: '路面塌陷',
    note: '另一件事',
    actor: dispatcher,
    scope: systemScope,
    now,
    ...more,
  });
const jpeg = (size = 100, fill = 1): Buffer =>
  Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(size, fill)]);
const attach = (content: Buffer, more: object = {}) =>
  attachFile(desk, {
    alertId,
    name: '现场13800001111.exe',
    content,
    actor: handlerOf('police'),
    scope: systemScope,
    now,
    ...more,
  });
const open = (ticket: string, more: object = {}) =>
  openLink(desk, { alertId, ticket, key, by, scope: systemScope, now, ...more });

describe('合并', () => {
  it('ends the one, lets the other go on, and both logs tell of it without a number that names somebody', async () => {
    const other = await raised();
    expect(await merge(alertId, other)).toEqual({ kind: 'done', alertId: other });
    const [from, into] = [await fileOf(alertId), await fileOf(other)];
    expect(from.alert).toMatchObject({ state: 'closed', mergedInto: other });
    expect(from.clocks.every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
    expect(into.alert.state).toBe('pushed');
    expect(from.timeline.at(-1)).toMatchObject({ event: 'merge', reason: '同一件事，〔手机号〕' });
    expect(into.timeline.at(-1)?.event).toBe('merged_here');
    // Its hotspot raises nothing new while the matter goes on elsewhere.
    const again = { eventId: from.alert.eventId, severity: 3, reporters: 90, runId: 'again' };
    const report = await raiseAlerts(desk, {
      runId: 'again',
      hotspots: [hotspot(again)],
      now: '2020-12-15T02:00:00.000Z',
    });
    expect(report).toMatchObject({ raised: 0, reopened: 0 });
  });

  it('is refused into itself, into what ended, and outside the scope; two at once do not block each other', async () => {
    const other = await raised();
    expect(await merge(alertId, alertId)).toMatchObject({ reason: 'same' });
    expect(await merge(alertId, other, { scope: elsewhere })).toMatchObject({ reason: 'not_found' });
    const both = await Promise.all([merge(alertId, other), merge(other, alertId)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    expect(both.find(({ kind }) => kind === 'refused')).toMatchObject({ reason: 'ended' });
  });
});

describe('拆分', () => {
  it('gives another unit an alert of its own, pushed at once, while the first goes on', async () => {
    const done = await split('water');
    if (done.kind !== 'done') throw new Error(done.reason);
    const made = await fileOf(done.alertId);
    expect(made.alert).toMatchObject({ splitFrom: alertId, title: '路面塌陷', state: 'pushed', eventId });
    expect(made.assignments.map(({ departmentCode, role }) => `${role} ${departmentCode}`)).toEqual(['lead water']);
    expect(made.clocks.map(({ kind }) => kind).toSorted()).toEqual(['reply', 'resolve', 'sign']);
    expect((await fileOf(alertId)).timeline.at(-1)).toMatchObject({ event: 'split', reason: '另一件事' });
    expect((await fileOf(alertId)).alert.state).toBe('pushed');
    // Twice is two alerts: a matter may hold three.
    const second = await split('water');
    expect(second.kind === 'done' && second.alertId !== done.alertId).toBe(true);
  });

  it('is refused to a unit that does not exist and outside the scope', async () => {
    expect(await split('moon')).toMatchObject({ reason: 'unknown_department' });
    expect(await split('water', { scope: elsewhere })).toMatchObject({ reason: 'not_found' });
  });
});

describe('附件', () => {
  it('is typed by its content, named without a telephone number, in the log with its hash, and given back whole', async () => {
    const done = await attach(jpeg());
    if (done.kind !== 'done') throw new Error(done.reason);
    const [file] = await listAttachments(ledger, systemScope, alertId);
    expect(file).toMatchObject({ type: 'image/jpeg', bytes: 104, byName: '经办人' });
    expect(file!.name).toMatch(/^现场.*\.jpg$/);
    expect(file!.name).not.toMatch(/\d{11}/);
    const got = await getAttachment(ledger, systemScope, { alertId, attachmentId: done.attachmentId });
    expect(Buffer.compare(got!.content, jpeg())).toBe(0);
    expect((await fileOf(alertId)).timeline.at(-1)?.event).toBe('attach');
    expect(await listAttachments(ledger, elsewhere, alertId)).toEqual([]);
    expect(await getAttachment(ledger, elsewhere, { alertId, attachmentId: done.attachmentId })).toBeUndefined();
  });

  it.each<[string, Buffer, object, string]>([
    ['what only calls itself a picture', Buffer.from('<script>alert(1)</script>'), {}, 'unknown_type'],
    ['nothing', Buffer.alloc(0), {}, 'too_large'],
    ['more than five megabytes', jpeg(maxFileBytes), {}, 'too_large'],
    ['a file of another unit', jpeg(), { actor: handlerOf('water') }, 'forbidden'],
    ['a file to an alert elsewhere', jpeg(), { scope: elsewhere }, 'not_found'],
  ])('refuses %s', async (_name, content, more, reason) => {
    expect(await attach(content, more)).toEqual({ kind: 'refused', reason });
  });

  it('refuses the same file twice, and more than twenty', async () => {
    expect((await attach(jpeg(100, 0))).kind).toBe('done');
    expect(await attach(jpeg(100, 0))).toMatchObject({ reason: 'same_or_full' });
    for (let n = 1; n < 20; n += 1) expect((await attach(jpeg(100, n))).kind).toBe('done');
    expect(await attach(jpeg(100, 99))).toMatchObject({ reason: 'same_or_full' });
  });
});

describe('the link of a message', () => {
  it('is spent by the first who opens it, which is written down once', async () => {
    const { deliveries } = await fileOf(alertId);
    const ticket = ticketFor(key, alertId, deliveries[0]!.deliveryId);
    const tries = await Promise.all([open(ticket), open(ticket), open(ticket)]);
    expect(tries.toSorted()).toEqual(['first', 'spent', 'spent']);
    const opened = (await fileOf(alertId)).timeline.filter(({ event }) => event === 'opened');
    expect(opened.map(({ actorName }) => actorName)).toEqual(['陈伟']);
  });

  it('opens nothing when it was made elsewhere, for another alert, or for nobody of this scope', async () => {
    const [delivery] = (await fileOf(alertId)).deliveries;
    const good = ticketFor(key, alertId, delivery!.deliveryId);
    expect(await open(ticketFor(Buffer.alloc(32, 1), alertId, delivery!.deliveryId))).toBe('invalid');
    expect(await open(ticketFor(key, 'another', delivery!.deliveryId))).toBe('invalid');
    expect(await open(`${good}x`)).toBe('invalid');
    expect(await open(good, { scope: elsewhere })).toBe('invalid');
    expect(await open(good)).toBe('first');
  });
});

describe('a leader of a unit', () => {
  it('gets a copy when it is urged, and none of the rest', async () => {
    const chief = { unit: 'police', personId: 'chief', name: '陈大队长' };
    const mail = [{ kind: 'email' as const, to: 'chief@example.gov.cn', fallback: false }];
    const leading = {
      ...desk,
      policy: {
        ...desk.policy,
        leadersOf: (code: string) => (code === 'police' ? [chief] : []),
        dutyEndpoints: () => endpointsOfChannels(mail, { id: 'police/chief', code: 'police', name: '' }),
      },
    };
    await act(alertId, { action: 'acknowledge' }, handlerOf('police'));
    const { alert, assignments } = await fileOf(alertId);
    const { assignmentId } = assignments.find(({ role }) => role === 'lead')!;
    const urge = { action: 'supervise', level: 'urge', note: '请尽快' } as const;
    const who = { actor: dispatcher, scope: systemScope, idempotencyKey: `leader-${alertId}` };
    await actOnAlert(leading, { alertId, assignmentId, action: urge, version: alert.version, now, ...who });
    const copies = (await fileOf(alertId)).deliveries.filter(({ target }) => target === 'police/chief.email.0');
    expect(copies.map(({ reason }) => reason)).toEqual(['supervised']);
  });
});

describe('派单争议', () => {
  it('reaches whoever of the district is on duty, and nobody of the units', async () => {
    const director = { unit: '999001', personId: 'director', name: '值班主任' };
    const mail = [{ kind: 'email' as const, to: 'director@example.gov.cn', fallback: false }];
    const ruled = {
      ...desk,
      policy: {
        ...desk.policy,
        onDuty: (unit: string) => (unit === '999001' ? [director] : []),
        dutyEndpoints: () => endpointsOfChannels(mail, { id: '999001/director', code: '999001', name: '' }),
      },
    };
    const basis = { note: '非本单位职责', basis: '清单' };
    const move = async (action: AlertAction, actor: Actor, unit: string) => {
      const { alert, assignments } = await fileOf(alertId);
      const { assignmentId } = assignments.findLast(({ departmentCode }) => departmentCode === unit)!;
      const who = { actor, scope: systemScope, idempotencyKey: `dispute-${(count += 1)}` };
      return actOnAlert(ruled, { alertId, assignmentId, action, version: alert.version, now, ...who });
    };
    await move({ action: 'return', ...basis }, handlerOf('police'), 'police');
    await move({ action: 'accept_return', departmentCode: 'water', note: '' }, dispatcher, 'police');
    await move({ action: 'return', ...basis }, handlerOf('water'), 'water');
    const { deliveries, timeline, assignments } = await fileOf(alertId);
    const told = deliveries.filter(({ reason }) => reason === 'disputed');
    expect(told.map(({ target }) => target)).toEqual(['999001/director.email.0']);
    expect(timeline.at(-1)).toMatchObject({ event: 'dispute', toState: 'return_pending' });
    expect(assignments.find(({ departmentCode }) => departmentCode === 'water')?.dispute).toBe('open');
    expect(await move({ action: 'reject_return', note: '属水务' }, dispatcher, 'water')).toMatchObject({
      kind: 'refused',
      reason: 'arbiter_only',
      allowed: ['supervise', 'silence'],
    });
  });
});

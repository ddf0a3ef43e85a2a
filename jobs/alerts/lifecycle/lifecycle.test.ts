import { describe, expect, it } from 'vitest';
import type { Department } from '#warehouse/model/district.ts';
import { instantOn } from '../calendar/working-calendar.ts';
import { alertActionSchema, type Actor, type AlertAction, type RaisableHotspot } from '../contract.ts';
import { arbiter, dispatcher, district, handlerOf, hotspot, policy } from '../testing/fixtures.ts';
import { act, type Decision } from './act.ts';
import { allowedActions } from './allowed.ts';
import { pointAt } from './clock.ts';
import { comeBack, observe } from './observe.ts';
import { push, raise } from './raise.ts';
import type { AlertSnapshot } from './snapshot.ts';
import { tick } from './tick.ts';

const saturday = instantOn('2020-12-12', 10 * 60);
const later = (from: string, hours: number): string => new Date(Date.parse(from) + hours * 3_600_000).toISOString();
const departmentCalled = (code: string): Department => {
  const found = district.departments.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
};

function born(fields: Partial<RaisableHotspot> = {}, now = saturday) {
  const birth = {
    alertId: 'a1',
    number: '2020-0001',
    fingerprint: 'f',
    recurrenceOf: null,
    lead: departmentCalled('police'),
    assist: [departmentCalled('street')],
  };
  return raise(hotspot(fields), birth, now, policy);
}

/** Plays a story: every step must be accepted; a word is `action` or an event of the system. */
class Story {
  alert: AlertSnapshot;
  now: string;
  last: ReturnType<typeof born>;

  constructor(fields: Partial<RaisableHotspot> = {}, now = saturday) {
    this.now = now;
    this.last = born(fields, now);
    this.alert = this.last.alert;
  }

  take(outcome: ReturnType<typeof born>): this {
    this.last = outcome;
    this.alert = { ...outcome.alert, clocks: outcome.alert.clocks.filter((clock) => clock.stoppedAt === null) };
    return this;
  }

  wait(hours: number): this {
    this.now = later(this.now, hours);
    return this;
  }

  push(): this {
    const pushed = push(this.alert, this.now, policy);
    if (!pushed) throw new Error('nothing to push');
    return this.take(pushed);
  }

  run(runId: string, fields: Partial<RaisableHotspot> | undefined): this {
    const seen = fields && hotspot({ runId, ...fields });
    return this.take(observe(this.alert, { runId, hotspot: seen }, this.now, policy));
  }

  try(action: AlertAction['action'], by: Actor, unit = '', payload: object = {}): Decision {
    const assignment = this.alert.assignments.findLast((one) => one.departmentCode === unit);
    const parsed = alertActionSchema.parse({ action, ...payload });
    return act(
      this.alert,
      { action: parsed, assignmentId: assignment?.assignmentId ?? '', actor: by },
      this.now,
      policy,
    );
  }

  does(action: AlertAction['action'], by: Actor, unit = '', payload: object = {}): this {
    const decision = this.try(action, by, unit, payload);
    if (!decision.ok) throw new Error(`${action} refused: ${decision.reason}`);
    return this.take(decision);
  }

  unit(code: string) {
    const found = this.alert.assignments.findLast((one) => one.departmentCode === code);
    if (!found) throw new Error(code);
    return found;
  }

  clock(code: string, kind: string) {
    const id = code && this.unit(code).assignmentId;
    return this.alert.clocks.find((one) => one.assignmentId === id && one.kind === kind);
  }
}

const police = handlerOf('police');
const street = handlerOf('street');
const water = handlerOf('water');
const opened = (fields: Partial<RaisableHotspot> = {}): Story => new Story(fields).wait(1).push();
const final = { note: '已增设右转专用道', outcome: 'solved' };
const resolved = (): Story =>
  opened()
    .does('acknowledge', police, 'police')
    .does('reply', police, 'police', final)
    .does('resolve', police, 'police');
const closed = (): Story => resolved().does('follow_up', dispatcher, '', { result: 'satisfied' });

describe('an alert is raised', () => {
  it.each<[string, Partial<RaisableHotspot>, string]>([
    ['an emergency, at one report', { severity: 3, reporters: 1, heat: 20 }, 'red'],
    ['a burst with many reporters', { surprise: 5, reporters: 8 }, 'orange'],
    ['a burst over three communities', { surprise: 5, reporters: 4, communities: 3 }, 'orange'],
    ['danger', { severity: 2, surprise: 2, reporters: 3 }, 'orange'],
    ['heat with some surprise', { surprise: 2, reporters: 5 }, 'yellow'],
    ['heat without news', { surprise: 0.5, reporters: 5 }, 'blue'],
  ])('%s is %s', (_name, fields, level) => {
    expect(born(fields).alert.level).toBe(level);
  });

  it('and held for the group wait, then pushed to lead and assist with clocks', () => {
    const story = new Story();
    expect(story.alert.state).toBe('raised');
    expect(push(story.alert, later(story.now, 0.1), policy)).toBeUndefined();
    story.wait(1 / 6).push();
    expect(story.alert.state).toBe('pushed');
    expect(story.last.notices).toEqual([
      { reason: 'open', assignmentIds: ['a1.police.0', 'a1.street.0'], clockId: '' },
    ]);
    expect(story.alert.clocks.map((clock) => `${clock.assignmentId} ${clock.kind}`)).toEqual([
      'a1.police.0 sign',
      'a1.police.0 reply',
      'a1.police.0 resolve',
      'a1.street.0 sign',
    ]);
  });

  it('and pushed in the same breath when it is an emergency', () => {
    const story = new Story({ severity: 3 });
    expect(story.alert.state).toBe('pushed');
    expect(story.last.logs.map((entry) => entry.event)).toEqual(['raise', 'push']);
    expect(story.alert.seq).toBe(2);
  });

  it('and waits for a person where its level is approved first', () => {
    const strict = { ...policy, approveFirst: ['orange' as const] };
    const birth = {
      alertId: 'a1',
      number: 'n',
      fingerprint: 'f',
      recurrenceOf: null,
      lead: departmentCalled('police'),
      assist: [],
    };
    const { alert } = raise(hotspot(), birth, saturday, strict);
    expect(push(alert, later(saturday, 24), strict)).toBeUndefined();
    const request = { action: { action: 'approve' as const }, assignmentId: '', actor: dispatcher };
    const decision = act(alert, request, saturday, strict);
    expect(decision.ok && decision.alert.state).toBe('pushed');
  });
});

describe('handling', () => {
  it('runs 签收, 回复, 办结, 回访 to the end', () => {
    const story = closed();
    expect(story.alert.state).toBe('closed');
    expect(story.last.logs.map((entry) => entry.to)).toEqual(['verified', 'closed']);
    expect(story.alert.clocks).toEqual([]);
  });

  it('leaves the other unit to sign for itself: its clock runs on', () => {
    const story = opened().does('acknowledge', street, 'street');
    expect(story.alert.state).toBe('pushed');
    expect(story.clock('police', 'sign')?.outcome).toBe('running');
    expect(story.clock('street', 'sign')).toBeUndefined();
  });

  it('records whether a clock was met', () => {
    const met = opened().does('acknowledge', police, 'police');
    const missed = opened().wait(3).does('acknowledge', police, 'police');
    const outcomes = [met, missed].map(
      (story) => story.last.alert.clocks.find((one) => one.kind === 'sign' && one.stoppedAt !== null)?.outcome,
    );
    expect(outcomes).toEqual(['met', 'missed']);
  });

  it('does not close before a final reply', () => {
    const story = opened()
      .does('acknowledge', police, 'police')
      .does('reply', police, 'police', { note: '正在现场勘查' });
    expect(story.try('resolve', police, 'police')).toEqual({ ok: false, reason: 'illegal' });
    story.does('reply', police, 'police', final).does('resolve', police, 'police');
    expect(story.alert.state).toBe('resolved');
  });

  it('reopens when the resident is not satisfied and the unit is at fault', () => {
    const story = resolved().does('follow_up', dispatcher, '', { result: 'dissatisfied', unitAtFault: true });
    expect(story.alert.state).toBe('pushed');
    expect(story.alert.reopenCount).toBe(1);
    expect(story.unit('police').state).toBe('pushed');
    expect(story.last.notices.map((notice) => notice.reason)).toEqual(['reopened']);
    expect(story.clock('police', 'resolve')?.startedAt).toBe(story.now);
  });

  it('ends as well when the follow-up names the unit that it is about', () => {
    const story = resolved().does('follow_up', dispatcher, 'police', { result: 'unreachable' });
    expect(story.alert.state).toBe('closed');
  });

  it.each<[string, AlertAction['action'], Actor, object]>([
    ['a unit does not sign for another', 'acknowledge', water, {}],
    ['a handler does not transfer', 'transfer', police, { departmentCode: 'water', note: '非本单位职责' }],
    ['a dispatcher does not sign for a unit', 'acknowledge', dispatcher, {}],
  ])('%s', (_name, action, by, payload) => {
    expect(opened().try(action, by, 'police', payload)).toEqual({ ok: false, reason: 'forbidden' });
  });

  it.each<[string, () => Story, AlertAction['action'], string]>([
    ['before the push', () => new Story(), 'acknowledge', 'police'],
    ['a second time', () => opened().does('acknowledge', police, 'police'), 'acknowledge', 'police'],
    ['once the alert is closed', closed, 'acknowledge', 'police'],
  ])('nobody signs %s', (_name, story, action, unit) => {
    expect(story().try(action, police, unit)).toEqual({ ok: false, reason: 'illegal' });
  });

  it('offers exactly the actions that it would accept', () => {
    const story = opened();
    expect(allowedActions(story.alert, { assignment: story.unit('police'), actor: police, now: saturday })).toEqual([
      'acknowledge',
      'return',
      'extend',
    ]);
    expect(allowedActions(story.alert, { assignment: story.unit('police'), actor: street, now: saturday })).toEqual([]);
    expect(allowedActions(story.alert, { assignment: undefined, actor: dispatcher, now: saturday })).toEqual([
      'supervise',
      'silence',
    ]);
    expect(allowedActions(closed().alert, { assignment: undefined, actor: dispatcher, now: saturday })).toEqual([]);
  });
});

describe('退回 and 转派', () => {
  const basis = { note: '非本单位职责', basis: '职责清单第12条' };
  const returned = (): Story => opened().does('return', police, 'police', basis);

  it('waits for the dispatcher while the handling clock runs', () => {
    const story = returned();
    expect(story.alert.state).toBe('return_pending');
    expect(story.clock('police', 'resolve')?.outcome).toBe('running');
    expect(story.clock('police', 'decide_return')?.unit).toBe('working');
  });

  it('accepted: the next unit inherits the deadline of the first push', () => {
    const before = opened();
    const due = before.clock('police', 'resolve')?.dueAt;
    const story = returned().wait(5).does('accept_return', dispatcher, 'police', { departmentCode: 'water' });
    expect(story.unit('police').state).toBe('withdrawn');
    expect(story.unit('water')).toMatchObject({ state: 'pushed', role: 'lead' });
    expect(story.clock('water', 'resolve')?.dueAt).toBe(due);
    expect(story.clock('water', 'sign')?.startedAt).toBe(story.now);
    expect(story.alert.clocks.filter((clock) => clock.assignmentId === 'a1.police.0')).toEqual([]);
    expect(story.last.notices).toEqual([
      { reason: 'open', assignmentIds: [story.unit('water').assignmentId], clockId: '' },
    ]);
  });

  it('rejected: the unit has it back and is told', () => {
    const story = returned().does('reject_return', dispatcher, 'police', { note: '属职责范围' });
    expect(story.alert.state).toBe('pushed');
    expect(story.last.notices.map((notice) => notice.reason)).toEqual(['return_rejected']);
  });

  it('a unit returns once; a second time only the arbiter decides', () => {
    const story = returned().does('reject_return', dispatcher, 'police', { note: '属职责范围' });
    expect(story.try('return', police, 'police', basis)).toEqual({ ok: false, reason: 'return_cap' });
    expect(story.try('return', arbiter, 'police', basis).ok).toBe(true);
  });

  it('ping-pong stops after two returns in all', () => {
    const story = returned()
      .does('accept_return', dispatcher, 'police', { departmentCode: 'water' })
      .does('return', water, 'water', basis)
      .does('accept_return', arbiter, 'water', { departmentCode: 'centre' });
    expect(story.try('return', handlerOf('centre'), 'centre', basis)).toEqual({ ok: false, reason: 'arbiter_only' });
  });

  it('a unit that gets back what it returned cannot return it again', () => {
    const story = returned()
      .does('accept_return', dispatcher, 'police', { departmentCode: 'water' })
      .does('transfer', dispatcher, 'water', { departmentCode: 'police', note: '经核实属交警' });
    expect(story.unit('police').state).toBe('pushed');
    expect(story.try('return', police, 'police', basis)).toEqual({ ok: false, reason: 'return_cap' });
  });

  it('a transfer to the assisting unit makes it the lead', () => {
    const story = opened().does('transfer', dispatcher, 'police', { departmentCode: 'street', note: '街道牵头' });
    expect(story.alert.assignments.map((one) => `${one.departmentCode} ${one.role} ${one.state}`)).toEqual([
      'police lead withdrawn',
      'street lead pushed',
    ]);
    expect(story.clock('street', 'resolve')?.outcome).toBe('running');
  });

  it('a transfer with a reset deadline starts the clocks anew', () => {
    const story = opened()
      .wait(48)
      .does('transfer', dispatcher, 'police', { departmentCode: 'water', note: '误派', resetDeadline: true });
    expect(story.clock('water', 'resolve')?.startedAt).toBe(story.now);
  });

  it('a transfer to nobody we know is refused', () => {
    const to = { departmentCode: 'moon', note: '误派' };
    expect(opened().try('transfer', dispatcher, 'police', to)).toEqual({ ok: false, reason: 'unknown_department' });
  });
});

describe('派单争议', () => {
  const basis = { note: '非本单位职责', basis: '职责清单第12条' };
  const bothDeny = (): Story =>
    opened()
      .does('return', police, 'police', basis)
      .does('accept_return', dispatcher, 'police', { departmentCode: 'water' })
      .does('return', water, 'water', basis);
  const mine = { note: '经研判属水务' };

  it('arises when the second unit denies it too, and the district is told', () => {
    const story = bothDeny();
    expect(story.unit('water')).toMatchObject({ state: 'return_pending', dispute: 'open' });
    expect(story.last.logs.map(({ event }) => event)).toEqual(['return', 'dispute']);
    expect(story.last.notices).toMatchObject([{ reason: 'disputed', only: 'arbiter' }]);
  });

  it('is ruled on by the arbiter alone', () => {
    const story = bothDeny();
    expect(story.try('reject_return', dispatcher, 'water', mine)).toEqual({ ok: false, reason: 'arbiter_only' });
    const elsewhere = { departmentCode: 'centre' };
    expect(story.try('accept_return', dispatcher, 'water', elsewhere)).toEqual({ ok: false, reason: 'arbiter_only' });
    story.does('reject_return', arbiter, 'water', mine);
    expect(story.unit('water')).toMatchObject({ state: 'pushed', dispute: 'decided' });
  });

  it('is over with the ruling: nobody else returns, moves or disputes it again, and it may be handled', () => {
    const story = bothDeny().does('accept_return', arbiter, 'water', { departmentCode: 'centre' });
    const centre = handlerOf('centre');
    const elsewhere = { departmentCode: 'police', note: '再转' };
    expect(story.try('return', centre, 'centre', basis)).toEqual({ ok: false, reason: 'arbiter_only' });
    expect(story.try('transfer', dispatcher, 'centre', elsewhere)).toEqual({ ok: false, reason: 'arbiter_only' });
    expect(story.try('dispute', dispatcher, 'centre', mine)).toEqual({ ok: false, reason: 'illegal' });
    story.does('acknowledge', centre, 'centre').does('reply', centre, 'centre', final);
    expect(story.does('resolve', centre, 'centre').alert.state).toBe('resolved');
  });

  it('is called for by a unit that may not return any more, not by one that still may', () => {
    expect(opened().try('dispute', police, 'police', mine)).toEqual({ ok: false, reason: 'illegal' });
    const story = opened()
      .does('return', police, 'police', basis)
      .does('reject_return', dispatcher, 'police', { note: '属职责范围' })
      .does('dispute', police, 'police', { note: '坚持不属本单位' });
    expect(story.unit('police')).toMatchObject({ state: 'return_pending', dispute: 'open' });
    expect(story.clock('police', 'decide_return')?.unit).toBe('working');
    expect(story.clock('police', 'resolve')?.outcome).toBe('running');
  });

  it('is put before the arbiter by a dispatcher who cannot decide', () => {
    const story = opened().does('return', police, 'police', basis).does('dispute', dispatcher, 'police', mine);
    expect(story.last.logs).toMatchObject([{ event: 'dispute', reason: mine.note }]);
    expect(story.try('reject_return', dispatcher, 'police', mine)).toEqual({ ok: false, reason: 'arbiter_only' });
  });

  it('is not undone: the arbiter has heard of it', () => {
    const story = bothDeny();
    expect(story.try('undo', water, 'water')).toEqual({ ok: false, reason: 'illegal' });
  });
});

describe('clocks', () => {
  it('B3: received on Saturday 2020-12-12, half the time is used on Wednesday, breach is after Friday 12-18', () => {
    const clock = opened().clock('police', 'resolve');
    if (!clock) throw new Error('no clock');
    expect(clock.dueAt).toBe(instantOn('2020-12-18', 17.5 * 60));
    expect(pointAt(policy.calendar, clock, 50)?.slice(0, 10)).toBe('2020-12-16');
  });

  it('announces each point once, and only the latest of those that passed', () => {
    const story = opened();
    const clockId = story.clock('police', 'sign')?.clockId ?? '';
    story.wait(1.7);
    const first = tick(story.alert, clockId, story.now, policy);
    expect(first?.notices).toEqual([{ reason: 'sla_80', assignmentIds: ['a1.police.0'], clockId }]);
    expect(first?.alert.version).toBe(story.alert.version);
    expect(tick(first?.alert ?? story.alert, clockId, story.now, policy)).toBeUndefined();
    story.take(first ?? story.last).wait(2);
    expect(tick(story.alert, clockId, story.now, policy)?.notices[0]?.reason).toBe('sla_150');
  });

  it('an extension is asked before expiry, granted once, and moves the deadline by working days', () => {
    const ask = { days: 2, note: '需市级部门配合' };
    const story = opened().does('extend', police, 'police', ask);
    expect(story.try('extend', police, 'police', ask)).toEqual({ ok: false, reason: 'extension_refused' });
    story.does('extend', dispatcher, 'police', ask);
    expect(story.clock('police', 'resolve')?.dueAt).toBe(instantOn('2020-12-22', 17.5 * 60));
    expect(story.try('extend', dispatcher, 'police', ask)).toEqual({ ok: false, reason: 'illegal' });
  });

  it('an extension is not asked after expiry', () => {
    const story = opened().wait(24 * 7);
    const ask = { days: 2, note: '需市级部门配合' };
    expect(story.try('extend', police, 'police', ask)).toEqual({ ok: false, reason: 'extension_refused' });
  });

  it('a deadline in a year without calendar is left open with its year, and set once it is published', () => {
    const story = new Story({}, instantOn('2026-12-29', 600)).wait(1).push();
    const clock = story.clock('police', 'resolve');
    expect(clock).toMatchObject({ dueAt: null, uncoveredYear: 2027, nextAt: null });
    const years = new Map(policy.calendar.years).set(2027, { off: new Set(['01-01']), work: new Set() });
    const published = { ...policy, calendar: { ...policy.calendar, version: 'next', years } };
    const outcome = tick(story.alert, clock?.clockId ?? '', story.now, published);
    expect(outcome?.alert.clocks.find((one) => one.clockId === clock?.clockId)?.dueAt?.slice(0, 10)).toBe('2027-01-06');
    expect(outcome?.logs.map((entry) => entry.event)).toEqual(['calendar_published']);
  });
});

describe('fresh figures', () => {
  it('change no version: nobody who is about to sign is refused', () => {
    const story = opened();
    const { version, seq } = story.alert;
    story.run('run-2', { heat: 75, reporters: 11 });
    expect(story.alert).toMatchObject({ heat: 75, reporters: 11, version, seq });
    expect(story.last.notices).toEqual([]);
  });

  it('half as many reporters again since the last push are a new wave, told once', () => {
    const story = opened().run('run-2', { reporters: 15 });
    expect(story.last.notices.map((notice) => notice.reason)).toEqual(['new_wave']);
    expect(story.run('run-3', { reporters: 16 }).last.notices).toEqual([]);
  });

  it('a level only rises; then silence ends and the deadlines come nearer', () => {
    const story = opened({ surprise: 2, reporters: 5 });
    expect(story.alert.level).toBe('yellow');
    story.does('silence', dispatcher, '', { until: later(story.now, 48), note: '领导在场处置' });
    const dueBefore = story.clock('police', 'sign')?.dueAt ?? '';
    story.run('run-2', { severity: 3, reporters: 5 });
    expect(story.alert).toMatchObject({ level: 'red', silencedUntil: null });
    expect(story.last.notices.map((notice) => notice.reason)).toEqual(['level_up']);
    expect((story.clock('police', 'sign')?.dueAt ?? '') < dueBefore).toBe(true);
    story.run('run-3', { severity: 0, surprise: 0, reporters: 5 });
    expect(story.alert.level).toBe('red');
  });

  it('three cool hours clear an alert that nobody signed', () => {
    const story = opened().run('r2', { heat: 40 }).wait(1).run('r3', undefined);
    expect(story.alert.state).toBe('pushed');
    story.wait(1).run('r4', { heat: 44 });
    expect(story.alert.state).toBe('auto_cleared');
    expect(story.alert.resolvedAt).toBeNull();
  });

  it('three cool runs within an hour are one', () => {
    const story = opened().run('r2', undefined).run('r3', undefined).run('r4', undefined).run('r5', undefined);
    expect(story.alert).toMatchObject({ state: 'pushed', coolRuns: 1 });
  });

  it('a warm run in between starts the count anew', () => {
    const story = opened();
    for (const [index, heat] of [40, 40, 45, 40, 40].entries()) story.wait(1).run(`r${index}`, { heat });
    expect(story.alert).toMatchObject({ state: 'pushed', coolRuns: 2 });
  });

  it('a signed alert does not clear by itself', () => {
    const story = opened().does('acknowledge', street, 'street');
    for (const run of ['r2', 'r3', 'r4', 'r5']) story.wait(1).run(run, undefined);
    expect(story.alert.state).toBe('pushed');
  });

  it('a matter that comes back opens its alert again for the same units', () => {
    const story = closed().wait(72);
    const outcome = comeBack(story.alert, hotspot({ runId: 'r9', reporters: 20 }), story.now, policy);
    expect(outcome.alert).toMatchObject({ state: 'pushed', reopenCount: 1, endedAt: null });
    expect(outcome.logs.map((entry) => entry.to)).toEqual(['reopened', 'pushed']);
  });
});

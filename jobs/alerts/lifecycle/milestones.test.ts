import { describe, expect, it } from 'vitest';
import { withYears } from '../calendar/working-calendar.ts';
import { dispatcher, district, handlerOf, hotspot, policy } from '../testing/fixtures.ts';
import { act } from './act.ts';
import type { AlertPolicy } from './policy.ts';
import { raise } from './raise.ts';
import type { AlertSnapshot } from './snapshot.ts';
import { tick } from './tick.ts';

const monday = '2020-12-14T02:00:00.000Z';
const [police] = district.departments as [(typeof district.departments)[0]];
const building: AlertPolicy = {
  ...policy,
  groupWaitMinutes: 0,
  byTopic: [
    {
      topic: '08',
      resolve: { unit: 'working_days', days: 20 },
      milestones: [
        { name: '停工', span: { unit: 'working_hours', hours: 4 } },
        { name: '处罚', span: { unit: 'working_days', days: 7 } },
      ],
    },
  ],
};
const birth = { alertId: 'a1', number: '2020-0001', fingerprint: 'f', recurrenceOf: null, lead: police, assist: [] };
const born = (rules = building): AlertSnapshot => raise(hotspot(), birth, monday, rules).alert;
const dueOf = (alert: AlertSnapshot, name: string): string | null | undefined =>
  alert.clocks.find((clock) => clock.name === name || (name === clock.kind && clock.name === ''))?.dueAt;

function doAs(alert: AlertSnapshot, action: Parameters<typeof act>[1]['action'], now: string): AlertSnapshot {
  const request = { action, assignmentId: alert.assignments[0]!.assignmentId, actor: handlerOf('police') };
  const decision = act(alert, request, now, building);
  if (!decision.ok) throw new Error(decision.reason);
  return decision.alert;
}

const outcomes = (alert: AlertSnapshot) =>
  alert.clocks.filter(({ kind }) => kind === 'milestone').map(({ outcome }) => outcome);

describe('a matter with several milestones', () => {
  it('runs a clock for each in its own unit, and the topic’s own time to resolve', () => {
    const alert = born();
    expect(dueOf(alert, '停工')).toBe('2020-12-14T06:00:00.000Z');
    expect(dueOf(alert, '处罚')).toBe('2020-12-23T09:30:00.000Z');
    expect(dueOf(alert, 'resolve')).toBe('2021-01-12T09:30:00.000Z');
  });

  it('stops the one that a reply reports as done; closing the file ends the others', () => {
    const signed = doAs(born(), { action: 'acknowledge' }, '2020-12-14T03:00:00.000Z');
    const reply = { action: 'reply', note: '已停工', outcome: 'solved', milestone: '停工' } as const;
    const replied = doAs(signed, reply, '2020-12-14T05:00:00.000Z');
    expect(outcomes(replied)).toEqual(['met', 'running']);
    expect(outcomes(doAs(replied, { action: 'resolve', note: '' }, '2020-12-30T05:00:00.000Z'))).toEqual([
      'met',
      'missed',
    ]);
  });

  it('refuses a reply that reports one which does not run', () => {
    const signed = doAs(born(), { action: 'acknowledge' }, '2020-12-14T03:00:00.000Z');
    const reply = (milestone: string) => {
      const action = { action: 'reply', note: '已停工', milestone } as const;
      const request = { action, assignmentId: signed.assignments[0]!.assignmentId, actor: handlerOf('police') };
      return act(signed, request, '2020-12-14T05:00:00.000Z', building);
    };
    expect(reply('拆除')).toEqual({ ok: false, reason: 'unknown_milestone' });
    expect(reply('停工').ok).toBe(true);
  });

  it('starts them anew with the deadline of a transfer that resets it', () => {
    const action = { action: 'transfer', departmentCode: 'water', note: '误派', resetDeadline: true } as const;
    const alert = born();
    const request = { action, assignmentId: alert.assignments[0]!.assignmentId, actor: dispatcher };
    const moved = act(alert, request, '2020-12-14T05:00:00.000Z', building);
    if (!moved.ok) throw new Error(moved.reason);
    expect(outcomes(moved.alert)).toEqual(['void', 'void', 'running', 'running']);
  });

  it('knows no milestones in an emergency, which runs by the minute', () => {
    const alert = raise(hotspot({ severity: 3 }), birth, monday, building).alert;
    expect(alert.clocks.map(({ kind }) => kind)).not.toContain('milestone');
  });
});

describe('a calendar that changes', () => {
  it('moves the running deadlines and says so in the log; what is by the hour of day stays', () => {
    const alert = born();
    const calendar = withYears(policy.calendar, [{ year: 2020, off: ['12-21'], work: [], half: [] }], 'changed');
    const clock = alert.clocks.find(({ name }) => name === '处罚')!;
    const moved = tick(alert, clock.clockId, '2020-12-15T02:00:00.000Z', { ...building, calendar })!;
    expect(dueOf(moved.alert, '处罚')).toBe('2020-12-24T09:30:00.000Z');
    expect(moved.logs.map(({ event }) => event)).toEqual(['calendar_changed']);
    const sign = alert.clocks.find(({ kind }) => kind === 'sign')!;
    const same = tick(alert, sign.clockId, '2020-12-14T02:01:00.000Z', { ...building, calendar })!;
    expect([same.logs.length, dueOf(same.alert, 'sign')]).toEqual([0, sign.dueAt]);
  });

  it('of a half day ends at noon', () => {
    const half = withYears(policy.calendar, [{ year: 2020, off: [], work: [], half: ['12-23'] }], 'half');
    expect(dueOf(born({ ...building, calendar: half }), '处罚')).toBe('2020-12-23T04:00:00.000Z');
  });
});

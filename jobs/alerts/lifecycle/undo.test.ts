import { describe, expect, it } from 'vitest';
import { instantOn } from '../calendar/working-calendar.ts';
import type { Actor, AlertAction } from '../contract.ts';
import { arbiter, dispatcher, district, handlerOf, hotspot, policy } from '../testing/fixtures.ts';
import { act } from './act.ts';
import { allowedActions } from './allowed.ts';
import { raise } from './raise.ts';
import type { AlertSnapshot } from './snapshot.ts';
import { tick } from './tick.ts';

const monday = instantOn('2020-12-14', 10 * 60);
const after = (minutes: number): string => new Date(Date.parse(monday) + minutes * 60_000).toISOString();
const [police, street] = [handlerOf('police'), handlerOf('street')];
const [lead, assist] = district.departments as [(typeof district.departments)[0], (typeof district.departments)[0]];
const birth = { alertId: 'a1', number: '2020-0001', fingerprint: 'f', recurrenceOf: null, lead, assist: [assist] };
const note = '理由';

type Step = [action: AlertAction, by: Actor, minutes: number, unit?: string];
const acknowledge: Step = [{ action: 'acknowledge' }, police, 1];
const reply: Step = [{ action: 'reply', note: '已到现场', outcome: 'solved' }, police, 2];
const resolve: Step = [{ action: 'resolve', note: '' }, police, 3];
const back = (minutes = 4, by: Actor = police, unit = 'police'): Step => [{ action: 'undo' }, by, minutes, unit];

const running = (alert: AlertSnapshot): AlertSnapshot => ({
  ...alert,
  clocks: alert.clocks.filter((clock) => clock.stoppedAt === null),
});
const pushed = (): AlertSnapshot => raise(hotspot(), birth, monday, { ...policy, groupWaitMinutes: 0 }).alert;
const idOf = (alert: AlertSnapshot, unit: string): string =>
  alert.assignments.findLast((one) => one.departmentCode === unit)?.assignmentId ?? '';

function decide(alert: AlertSnapshot, [action, actor, minutes, unit = 'police']: Step) {
  return act(alert, { action, assignmentId: idOf(alert, unit), actor }, after(minutes), policy);
}
function play(...steps: Step[]): AlertSnapshot {
  return steps.reduce((alert, step) => {
    const decision = decide(alert, step);
    if (!decision.ok) throw new Error(`${step[0].action}: ${decision.reason}`);
    return running(decision.alert);
  }, pushed());
}
/** What a step back must restore: everything but the counters of the file itself. */
const content = ({ version: _v, seq: _s, updatedAt: _u, undo: _b, ...rest }: AlertSnapshot) => ({
  ...rest,
  clocks: rest.clocks.toSorted((a, b) => a.clockId.localeCompare(b.clockId)),
});

describe('撤销', () => {
  it.each<[string, Step[]]>([
    ['of a signature lets the unit be unsigned again, its clock running to the same deadline', [acknowledge]],
    ['of a reply takes the reply out of the file', [acknowledge, reply]],
    ['of a 办结 opens the alert again without a 重办', [acknowledge, reply, resolve]],
    [
      'of a 退回 gives the return back to the unit',
      [acknowledge, [{ action: 'return', note, basis: note }, police, 2]],
    ],
    ['of a 延期 that was asked for', [acknowledge, [{ action: 'extend', days: 3, note, grant: true }, police, 2]]],
    ['of a silence', [[{ action: 'silence', until: after(600), note }, dispatcher, 1]]],
  ])('%s', (_name, steps) => {
    const [, by] = steps.at(-1) as Step;
    const before = play(...steps.slice(0, -1));
    expect(content(play(...steps, back(4, by)))).toEqual(content(before));
  });

  it('is a line of the log, and nothing is taken out of it', () => {
    const signed = play(acknowledge);
    const decision = decide(signed, back());
    if (!decision.ok) throw new Error(decision.reason);
    expect(decision.logs).toMatchObject([
      { event: 'undo', from: 'acked', to: 'pushed', detail: { undone: 'acknowledge' } },
    ]);
    expect(decision.notices).toEqual([]);
    expect([decision.alert.seq, decision.alert.version]).toEqual([signed.seq + 1, signed.version + 1]);
  });

  it('does not go back further than one step', () => {
    expect(decide(play(acknowledge, reply, back()), back(5))).toEqual({ ok: false, reason: 'illegal' });
  });

  it.each<[string, Step[], Step]>([
    ['after ten minutes', [acknowledge], back(12)],
    ['by somebody else of the same unit', [acknowledge], back(4, { ...police, id: 'colleague' })],
    ['by the arbiter', [acknowledge], back(4, arbiter)],
    ['once another unit has acted', [acknowledge, [{ action: 'acknowledge' }, street, 2, 'street']], back()],
    [
      'once the dispatcher has urged',
      [acknowledge, [{ action: 'supervise', level: 'urge', note }, dispatcher, 2]],
      back(),
    ],
    [
      'of a 催办, whose message is out',
      [[{ action: 'supervise', level: 'urge', note }, dispatcher, 1]],
      back(2, dispatcher),
    ],
    [
      'of a 转派, whose message is out',
      [[{ action: 'transfer', departmentCode: 'water', note, resetDeadline: false }, dispatcher, 1]],
      back(2, dispatcher),
    ],
    [
      'of a granted 延期, which set a deadline',
      [acknowledge, [{ action: 'extend', days: 3, note, grant: true }, dispatcher, 2]],
      back(3, dispatcher),
    ],
    [
      'of a 回访, which is the resident’s word',
      [
        acknowledge,
        reply,
        resolve,
        [{ action: 'follow_up', result: 'satisfied', unitAtFault: false, note }, dispatcher, 4],
      ],
      back(5, dispatcher),
    ],
  ])('is refused %s, and not offered', (_name, steps, step) => {
    const alert = play(...steps);
    const [, actor, minutes] = step;
    const assignment = alert.assignments.find((one) => one.departmentCode === 'police');
    expect(allowedActions(alert, { assignment, actor, now: after(minutes) })).not.toContain('undo');
    expect(decide(alert, step).ok).toBe(false);
  });

  it('is not kept from by a reminder or fresh figures, and says no point twice that passed meanwhile', () => {
    const emergency = raise(hotspot({ severity: 3 }), birth, monday, policy).alert;
    const signed = decide(emergency, [{ action: 'acknowledge' }, police, 1]);
    if (!signed.ok) throw new Error(signed.reason);
    const other = signed.alert.clocks.find((one) => one.kind === 'sign' && one.stoppedAt === null);
    const reminded = tick(running(signed.alert), other!.clockId, after(6), policy);
    const undone = decide(running(reminded!.alert), back(7));
    if (!undone.ok) throw new Error(undone.reason);
    const sign = undone.alert.clocks.find(
      (one) => one.assignmentId === idOf(emergency, 'police') && one.kind === 'sign',
    );
    expect(sign).toMatchObject({ stoppedAt: null, outcome: 'running', dueAt: after(5), announced: 100 });
  });
});

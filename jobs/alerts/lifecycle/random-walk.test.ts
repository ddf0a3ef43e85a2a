import { describe, expect, it } from 'vitest';
import type { AlertState } from '#warehouse/model/alert.ts';
import { randomFrom } from '../../testing/some-posts.ts';
import { arbiter, dispatcher, district, handlerOf, hotspot, policy as plain } from '../testing/fixtures.ts';
import type { Actor, AlertAction } from '../contract.ts';
import { act } from './act.ts';
import { allowedActions } from './allowed.ts';
import type { Outcome } from './change.ts';
import { comeBack, observe } from './observe.ts';
import { push, raise } from './raise.ts';
import { hasEnded, liveAssignments, type AlertSnapshot } from './snapshot.ts';
import { tick } from './tick.ts';

// One million steps take about a minute: WALK_STEPS=1000000.
const steps = Number(process.env['WALK_STEPS'] ?? 10_000);

/**
 * The lifecycle table once more, as plain pairs: what may follow what, in one transition. From pushed to replied
 * leads the hand-over to an assisting unit that has replied already.
 */
const follows: Record<AlertState, readonly AlertState[]> = {
  raised: ['raised', 'pushed', 'auto_cleared'],
  pushed: ['pushed', 'acked', 'return_pending', 'replied', 'auto_cleared'],
  acked: ['acked', 'pushed', 'return_pending', 'replied'],
  return_pending: ['return_pending', 'pushed', 'acked', 'replied'],
  replied: ['replied', 'pushed', 'acked', 'resolved', 'return_pending'],
  // Back to replied by 撤销.
  resolved: ['resolved', 'closed', 'pushed', 'replied'],
  closed: ['pushed'],
  auto_cleared: ['pushed'],
  verified: [],
  reopened: [],
};

/** Traffic matters with two milestones beside the plain clocks. */
const policy = {
  ...plain,
  byTopic: [
    {
      topic: '08',
      milestones: [
        { name: '停工', span: { unit: 'working_hours' as const, hours: 4 } },
        { name: '处罚', span: { unit: 'working_days' as const, days: 7 } },
      ],
    },
  ],
};
const codes = ['police', 'street', 'water', 'centre'];
const actors: Actor[] = [...codes.map((code) => handlerOf(code)), dispatcher, arbiter];

function randomAction(random: (below: number) => number, now: number): AlertAction {
  const departmentCode = codes[random(codes.length)] ?? 'police';
  const note = '理由';
  const actions: AlertAction[] = [
    { action: 'approve' },
    { action: 'acknowledge' },
    { action: 'acknowledge' },
    { action: 'reply', note },
    { action: 'reply', note, outcome: 'solved' },
    { action: 'reply', note, milestone: '停工' },
    { action: 'resolve', note },
    { action: 'return', note, basis: note },
    { action: 'accept_return', departmentCode, note },
    { action: 'reject_return', note },
    { action: 'dispute', note },
    { action: 'transfer', departmentCode, note, resetDeadline: random(2) === 0 },
    { action: 'extend', days: 1 + random(5), note, grant: random(3) > 0 },
    { action: 'supervise', level: 'urge', note },
    { action: 'silence', until: new Date(now + random(48) * 3_600_000).toISOString(), note },
    { action: 'follow_up', result: 'dissatisfied', unitAtFault: random(2) === 0, note },
    { action: 'follow_up', result: 'satisfied', unitAtFault: false, note },
    { action: 'undo' },
  ];
  return actions[random(actions.length)] ?? { action: 'approve' };
}

/** What must hold after every transition, whatever led to it. */
function check(before: AlertSnapshot, outcome: Outcome): void {
  const { alert, logs, notices } = outcome;
  const live = liveAssignments(alert);
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || problems.push(what));
  must(follows[before.state].includes(alert.state), `${before.state} → ${alert.state}`);
  must(alert.seq === before.seq + logs.length, 'the numbering has a gap');
  must(alert.version >= before.version && alert.version <= before.version + 1, 'the version jumps');
  must(live.filter((one) => one.role === 'lead').length === 1, 'not exactly one lead');
  must(new Set(live.map((one) => one.departmentCode)).size === live.length, 'a department twice');
  must(new Set(alert.assignments.map((one) => one.assignmentId)).size === alert.assignments.length, 'an id twice');
  must(new Set(alert.clocks.map((one) => one.clockId)).size === alert.clocks.length, 'a clock id twice');
  const running = alert.clocks.filter((clock) => clock.stoppedAt === null);
  const names = running.map(({ assignmentId, kind, name }) => [assignmentId, kind, ...(name ? [name] : [])].join(' '));
  must(new Set(names).size === names.length, 'a clock runs twice');
  const liveIds = new Set(['', ...live.map((one) => one.assignmentId)]);
  must(
    running.every((clock) => liveIds.has(clock.assignmentId)),
    'a clock of a withdrawn unit runs',
  );
  if (hasEnded(alert)) must(running.length === 0, 'a clock runs after the end');
  if (alert.state === 'resolved') must(names.join() === ' follow_up', 'not just the follow-up runs');
  must((alert.endedAt !== null) === hasEnded(alert), 'an end without its time');
  must(
    notices.flatMap((notice) => notice.assignmentIds).every((id) => liveIds.has(id)),
    'a notice to nobody',
  );
  must(
    live.every(({ dispute, state }) => dispute !== 'open' || state === 'return_pending'),
    'in dispute, but not waiting for the ruling',
  );
  const lead = live.find((one) => one.role === 'lead');
  if (!hasEnded(alert) && alert.state !== 'raised') must(alert.state === lead?.state, 'state and lead differ');
  expect(problems).toEqual([]);
}

const birthOf = (count: number) => {
  const [lead, ...assist] = district.departments;
  if (!lead) throw new Error('no department');
  return {
    alertId: `a${count}`,
    number: `${count}`,
    fingerprint: 'f',
    recurrenceOf: null,
    lead,
    assist: assist.slice(0, 1),
  };
};

/** Every other time by the unit itself: a random actor is mostly refused. */
function randomRequest(alert: AlertSnapshot, random: (below: number) => number, now: number) {
  const assignment = alert.assignments[random(alert.assignments.length + 1)];
  const own = assignment && random(2) === 0 ? handlerOf(assignment.departmentCode) : undefined;
  return {
    assignment,
    actor: own ?? actors[random(actors.length)] ?? dispatcher,
    action: randomAction(random, now),
  };
}

/** 撤销 by whoever acted last, in time or too late: a random actor would hardly ever hit it. */
function wayBack(alert: AlertSnapshot) {
  if (alert.undo === '') return undefined;
  const { by, assignmentId } = JSON.parse(alert.undo) as { by: string; assignmentId: string };
  const actor = actors.find((one) => one.id === by) ?? dispatcher;
  const assignment = alert.assignments.find((one) => one.assignmentId === assignmentId);
  return { assignment, actor, action: { action: 'undo' } as const };
}

/** One random event; undefined when it changes nothing or is refused. */
function next(alert: AlertSnapshot, random: (below: number) => number, at: string): Outcome | undefined {
  const kind = random(10);
  if (kind === 0) return push(alert, at, policy);
  if (kind === 1) {
    const clock = alert.clocks[random(Math.max(1, alert.clocks.length))];
    return clock && tick(alert, clock.clockId, at, policy);
  }
  if (kind === 2) {
    const seen = hotspot({
      runId: at,
      heat: 30 + random(50),
      reporters: 3 + random(20),
      severity: random(40) === 0 ? 3 : random(3),
    });
    if (hasEnded(alert)) return comeBack(alert, seen, at, policy);
    return observe(alert, { runId: at, hotspot: random(3) === 0 ? seen : undefined }, at, policy);
  }
  const { assignment, actor, action } =
    (random(15) === 0 && wayBack(alert)) || randomRequest(alert, random, Date.parse(at));
  const offered = allowedActions(alert, { assignment, actor, now: at }).includes(action.action);
  const request = { action, assignmentId: assignment?.assignmentId ?? '', actor };
  const decision = act(alert, request, at, policy);
  // Offered, yet refused: only for what the payload says.
  const payload = ['silence_in_the_past', 'extension_refused', 'illegal', 'unknown_milestone'];
  const forPayload = !decision.ok && payload.includes(decision.reason);
  expect(decision.ok ? offered : !offered || forPayload).toBe(true);
  return decision.ok ? decision : undefined;
}

describe('a random walk', () => {
  it(
    'meets no illegal state, and allowed actions are exactly those accepted',
    () => {
      const share = randomFrom(20_201_212);
      const random = (below: number): number => Math.floor(share() * below);
      const seen = new Map<string, number>();
      let now = Date.parse('2020-12-12T02:00:00.000Z');
      let alert = raise(hotspot(), birthOf(0), new Date(now).toISOString(), policy).alert;
      let perAlert = 0;
      for (let step = 0; step < steps; step += 1) {
        now += random(random(5) === 0 ? 300_000 : 4 * 3_600_000);
        const at = new Date(now).toISOString();
        perAlert += 1;
        const outcome = next(alert, random, at);
        if (outcome) {
          check(alert, outcome);
          for (const { event } of outcome.logs) seen.set(event, (seen.get(event) ?? 0) + 1);
          alert = { ...outcome.alert, clocks: outcome.alert.clocks.filter((clock) => clock.stoppedAt === null) };
        }
        // A fresh alert now and then, and always the same years, for which the calendar is published.
        if (perAlert > 300) {
          perAlert = 0;
          now = Date.parse('2020-01-02T02:00:00.000Z') + random(365 * 86_400_000);
          alert = raise(hotspot({ severity: random(4) }), birthOf(step), new Date(now).toISOString(), policy).alert;
        }
      }
      const events = [
        'push',
        'acknowledge',
        'reply',
        'resolve',
        'all_resolved',
        'return',
        'accept_return',
        'reject_return',
        'dispute',
      ];
      const more = [
        'transfer',
        'extend',
        'supervise',
        'silence',
        'follow_up',
        'close',
        'reopen',
        'clock',
        'level_up',
        'undo',
      ];
      // A walk that never got somewhere would prove nothing about it.
      for (const event of [...events, ...more, 'new_wave', 'auto_clear']) {
        expect(`${event} ${(seen.get(event) ?? 0) > 0}`).toBe(`${event} true`);
      }
    },
    10_000 + steps,
  );
});

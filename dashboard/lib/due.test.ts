import { describe, expect, it } from 'vitest';
import type { AlertRow, AssignmentView } from '#api/contract/alerts.ts';
import { isLate, nextDue, ownAssignment, pressingDue } from './due.ts';

const now = Date.parse('2020-12-12T08:00:00.000Z');
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const assignment = (patch: Partial<AssignmentView>): AssignmentView => ({
  id: 'a',
  departmentCode: 'jiaojing',
  departmentName: '公安交警大队',
  role: 'lead',
  state: 'pushed',
  signDueAt: at(2),
  replyDueAt: at(24),
  resolveDueAt: at(120),
  signedAt: null,
  repliedAt: null,
  resolvedAt: null,
  signedBy: '',
  called: '',
  nextReminderAt: null,
  uncoveredYear: null,
  milestones: [],
  dispute: '',
  undo: null,
  overdue: null,
  actions: [],
  ...patch,
});
const alert = (...assignments: AssignmentView[]) => ({ assignments }) as AlertRow;

describe('the next clock of a department', () => {
  it.each([
    { name: 'before signing', patch: {}, clock: 'sign' },
    { name: 'after signing', patch: { signedAt: at(-1) }, clock: 'reply' },
    { name: 'after the reply', patch: { signedAt: at(-2), repliedAt: at(-1) }, clock: 'resolve' },
    { name: 'without a signing clock', patch: { signDueAt: null }, clock: 'reply' },
  ])('$name is $clock', ({ patch, clock }) => {
    expect(nextDue(assignment(patch), now)?.clock).toBe(clock);
  });
  it('is none once resolved or cleared', () => {
    expect(nextDue(assignment({ resolvedAt: at(-1) }), now)).toBeNull();
    expect(nextDue(assignment({ state: 'auto_cleared' }), now)).toBeNull();
  });
});

describe('an alert with several departments', () => {
  it('shows the clock that runs out first', () => {
    const due = pressingDue(alert(assignment({}), assignment({ signDueAt: at(-3) })), now);
    expect(due).toEqual({ clock: 'sign', at: at(-3), left: -3 * 3_600_000 });
  });
  it('is late when one of them is', () => {
    expect(isLate(alert(assignment({}), assignment({ signDueAt: at(-3) })), now)).toBe(true);
    expect(isLate(alert(assignment({}), assignment({})), now)).toBe(false);
  });
  it('gives the reader their own department, else one they may act on', () => {
    const mine = assignment({ id: 'mine', departmentCode: 'fangguan' });
    const free = assignment({ id: 'free', actions: ['supervise'] });
    expect(ownAssignment(alert(free, mine), 'fangguan')?.id).toBe('mine');
    expect(ownAssignment(alert(mine, free), '')?.id).toBe('free');
    expect(ownAssignment(alert(assignment({})), '')).toBeNull();
  });
});

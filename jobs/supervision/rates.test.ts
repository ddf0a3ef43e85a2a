import { describe, expect, it } from 'vitest';
import type { SupervisedCase } from '#warehouse/ledger/supervision/list-cases.ts';
import { monthBounds, shiftMonth } from './month.ts';
import { isOverdue, ratesOf } from './rates.ts';
import { figuresBy } from './unit-figures.ts';

const bounds = monthBounds('2020-12');
const period = { ...bounds, at: bounds.to };
const policy = { basicallyWeight: 0.8 };

function aCase(fields: Partial<SupervisedCase> = {}): SupervisedCase {
  return {
    assignmentId: 'a.police.0',
    alertId: 'a',
    number: '2020-0001',
    title: '右转车道拥堵',
    sensitive: false,
    departmentCode: 'police',
    departmentName: '交警支队',
    wardCode: '999001001001',
    topicCode: '0801',
    level: 'orange',
    alertState: 'closed',
    state: 'resolved',
    pushedAt: '2020-12-07T02:00:00.000Z',
    ackedAt: '2020-12-07T03:00:00.000Z',
    firstRepliedAt: '2020-12-08T03:00:00.000Z',
    resolvedAt: '2020-12-11T03:00:00.000Z',
    replyOutcome: 'solved',
    returnCount: 0,
    reopenCount: 0,
    followUpResult: 'satisfied',
    followUpSolved: 'solved',
    signDue: '2020-12-07T04:00:00.000Z',
    signOutcome: 'met',
    replyDue: '2020-12-08T09:30:00.000Z',
    replyOutcomeOfClock: 'met',
    resolveDue: '2020-12-14T09:30:00.000Z',
    resolveOutcome: 'met',
    exclusion: 'none',
    ...fields,
  };
}
const late = { resolvedAt: null, resolveOutcome: 'running', state: 'acked', followUpResult: '' } as const;
const some = (count: number, fields: Partial<SupervisedCase> = {}): SupervisedCase[] =>
  Array.from({ length: count }, () => aCase(fields));

describe('the rates of a month', () => {
  it('story B2: keep three numbers apart where 86 came, 86 were answered and 75 closed: 100 %, 87.2 %', () => {
    const { feedbackRate, closeRate } = ratesOf([...some(75), ...some(11, late)], period, policy);
    expect(feedbackRate).toMatchObject({ numerator: 86, denominator: 86, value: 1 });
    expect(closeRate).toMatchObject({ numerator: 75, denominator: 86 });
    expect(closeRate.value?.toFixed(3)).toBe('0.872');
  });

  it('divide what was closed by what was due, so a case whose time has not come is in neither', () => {
    const young = { ...late, resolveDue: '2021-01-05T09:30:00.000Z' };
    expect(ratesOf([aCase(), aCase(young)], period, policy).closeRate).toMatchObject({ numerator: 1, denominator: 1 });
    const { closeRate } = ratesOf([aCase(young)], period, policy);
    expect(closeRate).toMatchObject({ denominator: 0, value: null });
  });

  it('tell closed late from closed in time', () => {
    const tardy = aCase({ resolvedAt: '2020-12-20T03:00:00.000Z', resolveOutcome: 'missed' });
    const { closeRate, onTimeCloseRate } = ratesOf([aCase(), tardy], period, policy);
    expect([closeRate.value, onTimeCloseRate.value]).toEqual([1, 0.5]);
  });

  it('take satisfaction from the follow-up only: who was not reached is in no denominator, 基本满意 weighs as set', () => {
    const cases = (['satisfied', 'basically', 'dissatisfied', 'unreachable', ''] as const).map((followUpResult) =>
      aCase({ followUpResult }),
    );
    const { satisfactionRate } = ratesOf(cases, period, policy);
    expect(satisfactionRate).toMatchObject({ numerator: 1.8, denominator: 3 });
  });

  it('show a granted 剔除 with the rate before it, and leave an undecided one in', () => {
    const cases = [aCase(), aCase({ ...late, exclusion: 'granted' }), aCase({ ...late, exclusion: 'pending' })];
    expect(ratesOf(cases, period, policy).closeRate).toEqual({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      excluded: 1,
      valueBefore: 1 / 3,
    });
  });

  it('hold a unit that handed a case on to its signature and its return, and to nothing else', () => {
    const gone = aCase({ ...late, state: 'withdrawn', returnCount: 1, resolveOutcome: 'void' });
    const rates = ratesOf([gone], period, policy);
    expect([rates.ackOnTimeRate.denominator, rates.returnRate.value]).toEqual([1, 1]);
    expect([rates.closeRate.denominator, rates.feedbackRate.denominator]).toEqual([0, 0]);
  });

  it('count nothing that happened after the instant they are for', () => {
    const early = { ...bounds, at: '2020-12-09T00:00:00.000Z' };
    const open = aCase({ resolveOutcome: 'met', resolvedAt: '2020-12-11T03:00:00.000Z' });
    expect(ratesOf([open], early, policy).resolutionRate.denominator).toBe(0);
  });
});

const keyOf = (each: SupervisedCase) => ({ code: each.departmentCode, name: each.departmentName });
describe('a unit late month after month', () => {
  const before = new Map([['police', 2]]);
  it('climbs 提醒 → 约谈 → 督查, and starts again after a month in time', () => {
    const rules = { policy, keyOf, before };
    expect(figuresBy([aCase(late)], period, rules)).toMatchObject([{ overdueMonths: 3, ladder: 'inspect' }]);
    expect(figuresBy([aCase(late)], period, { ...rules, before: new Map() })).toMatchObject([{ ladder: 'remind' }]);
    expect(figuresBy([aCase()], period, rules)).toMatchObject([{ overdueMonths: 0, ladder: '' }]);
  });

  it('is not late with a case that was left out', () => {
    expect(isOverdue(aCase({ ...late, exclusion: 'granted' }), period)).toBe(false);
  });
});

it('months begin and end at midnight in Shanghai, over the year', () => {
  expect(monthBounds('2020-12')).toEqual({ from: '2020-11-30T16:00:00.000Z', to: '2020-12-31T16:00:00.000Z' });
  expect([shiftMonth('2020-12', 1), shiftMonth('2021-01', -1)]).toEqual(['2021-01', '2020-12']);
});

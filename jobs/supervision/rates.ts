import type { SupervisedCase } from '#warehouse/ledger/supervision/list-cases.ts';

/** The rates of handling, by their ids in the metric registry. */
export const caseRateIds = [
  'ackOnTimeRate',
  'responseRate',
  'feedbackRate',
  'closeRate',
  'onTimeCloseRate',
  'resolutionRate',
  'satisfactionRate',
  'returnRate',
  'redoRate',
] as const;
export type CaseRateId = (typeof caseRateIds)[number];

/** A rate with what it was made of. `value` is null when nothing is in the denominator. */
export interface Rate {
  numerator: number;
  denominator: number;
  value: number | null;
  /** Cases of the denominator that were left out (剔除), and the rate with them. */
  excluded: number;
  valueBefore: number | null;
}

/** A period, and the instant up to which is counted: a month that still runs ends at `at`. */
export interface CountedPeriod {
  from: string;
  to: string;
  at: string;
}

/** Local policy: how much of a 满意 a 基本满意 is worth. Printed beside the rate. */
export interface RatePolicy {
  basicallyWeight: number;
}

/** Who is in the denominator of each rate, and how much of them in the numerator. */
interface Definition {
  counts: (one: SupervisedCase, period: CountedPeriod) => boolean;
  share: (one: SupervisedCase, period: CountedPeriod, policy: RatePolicy) => number;
}

const within = (instant: string | null, { from, to }: CountedPeriod): boolean =>
  instant !== null && instant >= from && instant < to;
const by = (instant: string | null, { at }: CountedPeriod): boolean => instant !== null && instant <= at;
/** A duty of the period that is decided: done, or its time is up. */
const isDue = (due: string | null, outcome: string | null, period: CountedPeriod): boolean =>
  within(due, period) && outcome !== 'void' && (outcome === 'met' || (due as string) <= period.at);
const held = (one: SupervisedCase): boolean => one.state !== 'withdrawn';
const valid = (one: SupervisedCase, period: CountedPeriod): boolean => held(one) && within(one.pushedAt, period);
const answered = new Set(['satisfied', 'basically', 'dissatisfied']);
const one = (yes: boolean): number => (yes ? 1 : 0);

const definitions: Record<CaseRateId, Definition> = {
  /** 按时签收 ÷ 本期应签收. A unit that handed the case on had to sign for it all the same. */
  ackOnTimeRate: {
    counts: (each, period) => isDue(each.signDue, each.signOutcome, period),
    share: (each) => one(each.signOutcome === 'met'),
  },
  /** 响应率: 按时首次回复 ÷ 本期应回复. */
  responseRate: {
    counts: (each, period) => isDue(each.replyDue, each.replyOutcomeOfClock, period),
    share: (each) => one(each.replyOutcomeOfClock === 'met'),
  },
  /** 反馈率: 已回复 ÷ 本期有效. */
  feedbackRate: { counts: valid, share: (each, period) => one(by(each.firstRepliedAt, period)) },
  /** 办结率: 已办结 ÷ 本期应办结. */
  closeRate: {
    counts: (each, period) => held(each) && isDue(each.resolveDue, each.resolveOutcome, period),
    share: (each, period) => one(by(each.resolvedAt, period)),
  },
  /** 按时办结率: 按时办结 ÷ 本期应办结. */
  onTimeCloseRate: {
    counts: (each, period) => held(each) && isDue(each.resolveDue, each.resolveOutcome, period),
    share: (each) => one(each.resolveOutcome === 'met'),
  },
  /** 解决率: 回访确认已解决 ÷ 已回访. What the unit itself reports does not count. */
  resolutionRate: {
    counts: (each, period) =>
      within(each.resolvedAt, period) && by(each.resolvedAt, period) && each.followUpSolved !== '',
    share: (each) => one(each.followUpSolved === 'solved'),
  },
  /** 满意率: 回访 only; 联系不上 is no answer. */
  satisfactionRate: {
    counts: (each, period) => within(each.resolvedAt, period) && answered.has(each.followUpResult),
    share: (each, _period, { basicallyWeight }) =>
      each.followUpResult === 'satisfied' ? 1 : each.followUpResult === 'basically' ? basicallyWeight : 0,
  },
  /** 退回率: 退回 ÷ 本期接到, those included that went to another unit. */
  returnRate: { counts: (each, period) => within(each.pushedAt, period), share: (each) => one(each.returnCount > 0) },
  /** 重办率: 重新打开 ÷ 办结过的. */
  redoRate: {
    counts: (each, period) => within(each.resolvedAt, period) || (each.reopenCount > 0 && valid(each, period)),
    share: (each) => one(each.reopenCount > 0),
  },
};

/** All rates of some cases. A case left out by a granted 剔除 is in no rate, and counted in what the rates were before. */
export function ratesOf(
  cases: readonly SupervisedCase[],
  period: CountedPeriod,
  policy: RatePolicy,
): Record<CaseRateId, Rate> {
  const entries = caseRateIds.map((id) => {
    const { counts, share } = definitions[id];
    const all = cases.filter((each) => counts(each, period));
    const kept = all.filter((each) => each.exclusion !== 'granted');
    const sum = (some: readonly SupervisedCase[]): number =>
      some.reduce((total, each) => total + share(each, period, policy), 0);
    const rate: Rate = {
      ...fraction(sum(kept), kept.length),
      excluded: all.length - kept.length,
      valueBefore: fraction(sum(all), all.length).value,
    };
    return [id, rate] as const;
  });
  return Object.fromEntries(entries) as Record<CaseRateId, Rate>;
}

/** Denominator 0 gives null, which pages show as "—". */
export function fraction(
  numerator: number,
  denominator: number,
): { numerator: number; denominator: number; value: number | null } {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

/** Whether a case's handling ran out of time within the period and it is not left out. */
export function isOverdue(each: SupervisedCase, period: CountedPeriod): boolean {
  const missed = (due: string | null, outcome: string | null): boolean =>
    within(due, period) && (outcome === 'missed' || (outcome === 'running' && (due as string) < period.at));
  return (
    each.exclusion !== 'granted' &&
    held(each) &&
    (missed(each.signDue, each.signOutcome) ||
      missed(each.replyDue, each.replyOutcomeOfClock) ||
      missed(each.resolveDue, each.resolveOutcome))
  );
}

import type { SupervisedCase } from '#warehouse/ledger/supervision/list-cases.ts';
import { isOverdue, ratesOf, type CaseRateId, type CountedPeriod, type Rate, type RatePolicy } from './rates.ts';

/** What a unit that is late month after month is in for: 提醒 → 约谈 → 督查. */
export type Ladder = '' | 'remind' | 'talk' | 'inspect';

/** One line of the supervision table: a unit, a street, or all of them. */
export interface UnitFigures {
  code: string;
  name: string;
  /** Cases pushed in the period, and those of the period that ran out of time. */
  received: number;
  overdue: number;
  rates: Record<CaseRateId, Rate>;
  /** Months in a row, this one included, in which something ran out of time. */
  overdueMonths: number;
  ladder: Ladder;
}

/** One month late is reminded, the second is talked about, the third is inspected. */
export function ladderOf(overdueMonths: number): Ladder {
  return overdueMonths >= 3 ? 'inspect' : overdueMonths === 2 ? 'talk' : overdueMonths === 1 ? 'remind' : '';
}

/**
 * The figures of each group of cases and of all. `keyOf` names the group of a case; `before` holds the months in a row that
 * each group had been late when the period began.
 */
export function figuresBy(
  cases: readonly SupervisedCase[],
  period: CountedPeriod,
  rules: {
    policy: RatePolicy;
    keyOf: (one: SupervisedCase) => { code: string; name: string };
    before: ReadonlyMap<string, number>;
  },
): UnitFigures[] {
  const groups = new Map<string, { name: string; cases: SupervisedCase[] }>();
  for (const each of cases) {
    const { code, name } = rules.keyOf(each);
    const group = groups.get(code) ?? { name, cases: [] };
    group.cases.push(each);
    groups.set(code, group);
  }
  return [...groups]
    .map(([code, { name, cases: own }]) => figuresOf(own, period, { code, name, ...rules }))
    .sort((a, b) => b.received - a.received || (a.code < b.code ? -1 : 1));
}

/** The figures of some cases as one line. */
export function figuresOf(
  cases: readonly SupervisedCase[],
  period: CountedPeriod,
  of: { code: string; name: string; policy: RatePolicy; before: ReadonlyMap<string, number> },
): UnitFigures {
  const overdue = cases.filter((each) => isOverdue(each, period)).length;
  const overdueMonths = overdue === 0 ? 0 : (of.before.get(of.code) ?? 0) + 1;
  return {
    code: of.code,
    name: of.name,
    received: cases.filter(({ pushedAt }) => pushedAt !== null && pushedAt >= period.from && pushedAt < period.to)
      .length,
    overdue,
    rates: ratesOf(cases, period, of.policy),
    overdueMonths,
    ladder: ladderOf(overdueMonths),
  };
}

import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listWardFunnel, type WardFunnel } from '#warehouse/analytics/pages/list-ward-funnel.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { listFrozenMonths } from '#warehouse/ledger/supervision/frozen-months.ts';
import { listCases, type SupervisedCase } from '#warehouse/ledger/supervision/list-cases.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import { openedToBeDueBy } from '../alerts/calendar/deadlines.ts';
import type { WorkingCalendar } from '../alerts/calendar/working-calendar.ts';
import { monthBounds, shiftMonth } from './month.ts';
import { fraction, isOverdue, type CountedPeriod, type RatePolicy } from './rates.ts';
import { figuresBy, figuresOf, type UnitFigures } from './unit-figures.ts';

/** What supervision is computed with. */
export interface SupervisionDeps {
  /** The read-only account. */
  reader: Analytics;
  ledger: Ledger;
  calendar: WorkingCalendar;
  /** Working days in which a demand is to be closed. */
  dutyDays: number;
  rates: RatePolicy;
  wardName: (code: string) => string;
}

type Fraction = ReturnType<typeof fraction>;

/** How the platforms' own matters of one street (or all) were handled: counts and rates by their registry ids. */
export interface DemandFigures {
  code: string;
  name: string;
  documents: number;
  valid: number;
  /** 上报. */
  escalated: number;
  rates: Record<'validRate' | 'feedbackRate' | 'closeRate' | 'inWardResolveRate', Fraction>;
}

/** The figures of one month within a scope, as of `asOf`. This is what a frozen month keeps. */
export interface MonthFigures {
  month: string;
  asOf: string;
  basicallyWeight: number;
  /** 承办件 of all units, by unit, by street. */
  total: UnitFigures;
  units: UnitFigures[];
  streets: UnitFigures[];
  /** 诉求 of the platforms: all, and by street. */
  demands: DemandFigures;
  demandStreets: DemandFigures[];
}

/** A case that is late now, for the list of what to chase. */
export type LateCase = Pick<
  SupervisedCase,
  'alertId' | 'assignmentId' | 'number' | 'title' | 'sensitive' | 'departmentName' | 'wardCode' | 'level'
> & { clock: 'sign' | 'reply' | 'resolve'; dueAt: string; exclusion: SupervisedCase['exclusion'] };

// Nobody is late for two years on end without somebody having looked.
const STREAK_MONTHS = 24;
const STREET_DIGITS = 9;

/** Computes a month from the case files and the demands, as they stand at `at`. */
export async function superviseMonth(
  deps: SupervisionDeps,
  asked: { month: string; scope: Scope; at: string },
): Promise<{ figures: MonthFigures; late: LateCase[] }> {
  const { month, scope, at } = asked;
  const bounds = monthBounds(month);
  const period: CountedPeriod = { ...bounds, at: at < bounds.to ? at : bounds.to };
  const [cases, demands, before] = await Promise.all([
    listCases(deps.ledger, scope, bounds),
    demandFigures(deps, scope, period),
    lateBefore(deps.ledger, month),
  ]);
  const common = { policy: deps.rates, before };
  const street = ({ wardCode }: SupervisedCase): { code: string; name: string } => {
    const code = wardCode.length >= STREET_DIGITS ? wardCode.slice(0, STREET_DIGITS) : '';
    return { code, name: deps.wardName(code) };
  };
  const figures: MonthFigures = {
    month,
    asOf: period.at,
    basicallyWeight: deps.rates.basicallyWeight,
    total: figuresOf(cases, period, { code: 'all', name: '', ...common }),
    units: figuresBy(cases, period, {
      ...common,
      keyOf: (each) => ({ code: each.departmentCode, name: each.departmentName }),
    }),
    streets: figuresBy(cases, period, { ...common, keyOf: street }),
    ...demands,
  };
  return { figures, late: cases.filter((each) => isOverdue(each, period)).flatMap((each) => toLate(each, period.at)) };
}

/** Months in a row, up to the one before `month`, in which each unit and street was late, from the frozen figures. */
async function lateBefore(ledger: Ledger, month: string): Promise<Map<string, number>> {
  const [last] = await listFrozenMonths(ledger, shiftMonth(month, -1), 1);
  if (!last || last.month !== shiftMonth(month, -1)) return new Map();
  const { units, streets, total } = JSON.parse(last.body) as MonthFigures;
  return new Map(
    [...units, ...streets, total].map(({ code, overdueMonths }) => [code, Math.min(overdueMonths, STREAK_MONTHS)]),
  );
}

async function demandFigures(
  deps: SupervisionDeps,
  scope: Scope,
  period: CountedPeriod,
): Promise<Pick<MonthFigures, 'demands' | 'demandStreets'>> {
  const { reader, calendar, dutyDays } = deps;
  const came = { scope, from: period.from, to: period.at };
  const [from, to] = [period.from, period.at].map((at) => openedToBeDueBy(calendar, at, dutyDays));
  const [now, due] = await Promise.all([
    listWardFunnel(reader, came, STREET_DIGITS),
    from && to ? listWardFunnel(reader, { scope, from, to }, STREET_DIGITS) : [],
  ]);
  const codes = [...new Set([...now, ...due].map(({ ward }) => ward))].sort();
  const streets = codes.map((code) => demandsOf({ code, name: deps.wardName(code) }, of(now, code), of(due, code)));
  return { demands: demandsOf({ code: 'all', name: '' }, now, due), demandStreets: streets };
}

const of = (rows: readonly WardFunnel[], code: string): WardFunnel[] => rows.filter(({ ward }) => ward === code);
const sum = (rows: readonly WardFunnel[], field: Exclude<keyof WardFunnel, 'ward'>): number =>
  rows.reduce((total, row) => total + row[field], 0);

function demandsOf(
  named: { code: string; name: string },
  now: readonly WardFunnel[],
  due: readonly WardFunnel[],
): DemandFigures {
  const [documents, valid, replied, resolved, escalated] = (
    ['documents', 'valid', 'replied', 'resolved', 'escalated'] as const
  ).map((field) => sum(now, field)) as [number, number, number, number, number];
  return {
    ...named,
    documents,
    valid,
    escalated,
    rates: {
      validRate: fraction(valid, documents),
      feedbackRate: fraction(replied, valid),
      closeRate: fraction(sum(due, 'resolved'), sum(due, 'valid')),
      inWardResolveRate: fraction(resolved, resolved + escalated),
    },
  };
}

/** The clock that ran out last says what is missing now. */
function toLate(each: SupervisedCase, at: string): LateCase[] {
  const clocks = [
    { clock: 'resolve' as const, dueAt: each.resolveDue, outcome: each.resolveOutcome },
    { clock: 'reply' as const, dueAt: each.replyDue, outcome: each.replyOutcomeOfClock },
    { clock: 'sign' as const, dueAt: each.signDue, outcome: each.signOutcome },
  ];
  const open = clocks.find(({ dueAt, outcome }) => outcome === 'running' && dueAt !== null && dueAt < at);
  if (!open) return [];
  const { alertId, assignmentId, number, title, sensitive, departmentName, wardCode, level, exclusion } = each;
  const names = { alertId, assignmentId, number, title, sensitive, departmentName, wardCode, level, exclusion };
  return [{ ...names, clock: open.clock, dueAt: open.dueAt as string }];
}

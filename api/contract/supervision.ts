import type { AlertLevel } from '#warehouse/model/alert.ts';

/** One rate of the registry: what it was made of; value null prints as "—". */
export interface RateView {
  numerator: number;
  denominator: number;
  value: number | null;
  /** Cases left out by a granted 剔除, and the rate with them. */
  excluded?: number;
  valueBefore?: number | null;
}

export type CaseRateId =
  | 'ackOnTimeRate'
  | 'responseRate'
  | 'feedbackRate'
  | 'closeRate'
  | 'onTimeCloseRate'
  | 'resolutionRate'
  | 'satisfactionRate'
  | 'returnRate'
  | 'redoRate';

/** One line of the supervision table: a unit, a street, or all. */
export interface SupervisionRow {
  code: string;
  name: string;
  received: number;
  overdue: number;
  rates: Record<CaseRateId, RateView>;
  /** Months in a row with something late, and what that leads to: 提醒 约谈 督查. */
  overdueMonths: number;
  ladder: '' | 'remind' | 'talk' | 'inspect';
}

/** The platforms' own matters of a street, or all. */
export interface DemandRow {
  code: string;
  name: string;
  documents: number;
  valid: number;
  escalated: number;
  rates: Record<'validRate' | 'feedbackRate' | 'closeRate' | 'inWardResolveRate', RateView>;
}

/** 剔除/申诉 of one case. */
export interface ExclusionView {
  exclusionId: number;
  assignmentId: string;
  alertId: string;
  number: string;
  departmentName: string;
  reason: string;
  basis: string;
  askedBy: string;
  askedAt: string;
  decision: 'pending' | 'granted' | 'refused';
  decidedBy: string;
  decidedAt: string | null;
  decisionNote: string;
  /** Whether the asker may decide on it. */
  mayDecide: boolean;
}

export interface MonthView {
  asOf: string;
  total: SupervisionRow;
  units: SupervisionRow[];
  streets: SupervisionRow[];
  demands: DemandRow;
  demandStreets: DemandRow[];
}

/**
 * GET /api/supervision?month=YYYY-MM. `figures` are the published ones where the month is frozen and the asker sees the
 * whole district, else those of now; `versions` are the freezing and each 更正; `differs`: a 更正 would change something.
 */
export interface Supervision {
  month: string;
  /** The months that can be looked at, newest first. */
  months: string[];
  state: 'running' | 'open' | 'frozen';
  figures: MonthView;
  basicallyWeight: number;
  versions: { version: number; at: string; by: string; note: string }[];
  differs: boolean;
  late: {
    alertId: string;
    assignmentId: string;
    number: string;
    title: string;
    departmentName: string;
    wardName: string;
    level: AlertLevel;
    clock: 'sign' | 'reply' | 'resolve';
    dueAt: string;
    exclusion: 'none' | 'pending' | 'granted';
  }[];
  exclusions: ExclusionView[];
  /** What the asker may do here. */
  may: { freeze: boolean; ask: boolean };
}

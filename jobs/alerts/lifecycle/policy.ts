import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { Department, District, Route } from '#warehouse/model/district.ts';
import type { ClockKind } from '#warehouse/ledger/alerts/rows.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';

/** How long something may take: natural hours, hours of working time, or whole working days. */
export type Span =
  | { unit: 'natural'; hours: number }
  | { unit: 'working_hours'; hours: number }
  | { unit: 'working_days'; days: number };

type ClockTable = Record<AlertLevel, Partial<Record<ClockKind, Span>>>;

/** Everything configurable that a transition depends on. */
export interface AlertPolicy {
  districtCode: string;
  calendar: WorkingCalendar;
  /** Names of wards by code, for messages. */
  wardNames: ReadonlyMap<string, string>;
  routing: readonly Route[];
  clocks: ClockTable;
  /** Working days in which a matter is to be closed: the duty that 办结率 counts by. */
  dutyDays: number;
  /** How much of a 满意 a 基本满意 is worth in 满意率: 0–1, printed beside it. */
  basicallyWeight: number;
  enterHeat: number;
  exitHeat: number;
  minReporters: number;
  groupWaitMinutes: number;
  approveFirst: readonly AlertLevel[];
  departments: ReadonlyMap<string, Department>;
}

/** Hours in which it was below the exit threshold after which an unsigned alert clears by itself. */
export const coolHoursToClear = 3;
/** A matter that comes back within this many days is the same alert; later it is a new one. */
export const reopenWithinDays = 15;
/** 退回 more often than this needs an arbiter: per unit, and per alert. */
export const returnCaps = { perUnit: 1, perAlert: 2 };
/** Half as many people again as at the last push are a new wave worth a message. */
export const waveFactor = 1.5;
/** The policy of a configured district. */
export function policyOf(district: District, calendar: WorkingCalendar): AlertPolicy {
  const { alerting, clocks } = district;
  const { streets } = district;
  const wards = [district, ...streets, ...streets.flatMap((street) => street.communities)];
  return {
    districtCode: district.code,
    calendar,
    wardNames: new Map(wards.map(({ code, name }) => [code, name])),
    routing: district.routing,
    clocks: clockTable(clocks),
    dutyDays: clocks.resolveWorkingDays,
    basicallyWeight: 1,
    enterHeat: alerting.enterHeat,
    exitHeat: alerting.exitHeat,
    minReporters: alerting.minReporters,
    groupWaitMinutes: alerting.groupWaitMinutes,
    approveFirst: alerting.approveFirst,
    departments: new Map(district.departments.map((department) => [department.code, department])),
  };
}

/** Clocks per level: 红 by the minute at any hour, 橙 signed on any day, 黄 in working time, 蓝 without hurry. */
function clockTable(clocks: District['clocks']): ClockTable {
  const handling = {
    reply: { unit: 'working_days', days: clocks.replyWorkingDays },
    resolve: { unit: 'working_days', days: clocks.resolveWorkingDays },
  } as const satisfies Partial<Record<ClockKind, Span>>;
  // A dispatcher decides on a 退回 within half a working day; 回访 follows within two.
  const office = {
    decide_return: { unit: 'working_hours', hours: 4 },
    follow_up: { unit: 'working_days', days: 2 },
  } as const satisfies Partial<Record<ClockKind, Span>>;
  return {
    red: {
      ...office,
      sign: { unit: 'natural', hours: 5 / 60 },
      reply: { unit: 'natural', hours: 1 },
      resolve: { unit: 'natural', hours: 24 },
    },
    orange: { ...office, ...handling, sign: { unit: 'natural', hours: clocks.signWorkingHours } },
    yellow: { ...office, ...handling, sign: { unit: 'working_days', days: 1 } },
    blue: { ...office, resolve: handling.resolve },
  };
}

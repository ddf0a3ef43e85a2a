import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { Department, District, Route } from '#warehouse/model/district.ts';
import type { ClockKind } from '#warehouse/ledger/alerts/rows.ts';
import type { Endpoint } from '../deliver/endpoints.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { defaultQuietHours, type QuietHours } from './quiet-hours.ts';

/** Somebody on duty for a unit: a department, or a ward (居村书记, 街镇值班, 区). */
export interface DutyPerson {
  unit: string;
  personId: string;
  name: string;
}

/** How long something may take: natural hours, hours of working time, or whole working days. */
export type Span =
  | { unit: 'natural'; hours: number }
  | { unit: 'working_hours'; hours: number }
  | { unit: 'working_days'; days: number };

/** Clocks of one category (2 digits) or topic (4 digits) that differ from those of the level. */
export interface TopicClocks {
  topic: string;
  reply?: Span | undefined;
  resolve?: Span | undefined;
  /** Several duties of one matter, each with its own time: 停工 4 working hours, 处罚 7 days, 拆除 20 days. */
  milestones: readonly { name: string; span: Span }[];
}

type ClockTable = Record<AlertLevel, Partial<Record<ClockKind, Span>>>;

/** Everything configurable that a transition depends on. */
export interface AlertPolicy {
  districtCode: string;
  calendar: WorkingCalendar;
  /** Names of wards by code, for messages. */
  wardNames: ReadonlyMap<string, string>;
  routing: readonly Route[];
  clocks: ClockTable;
  /** Presets of categories and topics, apart from 红; the longest matching topic holds. */
  byTopic: readonly TopicClocks[];
  /** Who is on duty for a department or a ward at an instant, in the order in which they are called. */
  onDuty: (unit: string, at: string) => readonly DutyPerson[];
  /** Who answers for a department: copied when it is urged or late (催办 督办 通报, 到期 超期). */
  leadersOf: (department: string) => readonly DutyPerson[];
  /** The channels of a person on duty, as the roster has them now. */
  dutyEndpoints: (person: DutyPerson) => readonly Endpoint[];
  quiet: QuietHours;
  /** Messages a person gets in a day before the rest waits for the morning; 红 is never held. */
  budgetPerDay: number;
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
/** More messages a day than that are not read one by one. */
export const defaultBudget = 20;

type Matter = { level: AlertLevel; topicCode: string };

/** How long a clock of this kind runs for a matter; undefined where its level has none. */
export function spanOf(
  policy: Pick<AlertPolicy, 'clocks' | 'byTopic'>,
  matter: Matter,
  kind: ClockKind,
): Span | undefined {
  const own = kind === 'reply' || kind === 'resolve' ? presetOf(policy, matter)?.[kind] : undefined;
  return own ?? policy.clocks[matter.level][kind];
}

/** The milestones of a matter. */
export function milestonesOf(policy: Pick<AlertPolicy, 'byTopic'>, matter: Matter): TopicClocks['milestones'] {
  return presetOf(policy, matter)?.milestones ?? [];
}

/** An emergency runs by the minute, whatever its topic. */
function presetOf({ byTopic }: Pick<AlertPolicy, 'byTopic'>, { level, topicCode }: Matter): TopicClocks | undefined {
  if (level === 'red') return undefined;
  return byTopic
    .filter(({ topic }) => topicCode.startsWith(topic))
    .toSorted((a, b) => b.topic.length - a.topic.length)[0];
}

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
    byTopic: [],
    onDuty: () => [],
    leadersOf: () => [],
    quiet: defaultQuietHours,
    dutyEndpoints: () => [],
    budgetPerDay: defaultBudget,
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

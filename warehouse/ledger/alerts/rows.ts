import { z } from 'zod';
import { alertLevels, alertStates } from '../../model/alert.ts';

const instant = z.string();
const count = z.number().int();

/** One row of `alerts`, see sql/ledger/0010_create_alerts.sql for the meaning of each field. */
export const alertRow = z.object({
  alertId: z.string(),
  number: z.string(),
  fingerprint: z.string(),
  eventId: z.string(),
  state: z.enum(alertStates),
  level: z.enum(alertLevels),
  version: count,
  seq: count,
  title: z.string(),
  place: z.string(),
  topicCode: z.string(),
  topicName: z.string(),
  categoryCode: z.string(),
  nature: z.string(),
  wardCode: z.string(),
  runId: z.string(),
  heat: z.number(),
  reporters: count,
  communities: count,
  documents: count,
  severity: count,
  surprise: z.number(),
  sensitive: z.boolean(),
  needsApproval: z.boolean(),
  pushAfter: instant,
  reportersAtPush: count,
  coolRuns: count,
  cooledSinceEnd: z.boolean(),
  returnCount: count,
  reopenCount: count,
  supervision: z.enum(['', 'urge', 'supervise', 'circular']),
  silencedUntil: instant.nullable(),
  recurrenceOf: z.string().nullable(),
  followUpResult: z.enum(['', 'satisfied', 'basically', 'dissatisfied', 'unreachable']),
  followUpSolved: z.enum(['', 'solved', 'partly', 'unsolved']),
  /** JSON text of those told beside the units. */
  copies: z.string(),
  mergedInto: z.string().nullable(),
  splitFrom: z.string().nullable(),
  /** JSON text of what the last action can be taken back to; '' for none. */
  undo: z.string(),
  raisedAt: instant,
  pushedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  endedAt: instant.nullable(),
  updatedAt: instant,
});
export type AlertRow = z.infer<typeof alertRow>;

/** States of an assignment: waiting for the first push … withdrawn (returned or transferred to another unit). */
const assignmentStates = ['waiting', 'pushed', 'acked', 'return_pending', 'replied', 'resolved', 'withdrawn'] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** One row of `alert_assignments`. */
export const assignmentRow = z.object({
  assignmentId: z.string(),
  alertId: z.string(),
  departmentCode: z.string(),
  departmentName: z.string(),
  line: z.string(),
  role: z.enum(['lead', 'assist']),
  state: z.enum(assignmentStates),
  returnCount: count,
  /** 派单争议: '' none, 'open' waits for the arbiter, 'decided' by the arbiter. */
  dispute: z.enum(['', 'open', 'decided']),
  extension: z.enum(['none', 'asked', 'granted', 'refused']),
  extensionDays: count,
  pushedAt: instant.nullable(),
  ackedAt: instant.nullable(),
  ackedBy: z.string(),
  firstRepliedAt: instant.nullable(),
  replyOutcome: z.enum(['', 'solved', 'partly', 'explained', 'unsolvable']),
  replyText: z.string(),
  resolvedAt: instant.nullable(),
  createdAt: instant,
  /** JSON text of who was on duty, in order. */
  duty: z.string(),
  dutyStep: count,
});
export type AssignmentRow = z.infer<typeof assignmentRow>;

const clockKinds = ['sign', 'reply', 'resolve', 'decide_return', 'follow_up', 'milestone'] as const;
export type ClockKind = (typeof clockKinds)[number];

/** One row of `alert_clocks`. */
export const clockRow = z.object({
  clockId: z.string(),
  alertId: z.string(),
  assignmentId: z.string(),
  kind: z.enum(clockKinds),
  /** Of a milestone; '' for the others. */
  name: z.string(),
  unit: z.enum(['natural', 'working']),
  startedAt: instant,
  dueAt: instant.nullable(),
  uncoveredYear: count.nullable(),
  calendarVersion: z.string(),
  announced: count,
  nextAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  outcome: z.enum(['running', 'met', 'missed', 'void']),
});
export type ClockRow = z.infer<typeof clockRow>;

/** One row of `alert_log` as the writer gives it; id and hashes are made by the store. */
export const logRow = z.object({
  alertId: z.string(),
  seq: count,
  assignmentId: z.string(),
  at: instant,
  actorId: z.string(),
  actorName: z.string(),
  event: z.string(),
  fromState: z.string(),
  toState: z.string(),
  reason: z.string(),
  /** JSON text. */
  detail: z.string(),
});
export type LogRow = z.infer<typeof logRow>;

const deliveryChannels = ['inapp', 'webhook', 'wecom', 'dingtalk', 'feishu', 'email', 'sms'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** One row of the outbox as the writer gives it. */
export const deliveryRow = z.object({
  deliveryId: z.string(),
  alertId: z.string(),
  seq: count,
  assignmentId: z.string(),
  channel: z.enum(deliveryChannels),
  target: z.string(),
  reason: z.string(),
  /** JSON text. */
  facts: z.string(),
  status: z.enum(['pending', 'held', 'sent', 'dead', 'muted', 'void']),
  notBefore: instant,
  createdAt: instant,
});
export type DeliveryRow = z.infer<typeof deliveryRow>;

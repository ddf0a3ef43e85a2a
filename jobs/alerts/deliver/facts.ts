import { z } from 'zod';
import { alertLevels } from '#warehouse/model/alert.ts';
import { noticeReasons, type AlertSnapshot, type Notice } from '../lifecycle/snapshot.ts';
import type { DutyPerson } from '../lifecycle/policy.ts';

/**
 * What a message may say, frozen at the moment of its transition: ids, counts, topic and place; never a quotation.
 * For a sensitive matter only the number is left.
 */
export const factsSchema = z.object({
  alertId: z.string(),
  number: z.string(),
  reason: z.enum(noticeReasons),
  level: z.enum(alertLevels),
  departmentName: z.string(),
  role: z.enum(['lead', 'assist', 'copy']),
  /** Whom the message is for, where it is for a person on duty. */
  personName: z.string().optional(),
  clock: z.enum(['sign', 'reply', 'resolve', 'decide_return', 'follow_up', 'milestone']).optional(),
  /** The name of a milestone. */
  clockName: z.string().optional(),
  /** The deadline of that clock, or of signing. */
  dueAt: z.string().optional(),
  at: z.string(),
  subject: z
    .object({
      topicCode: z.string(),
      topicName: z.string(),
      place: z.string(),
      wardCode: z.string(),
      wardName: z.string(),
      documents: z.number(),
      reporters: z.number(),
      communities: z.number(),
    })
    .optional(),
});
export type Facts = z.infer<typeof factsSchema>;

/** The facts of one message to one assignment. */
export function factsFor(
  alert: AlertSnapshot,
  notice: Notice,
  assignmentId: string,
  rim: { now: string; wardNames: ReadonlyMap<string, string>; person?: DutyPerson | undefined; copy?: boolean },
): Facts {
  const assignment = alert.assignments.find((one) => one.assignmentId === assignmentId);
  if (!assignment) throw new Error(`alert ${alert.alertId} has no assignment ${assignmentId}`);
  const clock = notice.clockId
    ? alert.clocks.find((one) => one.clockId === notice.clockId)
    : alert.clocks.find((one) => one.assignmentId === assignmentId && one.kind === 'sign' && one.stoppedAt === null);
  const { alertId, number, level, topicCode, topicName, place, wardCode, documents, reporters, communities } = alert;
  const wardName = rim.wardNames.get(wardCode) ?? '';
  return {
    alertId,
    number,
    reason: notice.reason,
    level,
    departmentName: assignment.departmentName,
    role: rim.copy ? 'copy' : assignment.role,
    ...(rim.person ? { personName: rim.person.name } : {}),
    ...(clock ? { clock: clock.kind } : {}),
    ...(clock?.name ? { clockName: clock.name } : {}),
    ...(clock?.dueAt ? { dueAt: clock.dueAt } : {}),
    at: rim.now,
    ...(alert.sensitive
      ? {}
      : { subject: { topicCode, topicName, place, wardCode, wardName, documents, reporters, communities } }),
  };
}

import { z } from 'zod';
import { type AlertAction, alertActionSchema } from '#jobs/alerts/contract.ts';
import { assignmentActions } from '#warehouse/model/alert.ts';
import { parse } from '../http/parse.ts';

/** The body of an action, as ActionRequest of the contract words it. */
export const actionRequestSchema = z.object({
  assignmentId: z.string().max(100),
  action: z.enum(assignmentActions),
  version: z.number().int().nonnegative(),
  note: z.string().max(5_000).default(''),
  outcome: z.enum(['solved', 'partly', 'explained', 'unsolvable']).optional(),
  departmentCode: z.string().max(64).optional(),
  until: z.string().max(40).optional(),
  basis: z.string().max(500).optional(),
  days: z.number().int().optional(),
  grant: z.boolean().optional(),
  level: z.enum(['urge', 'supervise', 'circular']).optional(),
  result: z.enum(['satisfied', 'basically', 'dissatisfied', 'unreachable']).optional(),
  unitAtFault: z.boolean().optional(),
  milestone: z.string().max(20).optional(),
  solved: z.enum(['solved', 'partly', 'unsolved']).optional(),
});

/** The action as alerting words it. Throws a 400 that names what is missing. */
export function toAlertAction(asked: z.infer<typeof actionRequestSchema>): AlertAction {
  const { note, departmentCode, ...rest } = asked;
  return parse(alertActionSchema, {
    ...rest,
    text: note,
    note,
    reason: note,
    // 退回 needs its basis; a page that has one field for both means it for both.
    basis: asked.basis ?? note,
    to: departmentCode,
  });
}

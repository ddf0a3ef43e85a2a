import { z } from 'zod';
import { instantSchema } from './instant.ts';

/** What happens to a ticket: 受理 派单 签收 转派 退回 上报 回复 办结 重办 回访, and anything else that its platform lists. */
export const stepKinds = [
  'received',
  'dispatched',
  'acknowledged',
  'transferred',
  'returned',
  'escalated',
  'replied',
  'closed',
  'reopened',
  'followUp',
  'other',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** Whose hands a matter is in: 居村, 街镇, 区, 市. */
export const handlingLevels = ['community', 'street', 'district', 'city'] as const;
export type HandlingLevel = (typeof handlingLevels)[number];
export const handlingLevelSchema = z.enum(['', ...handlingLevels]);

/** One step of a ticket, as its platform tells it; level '' where it does not say who took it. */
export const documentStepSchema = z.object({
  at: instantSchema,
  kind: z.enum(stepKinds),
  level: handlingLevelSchema,
});
export type DocumentStep = z.infer<typeof documentStepSchema>;

/** More than a ticket's longest way; the last ones are kept. */
export const MAX_STEPS = 60;

import { z } from 'zod';

/** A line of the audit log; `detail` is JSON as text. */
export const auditRow = z.object({
  id: z.number(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

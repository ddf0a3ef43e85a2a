import { z } from 'zod';
import { type BoundaryChange, withFormerWards } from '#warehouse/analytics/current-ward.ts';
import { alertLevels } from '#warehouse/model/alert.ts';
import type { AlertFilter } from '#warehouse/ledger/alerts/list-alerts.ts';

/** Which alerts a list shows, and where it goes on. */
export const alertListSchema = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  department: z.string().max(64).optional(),
  event: z.string().max(64).optional(),
  ward: z
    .string()
    .regex(/^(\d{0,12}|none)$/)
    .optional(),
  topic: z
    .string()
    .regex(/^(\d{2}|\d{4})$/)
    .optional(),
  level: z.enum(alertLevels).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^[^|]+\|[^|]+$/)
    .transform((text) => text.split('|') as [string, string])
    .transform(([raisedAt, alertId]) => ({ raisedAt, alertId }))
    .optional(),
});

/**
 * The wards whose alerts are a ward's today; none for those that are 未定位. Alerts of the whole district carry shallower codes too, so the district is no
 * filter.
 */
export function alertWards(ward: string, changes: readonly BoundaryChange[]): Pick<AlertFilter, 'wards'> {
  if (ward === 'none') return { wards: [] };
  return ward.length > 6 ? { wards: withFormerWards([ward], changes) } : {};
}

type Asked = Pick<z.infer<typeof alertListSchema>, 'state'> &
  Partial<Pick<z.infer<typeof alertListSchema>, 'department' | 'event' | 'ward' | 'topic' | 'level'>>;

/** The filter of the store. */
export function alertFilterOf(asked: Asked, changes: readonly BoundaryChange[]): AlertFilter {
  const { department, event, ward, topic, level, state } = asked;
  return {
    state,
    ...(department ? { department } : {}),
    ...(event ? { event } : {}),
    ...(ward ? alertWards(ward, changes) : {}),
    ...(topic ? { topic } : {}),
    ...(level ? { level } : {}),
  };
}

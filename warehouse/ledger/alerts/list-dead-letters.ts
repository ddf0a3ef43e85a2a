import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { runStatement, type Queryable } from '../ledger.ts';
import { inScope, scopeValues } from './scope-filter.ts';

const row = z.object({
  deliveryId: z.string(),
  alertId: z.string(),
  number: z.string(),
  target: z.string(),
  reason: z.string(),
  code: z.string(),
  attempts: z.number(),
  /** Real time of the last attempt; null where none was made. */
  lastAt: z.string().nullable(),
});
/** A message that will not be tried again by itself. */
export type DeadLetter = z.infer<typeof row>;

/** Dead letters of alerts in the scope, the newest first, at most 500. */
export function listDeadLetters(on: Queryable, scope: Scope): Promise<DeadLetter[]> {
  return runStatement(on, {
    name: 'list-dead-letters',
    text: `select d.delivery_id as "deliveryId", a.alert_id as "alertId", a.number, d.target, d.reason, d.last_code as code,
        d.attempts, (select max(t.at) from delivery_attempts t where t.delivery_id = d.delivery_id) as "lastAt"
      from deliveries d join alerts a using (alert_id)
      where ${inScope} and d.status = 'dead' order by d.position desc limit 500`,
    values: scopeValues(scope),
    row,
  });
}

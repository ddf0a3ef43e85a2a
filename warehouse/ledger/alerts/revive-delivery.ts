import { z } from 'zod';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';

/** Makes a dead message of an alert ready to send again, with its old id; false when there is no dead one of that id. */
export async function reviveDelivery(tx: Transaction, alertId: string, deliveryId: string): Promise<boolean> {
  const revived = await runStatement(tx, {
    name: 'revive-delivery',
    text: `update deliveries set status = 'pending', written_at = now(), retry_at = null
      where delivery_id = $1 and alert_id = $2 and status = 'dead' returning delivery_id`,
    values: [deliveryId, alertId],
    row: z.object({ delivery_id: z.string() }),
  });
  return revived.length > 0;
}

/** Lets an endpoint be called again after it was disabled. */
export async function enableEndpoint(on: Queryable, endpointId: string): Promise<void> {
  await runStatement(on, {
    name: 'enable-endpoint',
    text: `update delivery_endpoints set disabled_at = null, disabled_reason = '', failures_in_a_row = 0
      where endpoint_id = $1`,
    values: [endpointId],
    row: noRow,
  });
}

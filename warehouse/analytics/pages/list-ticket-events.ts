import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** A document by the id that its platform gave it, and the event that it belongs to. */
const rowSchema = z.object({ external_id: z.string(), event_id: z.string() });

/**
 * The events of documents named by their platforms' ids; of an id that two platforms use, both. System-wide: whoever asks
 * keeps the alerts of these events to the asker's scope.
 */
export function listTicketEvents(
  reader: Analytics,
  ticketIds: readonly string[],
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(reader, {
    name: 'list_ticket_events',
    sql: `SELECT DISTINCT external_id, event_id FROM memberships FINAL
          WHERE external_id IN {ticketIds:Array(String)} ORDER BY external_id, event_id LIMIT 50000`,
    params: { ticketIds },
    row: rowSchema,
  });
}

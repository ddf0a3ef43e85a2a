import { type Analytics, insertRows } from '../analytics.ts';

/** Rows of the three tables that one batch changes, exactly as they are written. */
export interface PlannedRows {
  documents: object[];
  memberships: object[];
  events: object[];
}

/**
 * Writes the rows of a batch; they are there for every reader, and stay once they are forced to disk, which is the caller's.
 * Writing them again changes nothing: each table keeps the highest seq or revision of a key.
 */
export async function insertPlan(analytics: Analytics, rows: PlannedRows): Promise<void> {
  await Promise.all([
    insertRows(analytics, { name: 'insert_documents', table: 'documents', rows: rows.documents, forcedLater: true }),
    insertRows(analytics, {
      name: 'insert_memberships',
      table: 'memberships',
      rows: rows.memberships,
      forcedLater: true,
    }),
    insertRows(analytics, { name: 'insert_events', table: 'events', rows: rows.events, forcedLater: true }),
  ]);
}

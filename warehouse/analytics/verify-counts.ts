import { z } from 'zod';
import { type Analytics, runQuery } from './analytics.ts';

const rowSchema = z.object({ check: z.string(), stored: z.number(), recounted: z.number() });
export type Recount = z.infer<typeof rowSchema>;

/** Stored figures beside the same figures recounted from the documents themselves. */
export function listRecounts(analytics: Analytics): Promise<Recount[]> {
  return runQuery(analytics, { name: 'list_recounts', sql: CHECKS.join('\nUNION ALL\n'), row: rowSchema });
}

// Each takes the latest version of a document by hand, without FINAL, so that a fault of the merging engine would show.
const LIVE_DOCUMENTS = `(SELECT source_id, external_id FROM documents GROUP BY source_id, external_id HAVING argMax(is_deleted, seq) = 0)`;
const LIVE_MEMBERSHIPS = `(SELECT source_id, external_id, argMax(event_id, revision) AS event_id
  FROM memberships GROUP BY source_id, external_id HAVING argMax(is_deleted, revision) = 0)`;

const CHECKS = [
  `SELECT 'documents' AS check, (SELECT count() FROM documents FINAL) AS stored, (SELECT count() FROM ${LIVE_DOCUMENTS}) AS recounted`,
  `SELECT 'memberships' AS check, (SELECT count() FROM memberships FINAL) AS stored, (SELECT count() FROM ${LIVE_DOCUMENTS}) AS recounted`,
  `SELECT 'documents without an event' AS check, (SELECT countIf((source_id, external_id) NOT IN (SELECT source_id, external_id FROM memberships FINAL)) FROM documents FINAL) AS stored, 0 AS recounted`,
  `SELECT 'members of an event that is not there' AS check, (SELECT countIf(event_id NOT IN (SELECT event_id FROM events FINAL)) FROM memberships FINAL) AS stored, 0 AS recounted`,
  `SELECT 'documents counted by events' AS check, (SELECT sum(document_count) FROM events FINAL) AS stored, (SELECT count() FROM ${LIVE_MEMBERSHIPS}) AS recounted`,
  `SELECT 'events with a wrong count' AS check, (SELECT count() FROM (SELECT event_id, document_count FROM events FINAL) AS e
     LEFT JOIN (SELECT event_id, count() AS members FROM ${LIVE_MEMBERSHIPS} GROUP BY event_id) AS m ON m.event_id = e.event_id
     WHERE e.document_count != m.members) AS stored, 0 AS recounted`,
];

import { z } from 'zod';
import { type Analytics, runCommand, runQuery } from '../analytics.ts';

/**
 * Copies to `shared_rows` the rows that it does not have yet of events that changed since an arrival order and have, or
 * had, two documents or told of a danger, month by month: all of an event that came to have two, of the others what came.
 * Broken off or done twice it changes nothing that is read before the mark is moved (settle-ranking.ts).
 */
export async function copySharedRows(analytics: Analytics, since: { from: number }): Promise<void> {
  for (const month of await listMonths(analytics, since))
    await runCommand(analytics, {
      name: 'copy_shared_rows',
      sql: COPY,
      params: { ...since, month },
    });
}

/** Months (UTC) of which rows are missing, as 202012. */
async function listMonths(analytics: Analytics, since: { from: number }): Promise<number[]> {
  const rows = await runQuery(analytics, {
    name: 'list_months_to_copy',
    sql: `SELECT DISTINCT toYYYYMM(day) AS month FROM ranking_rows WHERE ${missing('1')} ORDER BY month`,
    params: since,
    row: z.object({ month: z.number() }),
  });
  return rows.map(({ month }) => month);
}

const SINCE = 'revision >= {from:UInt64}';
const SHARED = 'SELECT event FROM ranking_keys WHERE is_single = 0';

function missing(within: string): string {
  const changed = `SELECT subject FROM ranking_rows WHERE is_mention = 0 AND ${within} AND ${SINCE} UNION ALL ${SHARED} AND ${SINCE}`;
  return `is_mention = 0 AND ${within} AND subject IN (${changed})
    AND subject IN (${SHARED} UNION ALL SELECT event FROM severe_events)
    AND (subject, day, document, revision) NOT IN (
      SELECT subject, day, document, revision FROM shared_rows WHERE ${within} AND subject IN (${changed}))`;
}

const COLUMNS =
  'subject, day, document, published_at, revision, is_deleted, ward, person, copy, source, severity, weighs, is_open, is_private';
// Taken out rows too: they take out what was copied.
const COPY = `
INSERT INTO shared_rows (${COLUMNS})
SELECT ${COLUMNS} FROM ranking_rows WHERE ${missing('toYYYYMM(day) = {month:UInt32}')}`;

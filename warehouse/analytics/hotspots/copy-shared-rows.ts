import { z } from 'zod';
import { type Analytics, runCommand, runQuery } from '../analytics.ts';

/** From which arrival order on rows have come since the copy was up to date, and up to which it will be. */
interface Copied {
  from: number;
  seq: number;
}

/**
 * Copies to `shared_rows`, month by month, what has come of events that have, or had, two documents or told of a danger,
 * and all of those of them that it does not have yet. Broken off or done twice it changes nothing that is read before the
 * mark is moved (settle-ranking.ts): what a copying brought that did not end vouches for nothing. `most` is the number of
 * documents beyond which all is copied again.
 */
export async function copySharedRows(analytics: Analytics, copied: Copied, most = MOST): Promise<void> {
  const rowsOf = (await countCome(analytics, copied)) > most ? [ALL] : [COME, NEW];
  for (const rows of rowsOf)
    for (const month of await listMonths(analytics, rows, copied))
      await runCommand(analytics, { name: 'copy_shared_rows', sql: copyOf(rows), params: { ...copied, month } });
}

/** Where more documents have come, as while years are imported, it takes less to copy all again than to tell events apart. */
const MOST = 100_000;

async function countCome(analytics: Analytics, copied: Copied): Promise<number> {
  const [come] = await runQuery(analytics, {
    name: 'count_rows_to_copy',
    sql: `SELECT count() AS rows FROM ranking_rows WHERE is_mention = 0 AND ${SINCE}`,
    params: { ...copied },
    row: z.object({ rows: z.number() }),
  });
  return come!.rows;
}

/** Months (UTC) of such rows, as 202012. */
async function listMonths(analytics: Analytics, rows: string, copied: Copied): Promise<number[]> {
  const months = await runQuery(analytics, {
    name: 'list_months_to_copy',
    sql: `SELECT DISTINCT toYYYYMM(day) AS month FROM ranking_rows WHERE ${rows} ORDER BY month`,
    params: { ...copied },
    row: z.object({ month: z.number() }),
  });
  return months.map(({ month }) => month);
}

const SINCE = 'revision >= {from:UInt64}';
const ALL = `is_mention = 0 AND subject IN (
  SELECT event FROM ranking_keys WHERE is_single = 0 UNION ALL SELECT event FROM severe_events)`;
const TOUCHED = `SELECT subject FROM ranking_rows WHERE is_mention = 0 AND ${SINCE}`;
/** Changed events of two documents or more, or of a danger; looked up by the changed ones, since there are so many more. */
const CHANGED = `
    SELECT event FROM ranking_keys WHERE is_single = 0 AND ${SINCE}
    UNION ALL SELECT event FROM ranking_keys WHERE is_single = 0 AND event IN (${TOUCHED})
    UNION ALL SELECT event FROM severe_events WHERE event IN (${TOUCHED})`;
const COME = `is_mention = 0 AND ${SINCE} AND subject IN (${CHANGED})`;
const NEW = `is_mention = 0 AND subject IN (
  SELECT event FROM (${CHANGED})
  WHERE event NOT IN (SELECT subject FROM shared_rows WHERE seq < {from:UInt64} AND subject IN (${CHANGED})))`;

const COLUMNS =
  'subject, day, document, published_at, revision, is_deleted, ward, person, copy, source, severity, weighs, is_open, is_private';
// Taken out rows too: they take out what was copied.
const copyOf = (rows: string): string => `
INSERT INTO shared_rows (${COLUMNS}, seq)
SELECT ${COLUMNS}, {seq:UInt64} FROM ranking_rows WHERE toYYYYMM(day) = {month:UInt32} AND ${rows}`;

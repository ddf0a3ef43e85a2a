import { z } from 'zod';
import { type Analytics, runCommand, runQuery } from '../analytics.ts';

/** From which arrival order on rows have come since the copy was up to date, and up to which it will be. */
interface Copied {
  from: number;
  seq: number;
}

/**
 * Copies to `shared_rows`, month by month, what has come of events that have, or had, two documents or told of a danger,
 * and all of those of them that it does not have yet, which `shared_events` names. Broken off or done twice it changes
 * nothing that is read before the mark is moved (settle-ranking.ts). `most` is the number of documents beyond which all is
 * copied again.
 */
export async function copySharedRows(analytics: Analytics, copied: Copied, most = MOST): Promise<void> {
  const isAll = (await countCome(analytics, copied)) > most;
  // Named first: of events that others join meanwhile rows are copied too, but none is named whose rows are not.
  await runCommand(analytics, {
    name: 'name_shared_events',
    sql: `INSERT INTO shared_events (event, seq) SELECT DISTINCT event, {seq:UInt64} FROM (${isAll ? ALL : NEW})`,
    params: { ...copied },
  });
  for (const rows of isAll ? [ALL_ROWS] : [COME_ROWS, NEW_ROWS])
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
const TOUCHED = `SELECT subject FROM ranking_rows WHERE is_mention = 0 AND ${SINCE}`;
const ALL = 'SELECT event FROM ranking_keys WHERE is_single = 0 UNION ALL SELECT event FROM severe_events';
/** Looked up by those that changed, since there are so many more. */
const CHANGED = `
    SELECT event FROM ranking_keys WHERE is_single = 0 AND ${SINCE}
    UNION ALL SELECT event FROM ranking_keys WHERE is_single = 0 AND event IN (${TOUCHED})
    UNION ALL SELECT event FROM severe_events WHERE event IN (${TOUCHED})`;
const NEW = `SELECT event FROM (${CHANGED}) WHERE event NOT IN (SELECT event FROM shared_events WHERE seq < {from:UInt64})`;

const ALL_ROWS = `is_mention = 0 AND subject IN (${ALL})`;
const COME_ROWS = `is_mention = 0 AND ${SINCE} AND subject IN (${CHANGED})`;
const NEW_ROWS = `is_mention = 0 AND subject IN (${NEW})`;

const COLUMNS =
  'subject, day, document, published_at, revision, is_deleted, ward, person, copy, source, severity, weighs, is_open, is_private';
// Taken out rows too: they take out what was copied.
const copyOf = (rows: string): string => `
INSERT INTO shared_rows (${COLUMNS})
SELECT ${COLUMNS} FROM ranking_rows WHERE toYYYYMM(day) = {month:UInt32} AND ${rows}`;

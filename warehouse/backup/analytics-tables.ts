import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics/analytics.ts';

/** Written after the rows that they vouch for, so they are copied before them: a copied run has all its rows. */
const FIRST = new Set(['hotspot_runs', 'usual_marks']);

/**
 * The tables of ours that hold rows, in the order to copy them: not the record of migrations, and of a sharded table
 * only the one in front of its shards.
 */
export async function listAnalyticsTables(analytics: Analytics): Promise<string[]> {
  const rows = await runQuery(analytics, {
    name: 'list-analytics-tables',
    sql: `SELECT name FROM system.tables
          WHERE database = currentDatabase() AND (engine LIKE '%MergeTree' OR engine = 'Distributed')
            AND name NOT LIKE '.inner%' AND NOT endsWith(name, '_local') AND name != 'schema_migrations'
          ORDER BY name`,
    row: z.object({ name: z.string() }),
  });
  return rows.map(({ name }) => name).toSorted((a, b) => Number(FIRST.has(b)) - Number(FIRST.has(a)));
}

/** All versions of the rows of a table, as `SELECT *` gives them. `table` is one of listAnalyticsTables. */
export async function countTableRows(analytics: Analytics, table: string): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count-table-rows',
    sql: 'SELECT count() AS rows FROM {table:Identifier}',
    params: { table },
    row: z.object({ rows: z.number() }),
  });
  return row!.rows;
}

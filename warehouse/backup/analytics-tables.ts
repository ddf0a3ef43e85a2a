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

/** The rows of a table, all versions of them, or with `final` the last ones. `table` is one of listAnalyticsTables. */
export async function countTableRows(analytics: Analytics, table: string, final = false): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count-table-rows',
    sql: `SELECT count() AS rows FROM {table:Identifier}${final ? ' FINAL' : ''}`,
    params: { table },
    row: z.object({ rows: z.number() }),
  });
  return row!.rows;
}

/** Whether the version of a row that was written last is the one that holds, for want of a column that says so. */
export async function isLastWrittenKept(analytics: Analytics, table: string): Promise<boolean> {
  const [row] = await runQuery(analytics, {
    name: 'get-table-engine',
    sql: `SELECT match(engine_full, '^ReplacingMergeTree(?:\\(\\))? ') AS unversioned FROM system.tables
          WHERE database = currentDatabase() AND name = {table:String}`,
    params: { table },
    row: z.object({ unversioned: z.number() }),
  });
  return row!.unversioned === 1;
}

/** Those of the tables that a view feeds when rows come into another. */
export async function listFedTables(analytics: Analytics): Promise<ReadonlySet<string>> {
  const rows = await runQuery(analytics, {
    name: 'list-fed-tables',
    sql: `SELECT extract(create_table_query, ' TO (?:\\w+\\.)?(\\w+)') AS name FROM system.tables
          WHERE database = currentDatabase() AND engine = 'MaterializedView'`,
    row: z.object({ name: z.string() }),
  });
  return new Set(rows.map(({ name }) => name.replace(/_local$/, '')));
}

import { join } from 'node:path';
import { type Analytics, ofAllMonths, runCommand } from '../analytics/analytics.ts';
import { countTableRows, isLastWrittenKept } from './analytics-tables.ts';
import { type BackupFile, readGzip, writeGzip } from './file-sum.ts';

/** The server's own column format: nothing is converted on the way out or in. */
const FORMAT = 'Native';

/**
 * Writes all rows of a table into `folder`, with every version of them; where the order of writing decides between
 * versions, which a copy does not keep, only those that hold.
 */
export async function dumpTable(analytics: Analytics, table: string, folder: string): Promise<BackupFile> {
  const file = `analytics.${table}.native.gz`;
  const final = await isLastWrittenKept(analytics, table);
  const rows = await countTableRows(analytics, table, final);
  const { stream } = await analytics.client.exec({
    query: `SELECT * FROM {table:Identifier}${final ? ' FINAL' : ''} FORMAT ${FORMAT}`,
    query_params: { table },
  });
  return { table, file, rows, sha256: await writeGzip(stream, join(folder, file)) };
}

/** Fills an empty table from a backup, with every version of a row that it had. Throws where the server did not take all. */
export async function loadTable(analytics: Analytics, { table, file }: BackupFile, folder: string): Promise<void> {
  const { stream } = await analytics.client.exec({
    query: `INSERT INTO {table:Identifier} FORMAT ${FORMAT}`,
    query_params: { table },
    values: readGzip(join(folder, file)),
    clickhouse_settings: { ...ofAllMonths, wait_end_of_query: 1, optimize_on_insert: 0 },
  });
  stream.resume();
}

/** Empties a table. */
export async function emptyTable(analytics: Analytics, table: string): Promise<void> {
  await runCommand(analytics, { name: 'empty-table', sql: 'TRUNCATE TABLE {table:Identifier}', params: { table } });
}

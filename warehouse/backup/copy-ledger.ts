import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { noRow, runStatement, type Transaction } from '../ledger/ledger.ts';
import { type BackupFile, readGzip, writeGzip } from './file-sum.ts';
import type { LedgerTable } from './ledger-tables.ts';

/** Rows that cross at once; of tables with attachments fewer, since each may be megabytes. */
const PAGE = 1_000;
const PAGE_OF_BYTES = 20;

/**
 * Writes all rows of a table, as the transaction sees them, into `folder`: one line of JSON each, worded by the server,
 * so that no value passes through a JavaScript number.
 */
export async function dumpLedgerTable(tx: Transaction, table: LedgerTable, folder: string): Promise<BackupFile> {
  const file = `ledger.${table.table}.jsonl.gz`;
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    const open = `declare copied no scroll cursor for select to_jsonb(t)::text as line from ${table.table} t`;
    await runStatement(tx, { name: 'open-copy', text: open, row: noRow });
    for (;;) {
      const text = `fetch ${table.has_bytes ? PAGE_OF_BYTES : PAGE} from copied`;
      const page = await runStatement(tx, { name: 'fetch-copy', text, row: z.object({ line: z.string() }) });
      if (page.length === 0) break;
      rows += page.length;
      yield page.map(({ line }) => `${line}\n`).join('');
    }
    await runStatement(tx, { name: 'close-copy', text: 'close copied', row: noRow });
  }
  const sha256 = await writeGzip(lines(), join(folder, file));
  return { table: table.table, file, rows, sha256 };
}

/** Empties the tables, also of the rows that migrations put there; append-only tables let it happen here alone. */
export async function emptyLedger(tx: Transaction, tables: readonly LedgerTable[]): Promise<void> {
  for (const { table } of tables) await switchTriggers(tx, table, 'disable');
  const text = `truncate ${tables.map(({ table }) => table).join(', ')} restart identity`;
  await runStatement(tx, { name: 'empty-ledger', text, row: noRow });
}

/** Fills an emptied table from a backup, row by row as they were: no trigger of ours computes anything anew. */
export async function loadLedgerTable(
  tx: Transaction,
  table: LedgerTable,
  from: { folder: string; file: string },
): Promise<void> {
  const text = `insert into ${table.table} (${table.columns}) overriding system value
    select ${table.columns} from jsonb_populate_recordset(null::${table.table}, $1::jsonb)`;
  const page: string[] = [];
  const flush = async (): Promise<void> => {
    if (page.length > 0)
      await runStatement(tx, { name: 'load-copy', text, values: [`[${page.join(',')}]`], row: noRow });
    page.length = 0;
  };
  for await (const line of createInterface({ input: readGzip(join(from.folder, from.file)), crlfDelay: Infinity })) {
    page.push(line);
    if (page.length === (table.has_bytes ? PAGE_OF_BYTES : PAGE)) await flush();
  }
  await flush();
  await switchTriggers(tx, table.table, 'enable');
}

async function switchTriggers(tx: Transaction, table: string, to: 'enable' | 'disable'): Promise<void> {
  await runStatement(tx, { name: 'switch-triggers', text: `alter table ${table} ${to} trigger user`, row: noRow });
}

/** Numbers go on after the highest that was given. */
export async function resumeSequences(tx: Transaction, table: string): Promise<void> {
  const columns = await runStatement(tx, {
    name: 'list-sequences',
    text: `select quote_ident(a.attname) as name, pg_get_serial_sequence($1, a.attname) as sequence
           from pg_attribute a
           where a.attrelid = $1::regclass and a.attnum > 0 and pg_get_serial_sequence($1, a.attname) is not null`,
    values: [table],
    row: z.object({ name: z.string(), sequence: z.string() }),
  });
  for (const { name, sequence } of columns)
    await runStatement(tx, {
      name: 'resume-sequence',
      text: `select setval($1::regclass, (select max(${name}) from ${table})) where exists (select from ${table})`,
      values: [sequence],
      row: noRow,
    });
}

import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  run_no: z.number(),
  gazetteer: z.string(),
  asked_at: z.string(),
  total: z.number(),
  looked: z.number(),
  found: z.number(),
  moved_at: z.string(),
  finished_at: z.string().nullable(),
});
/** A run that looks again for the ward of documents that had none. */
export type RelocationRow = z.infer<typeof rowSchema>;

/** Begins a run; null while another is under way. */
export async function insertRelocation(
  on: Queryable,
  run: { gazetteer: string; total: number; at: string },
): Promise<number | null> {
  const [row] = await runStatement(on, {
    name: 'insert-relocation',
    text: `insert into relocations (gazetteer, asked_at, total, moved_at) values ($1, $2, $3, $2)
           on conflict do nothing returning run_no`,
    values: [run.gazetteer, run.at, run.total],
    row: z.object({ run_no: z.number() }),
  });
  return row?.run_no ?? null;
}

/** Notes how far a run is. */
export async function moveRelocation(
  on: Queryable,
  run: { runNo: number; looked: number; found: number; at: string; isFinished?: boolean },
): Promise<void> {
  await runStatement(on, {
    name: 'move-relocation',
    text: `update relocations set looked = $2, found = $3, moved_at = $4,
             finished_at = case when $5 then $4::timestamptz end
           where run_no = $1 and finished_at is null`,
    values: [run.runNo, run.looked, run.found, run.at, run.isFinished ?? false],
    row: noRow,
  });
}

/** The latest run, finished or not. */
export async function getLatestRelocation(on: Queryable): Promise<RelocationRow | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-latest-relocation',
    text: `select run_no, gazetteer, asked_at, total, looked, found, moved_at, finished_at
           from relocations order by run_no desc limit 1`,
    row: rowSchema,
  });
  return row;
}

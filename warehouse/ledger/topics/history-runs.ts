import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  run_no: z.number(),
  version: z.string(),
  asked_at: z.string(),
  asked_by: z.string(),
  total: z.number(),
  done: z.number(),
  moved_at: z.string(),
  finished_at: z.string().nullable(),
  problem: z.string(),
});
export type HistoryRunRow = z.infer<typeof rowSchema>;

/** Begins a run; null while another is under way. */
export async function insertHistoryRun(
  on: Queryable,
  run: { version: string; total: number; at: string; by: string },
): Promise<number | null> {
  const [row] = await runStatement(on, {
    name: 'insert-history-run',
    text: `insert into history_runs (version, asked_at, asked_by, total, moved_at) values ($1, $2, $3, $4, $2)
           on conflict do nothing returning run_no`,
    values: [run.version, run.at, run.by, run.total],
    row: z.object({ run_no: z.number() }),
  });
  return row?.run_no ?? null;
}

/** Notes how far a run is. */
export async function moveHistoryRun(
  on: Queryable,
  run: { runNo: number; done: number; at: string; isFinished?: boolean; problem?: string },
): Promise<void> {
  await runStatement(on, {
    name: 'move-history-run',
    text: `update history_runs set done = $2, moved_at = $3, problem = $4,
             finished_at = case when $5 then $3::timestamptz end
           where run_no = $1 and finished_at is null`,
    values: [run.runNo, run.done, run.at, run.problem ?? '', run.isFinished ?? false],
    row: noRow,
  });
}

/** The latest run, finished or not. */
export async function getLatestHistoryRun(on: Queryable): Promise<HistoryRunRow | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-latest-history-run',
    text: `select run_no, version, asked_at, asked_by, total, done, moved_at, finished_at, problem
           from history_runs order by run_no desc limit 1`,
    row: rowSchema,
  });
  return row;
}

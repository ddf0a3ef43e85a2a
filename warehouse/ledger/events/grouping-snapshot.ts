import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

/** A file that holds the state of the grouping as of a batch: everything up to it, nothing behind it. */
export interface SnapshotMark {
  snapshotId: string;
  batchNo: number;
}

/** The snapshot that belongs to this ledger. */
export async function getSnapshotMark(on: Queryable): Promise<SnapshotMark | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-snapshot-mark',
    text: 'select snapshot_id, batch_no from grouping_snapshot',
    row: z.object({ snapshot_id: z.string(), batch_no: z.number() }),
  });
  return row && { snapshotId: row.snapshot_id, batchNo: row.batch_no };
}

/** Puts a snapshot in the place of the one before; null when none holds any more. */
export async function putSnapshotMark(on: Queryable, mark: SnapshotMark | null): Promise<void> {
  if (mark === null) {
    await runStatement(on, { name: 'delete-snapshot-mark', text: 'delete from grouping_snapshot', row: noRow });
    return;
  }
  await runStatement(on, {
    name: 'put-snapshot-mark',
    text: `insert into grouping_snapshot (snapshot_id, batch_no) values ($1, $2)
           on conflict (is_only) do update set snapshot_id = $1, batch_no = $2, saved_at = now()`,
    values: [mark.snapshotId, mark.batchNo],
    row: noRow,
  });
}

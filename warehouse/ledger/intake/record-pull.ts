import { noRow, type Queryable, runStatement } from '../ledger.ts';

/** Moves the cursor of a source after a good pull, in the transaction that stored what was pulled. */
export async function recordPull(
  on: Queryable,
  pull: { sourceId: string; cursor: string | null; at: string },
): Promise<void> {
  await runStatement(on, {
    name: 'record-pull',
    text: `update sources set cursor = coalesce($2, cursor), last_pull_at = $3, last_error = '', failing_since = null where source_id = $1`,
    values: [pull.sourceId, pull.cursor, pull.at],
    row: noRow,
  });
}

/** Notes that a pull failed; the first failure in a row dates `failing_since`. */
export async function recordPullFailure(
  on: Queryable,
  failure: { sourceId: string; error: string; at: string },
): Promise<void> {
  await runStatement(on, {
    name: 'record-pull-failure',
    text: 'update sources set last_error = $2, failing_since = coalesce(failing_since, $3) where source_id = $1',
    values: [failure.sourceId, failure.error.slice(0, 500), failure.at],
    row: noRow,
  });
}

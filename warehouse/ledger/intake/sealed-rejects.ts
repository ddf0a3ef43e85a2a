import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  reject_id: z.number(),
  position: z.string(),
  sealed: z.instanceof(Uint8Array).nullable(),
});
export type SealedReject = z.infer<typeof rowSchema>;

/** Rejects of a source that were not tried again yet and can be, oldest first; `reason` '' is every reason. */
export function listSealedRejects(
  on: Queryable,
  { sourceId, reason, limit }: { sourceId: string; reason: string; limit: number },
): Promise<SealedReject[]> {
  return runStatement(on, {
    name: 'list-sealed-rejects',
    text: `select reject_id, position, sealed from rejects
           where source_id = $1 and ($2 = '' or reason = $2) and replayed_at is null and sealed is not null
           order by reject_id limit $3`,
    values: [sourceId, reason, limit],
    row: rowSchema,
  });
}

/** Notes that rejects were tried again; what was received of them goes. */
export async function markReplayed(on: Queryable, ids: readonly number[], at: string): Promise<void> {
  await runStatement(on, {
    name: 'mark-replayed',
    text: 'update rejects set replayed_at = $2, sealed = null where reject_id = any($1) and replayed_at is null',
    values: [ids, at],
    row: noRow,
  });
}

/** Notes that the rows of a source that were rejected within a time, in these words, were read again. */
export async function settleRejects(
  on: Queryable,
  { sourceId, since, until, words }: { sourceId: string; since: string; until: string; words: string },
): Promise<void> {
  await runStatement(on, {
    name: 'settle-rejects',
    text: `update rejects set replayed_at = $3, sealed = null
           where source_id = $1 and replayed_at is null and rejected_at between $2 and $3 and position($4 in detail) > 0`,
    values: [sourceId, since, until, words],
    row: noRow,
  });
}

/** Empties what was received of rejects older than `before`: it is kept for 90 days at most (trust.md). */
export async function forgetRejectedRows(on: Queryable, before: string): Promise<void> {
  await runStatement(on, {
    name: 'forget-rejected-rows',
    text: 'update rejects set sealed = null where rejected_at < $1 and sealed is not null',
    values: [before],
    row: noRow,
  });
}

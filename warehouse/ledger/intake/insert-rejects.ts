import { noRow, runStatement, type Transaction } from '../ledger.ts';

/** A row that could not be taken; detail and excerpt have passed the masker. */
export interface Reject {
  /** Line of the file, or the platform's id. */
  position: string;
  reason: string;
  detail: string;
  excerpt: string;
  /** The row as received, encrypted, so that it can be taken after a fix; null where there is none. */
  sealed: Uint8Array | null;
}

export interface RejectOrigin {
  sourceId: string;
  at: string;
  /** The source tells the same row again, as a platform whose pages are read twice: one that waits is kept once. */
  isRetold: boolean;
}

/** Keeps rejected rows with their reasons. */
export async function insertRejects(
  tx: Transaction,
  { sourceId, at, isRetold }: RejectOrigin,
  rejects: Reject[],
): Promise<void> {
  if (rejects.length === 0) return;
  await runStatement(tx, {
    name: 'insert-rejects',
    text: `insert into rejects (source_id, rejected_at, position, reason, detail, excerpt, sealed)
           select $1, $2, given.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
                  as given (position, reason, detail, excerpt, sealed)
           where not $8::boolean or not exists (select 1 from rejects r where r.source_id = $1 and r.position = given.position
                             and r.reason = given.reason and r.excerpt = given.excerpt and r.replayed_at is null)`,
    values: [
      sourceId,
      at,
      rejects.map((reject) => reject.position),
      rejects.map((reject) => reject.reason),
      rejects.map((reject) => reject.detail),
      rejects.map((reject) => reject.excerpt),
      // As Buffers, which the driver writes as bytes inside an array.
      rejects.map(({ sealed }) => sealed && Buffer.from(sealed)),
      isRetold,
    ],
    row: noRow,
  });
}

import { noRow, runStatement, type Transaction } from '../ledger.ts';

/** A row that could not be taken; detail and excerpt have passed the masker. */
export interface Reject {
  /** Line of the file, or the platform's id. */
  position: string;
  reason: string;
  detail: string;
  excerpt: string;
}

/** Keeps rejected rows with their reasons. */
export async function insertRejects(tx: Transaction, sourceId: string, at: string, rejects: Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await runStatement(tx, {
    name: 'insert-rejects',
    text: `insert into rejects (source_id, rejected_at, position, reason, detail, excerpt)
           select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[])`,
    values: [
      sourceId,
      at,
      rejects.map((reject) => reject.position),
      rejects.map((reject) => reject.reason),
      rejects.map((reject) => reject.detail),
      rejects.map((reject) => reject.excerpt),
    ],
    row: noRow,
  });
}

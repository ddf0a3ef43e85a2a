import { z } from 'zod';
import { runStatement, type Queryable, type Transaction } from '../ledger.ts';

const row = z.object({
  month: z.string(),
  version: z.number(),
  /** JSON text of the figures. */
  body: z.string(),
  at: z.string(),
  byName: z.string(),
  note: z.string(),
});
/** The published figures of a month: version 1, and its 更正. */
export type FrozenMonth = z.infer<typeof row>;
const fields = 'month, version, body, at, by_name as "byName", note';

/** Every version of a month, oldest first; empty when it is not frozen. */
export function listFrozenVersions(on: Queryable, month: string): Promise<FrozenMonth[]> {
  return runStatement(on, {
    name: 'list-frozen-versions',
    text: `select ${fields} from supervision_months where month = $1 order by version`,
    values: [month],
    row,
  });
}

/** The latest version of each frozen month up to `month`, newest first, at most `limit`. */
export function listFrozenMonths(on: Queryable, month: string, limit: number): Promise<FrozenMonth[]> {
  return runStatement(on, {
    name: 'list-frozen-months',
    text: `select distinct on (month) ${fields} from supervision_months where month <= $1
      order by month desc, version desc limit $2`,
    values: [month, limit],
    row,
  });
}

/** Adds a version; false when somebody else has added it first. */
export async function insertFrozenMonth(tx: Transaction, frozen: FrozenMonth): Promise<boolean> {
  const inserted = await runStatement(tx, {
    name: 'insert-frozen-month',
    text: `insert into supervision_months (month, version, body, at, by_name, note) values ($1, $2, $3, $4, $5, $6)
      on conflict do nothing returning month`,
    values: [frozen.month, frozen.version, frozen.body, frozen.at, frozen.byName, frozen.note],
    row: z.unknown(),
  });
  return inserted.length > 0;
}

import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.looseObject({ source_id: z.string(), external_id: z.string() });
export type MembershipRow = z.infer<typeof rowSchema>;

/** Keys per query: a list of identifiers of this length stays well below the server's limit of a query's size. */
const KEYS_PER_QUERY = 5_000;

/** Whole membership rows of the named documents, to be written again with another event. UInt64 hashes come as strings. */
export async function listMembershipRows(analytics: Analytics, keys: string[]): Promise<MembershipRow[]> {
  const rows: MembershipRow[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const page = await runQuery(analytics, {
      name: 'list_membership_rows',
      sql: `SELECT * EXCEPT (copy_key), toString(copy_key) AS copy_key
            FROM memberships FINAL
            WHERE concat(source_id, '\\x1f', external_id) IN {keys:Array(String)}`,
      params: { keys: keys.slice(start, start + KEYS_PER_QUERY) },
      row: rowSchema,
    });
    rows.push(...page);
  }
  return rows;
}

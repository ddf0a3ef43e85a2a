import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';
import { USER_COLUMNS, userRow } from './user-row.ts';

const rowSchema = userRow.extend({
  password_hash: z.string(),
  disabled: z.boolean(),
  locked_until: z.string().nullable(),
});
export type Credentials = z.infer<typeof rowSchema>;

/** What signing in checks; null for an unknown name. */
export async function getCredentials(on: Queryable, username: string): Promise<Credentials | null> {
  const [row] = await runStatement(on, {
    name: 'get-credentials',
    text: `select ${USER_COLUMNS}, u.password_hash, u.disabled_at is not null as disabled, u.locked_until from users u where u.username = $1`,
    values: [username],
    row: rowSchema,
  });
  return row ?? null;
}

/** Counts a failed attempt; the `limit`-th in a row locks the account until `lockedUntil`. */
export async function recordFailedSignIn(
  on: Queryable,
  userId: number,
  lock: { limit: number; until: string },
): Promise<void> {
  await runStatement(on, {
    name: 'record-failed-sign-in',
    text: `update users set
             locked_until = case when failed_count + 1 >= $2 then $3::timestamptz else locked_until end,
             failed_count = case when failed_count + 1 >= $2 then 0 else failed_count + 1 end
           where user_id = $1`,
    values: [userId, lock.limit, lock.until],
    row: noRow,
  });
}

/** Forgets the failed attempts after a good one. */
export async function clearFailedSignIns(on: Queryable, userId: number): Promise<void> {
  await runStatement(on, {
    name: 'clear-failed-sign-ins',
    text: 'update users set failed_count = 0, locked_until = null where user_id = $1',
    values: [userId],
    row: noRow,
  });
}

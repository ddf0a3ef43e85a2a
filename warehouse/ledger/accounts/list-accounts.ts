import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';
import { USER_COLUMNS, userRow } from './user-row.ts';

const row = userRow.extend({
  disabled: z.boolean(),
  /** Whether a password opens it; the example people of the demo have none. */
  hasPassword: z.boolean(),
  lastSignedInAt: z.string().nullable(),
});
export type AccountRow = z.infer<typeof row>;

/** Every account, those in use first, by name; a district has some hundreds. */
export function listAccounts(on: Queryable): Promise<AccountRow[]> {
  return runStatement(on, {
    name: 'list-accounts',
    text: `select ${USER_COLUMNS}, u.disabled_at is not null as disabled, u.password_hash <> '' as "hasPassword",
                  u.last_signed_in_at as "lastSignedInAt"
           from users u order by u.disabled_at is not null, u.role, u.username limit 5000`,
    row,
  });
}

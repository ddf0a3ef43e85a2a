import { type Queryable, runStatement } from '../ledger.ts';
import { type User, USER_COLUMNS, userRow } from './user-row.ts';

/** Those of the users that are not disabled and have a session, as they are now; looking does not count as use. */
export function listOpenUsers(on: Queryable, userIds: readonly number[]): Promise<User[]> {
  return runStatement(on, {
    name: 'list-open-users',
    text: `select ${USER_COLUMNS} from users u
           where u.user_id = any($1) and u.disabled_at is null
             and exists (select 1 from sessions s where s.user_id = u.user_id)`,
    values: [userIds],
    row: userRow,
  });
}

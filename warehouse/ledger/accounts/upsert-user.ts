import { type Queryable, runStatement } from '../ledger.ts';
import { type User, USER_COLUMNS, userRow } from './user-row.ts';

/** A user as the configuration or an administrator words it; passwordHash '' for a demo persona. */
export type NewUser = Omit<User, 'user_id'> & { password_hash: string };

/** Creates a user or brings name, role and scope up to date; an empty hash leaves the password as it is. */
export async function upsertUser(on: Queryable, user: NewUser): Promise<User> {
  const [row] = await runStatement(on, {
    name: 'upsert-user',
    text: `insert into users as u (username, display_name, password_hash, role, wards, lines, department_code)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (username) do update set display_name = excluded.display_name, role = excluded.role,
             wards = excluded.wards, lines = excluded.lines, department_code = excluded.department_code,
             password_hash = case when excluded.password_hash = '' then u.password_hash else excluded.password_hash end
           returning ${USER_COLUMNS}`,
    values: [
      user.username,
      user.display_name,
      user.password_hash,
      user.role,
      user.wards,
      user.lines,
      user.department_code,
    ],
    row: userRow,
  });
  return row!;
}

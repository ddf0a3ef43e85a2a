import { noRow, type Queryable, runStatement } from '../ledger.ts';
import { type User, USER_COLUMNS, userRow } from './user-row.ts';

/** Changes name, role and scope of an account; undefined when there is none. */
export async function changeAccount(on: Queryable, user: Omit<User, 'username'>): Promise<User | undefined> {
  const [row] = await runStatement(on, {
    name: 'change-account',
    text: `update users u set display_name = $2, role = $3, wards = $4, lines = $5, department_code = $6
           where user_id = $1 returning ${USER_COLUMNS}`,
    values: [user.user_id, user.display_name, user.role, user.wards, user.lines, user.department_code],
    row: userRow,
  });
  return row;
}

/** Closes an account to its user, or opens it again; its sessions end with it. Undefined when there is none. */
export async function setDisabled(on: Queryable, userId: number, disabledAt: string | null): Promise<User | undefined> {
  const [row] = await runStatement(on, {
    name: 'set-disabled',
    text: `update users u set disabled_at = $2 where user_id = $1 returning ${USER_COLUMNS}`,
    values: [userId, disabledAt],
    row: userRow,
  });
  if (disabledAt !== null) await deleteSessionsOf(on, userId);
  return row;
}

/** Gives an account a new password, unlocks it and ends its sessions. Undefined when there is none. */
export async function setPassword(on: Queryable, userId: number, hash: string): Promise<User | undefined> {
  const [row] = await runStatement(on, {
    name: 'set-password',
    text: `update users u set password_hash = $2, failed_count = 0, locked_until = null
           where user_id = $1 returning ${USER_COLUMNS}`,
    values: [userId, hash],
    row: userRow,
  });
  await deleteSessionsOf(on, userId);
  return row;
}

async function deleteSessionsOf(on: Queryable, userId: number): Promise<void> {
  await runStatement(on, {
    name: 'delete-sessions-of',
    text: 'delete from sessions where user_id = $1',
    values: [userId],
    row: noRow,
  });
}

import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';
import { type User, USER_COLUMNS, userRow } from './user-row.ts';

/** Opens a session, notes the sign-in and gives the user's name; only the hash of the token is stored. */
export async function insertSession(
  on: Queryable,
  session: { tokenHash: Uint8Array; userId: number; at: string },
): Promise<string> {
  const [user] = await runStatement(on, {
    name: 'insert-session',
    text: `with opened as (insert into sessions (token_hash, user_id, created_at, last_seen_at) values ($1, $2, $3, $3))
           update users set last_signed_in_at = $3 where user_id = $2 returning display_name`,
    values: [session.tokenHash, session.userId, session.at],
    row: z.object({ display_name: z.string() }),
  });
  return user!.display_name;
}

/**
 * The user of an open session, and notes to the minute that it was used; null when there is none, when it was idle since before
 * `idleSince` or opened before `openedSince`, or when the account was disabled. A wall screen stays signed in for a
 * quarter: nobody stands before it in the morning.
 */
export async function touchSession(
  on: Queryable,
  session: { tokenHash: Uint8Array; at: string; idleSince: string; openedSince: string },
): Promise<User | null> {
  const [row] = await runStatement(on, {
    name: 'touch-session',
    text: `with used as (
             select ${USER_COLUMNS} from sessions s join users u using (user_id)
             where s.token_hash = $1 and u.disabled_at is null
               and s.last_seen_at > $3::timestamptz - ${WALL_STAYS} and s.created_at > $4::timestamptz - ${WALL_STAYS}),
           noted as (
             update sessions set last_seen_at = $2::timestamptz from used
             where token_hash = $1 and last_seen_at < $2::timestamptz - ${NOTED_EVERY})
           select * from used`,
    values: [session.tokenHash, session.at, session.idleSince, session.openedSince],
    row: userRow,
  });
  return row ?? null;
}

/** A page asks some ten things at once: were each noted, each would wait for the disk, and for the one before. */
const NOTED_EVERY = `interval '1 minute'`;
const WALL_STAYS = `case when u.role = 'wall' then interval '90 days' else interval '0' end`;

/** Ends a session. */
export async function deleteSession(on: Queryable, tokenHash: Uint8Array): Promise<void> {
  await runStatement(on, {
    name: 'delete-session',
    text: 'delete from sessions where token_hash = $1',
    values: [tokenHash],
    row: noRow,
  });
}

/** Removes sessions that ended by age. */
export async function pruneSessions(on: Queryable, openedBefore: string): Promise<void> {
  await runStatement(on, {
    name: 'prune-sessions',
    text: `delete from sessions s using users u where u.user_id = s.user_id and s.created_at < $1::timestamptz - ${WALL_STAYS}`,
    values: [openedBefore],
    row: noRow,
  });
}

import { hash, verify } from '@node-rs/argon2';
import { createHash, randomBytes } from 'node:crypto';
import { clearFailedSignIns, getCredentials, recordFailedSignIn } from '#warehouse/ledger/accounts/get-credentials.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { deleteSession, insertSession, pruneSessions, touchSession } from '#warehouse/ledger/accounts/sessions.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';

// OWASP's first choice for argon2id: 19 MiB, two passes; 11 ms here (measured).
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Five wrong passwords lock the account for a quarter of an hour (trust.md). */
const FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** A session ends after half an hour without use, and after a working day whatever happens. */
const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;

/** What became of an attempt to sign in. A wrong name, a wrong password and a locked account look the same. */
export type SignIn = { kind: 'opened'; token: string } | { kind: 'refused' };

/** Hashes a password for storage. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

/** Opens a session for a name and password. Sessions run on real time, whatever the district's clock says. */
export async function signIn(ledger: Ledger, username: string, password: string): Promise<SignIn> {
  const found = await getCredentials(ledger, username);
  const now = Date.now();
  // An unknown name costs as much time as a wrong password, so that names cannot be told by the clock.
  const good = await verify(found?.password_hash || (await decoyHash), password).catch(() => false);
  // Said after the hash, and in the same words: that a name is locked would tell that it exists.
  const locked = found?.locked_until && Date.parse(found.locked_until) > now;
  if (!found || found.disabled || found.password_hash === '' || locked) {
    await noteRefusal(ledger, found, locked ? 'locked' : found?.disabled ? 'disabled' : 'unknown');
    return { kind: 'refused' };
  }
  if (!good) {
    const until = new Date(now + LOCK_MS).toISOString();
    await recordFailedSignIn(ledger, found.user_id, { limit: FAILURES, until });
    await noteRefusal(ledger, found, 'password');
    return { kind: 'refused' };
  }
  await clearFailedSignIns(ledger, found.user_id);
  return { kind: 'opened', token: await openSession(ledger, found.user_id) };
}

/** An unknown name is not written down: people type their password into the wrong field. */
async function noteRefusal(ledger: Ledger, found: { user_id: number } | null, why: string): Promise<void> {
  await appendAudit(ledger, {
    at: new Date().toISOString(),
    actorId: '',
    actorName: '',
    action: 'session.refuse',
    target: found ? String(found.user_id) : '',
    detail: { why },
  });
}

const decoyHash = hashPassword(randomBytes(16).toString('hex'));

/** Opens a session and gives its token, 256 random bits; only their hash is stored. */
export async function openSession(ledger: Ledger, userId: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  // Whoever comes clears away what is over; nothing else does.
  await pruneSessions(ledger, new Date(now - ABSOLUTE_MS).toISOString());
  const at = new Date(now).toISOString();
  const actorName = await insertSession(ledger, { tokenHash: hashOf(token), userId, at });
  await appendAudit(ledger, { at, actorId: String(userId), actorName, action: 'session.open', target: '' });
  return token;
}

/** The user of a session's token; null when it is unknown, idle for too long or over. */
export function sessionUser(ledger: Ledger, token: string): Promise<User | null> {
  const now = Date.now();
  return touchSession(ledger, {
    tokenHash: hashOf(token),
    at: new Date(now).toISOString(),
    idleSince: new Date(now - IDLE_MS).toISOString(),
    openedSince: new Date(now - ABSOLUTE_MS).toISOString(),
  });
}

/** Ends a session; an unknown token changes nothing. */
export function closeSession(ledger: Ledger, token: string): Promise<void> {
  return deleteSession(ledger, hashOf(token));
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

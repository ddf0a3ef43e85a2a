import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { closeSession, hashPassword, openSession, sessionUser, signIn } from './sign-in.ts';

const { ledger } = await freshStores();
const password = '正确的口令 correct horse';
const hash = await hashPassword(password);
const start = Date.parse('2026-03-02T01:00:00.000Z');
const MINUTE = 60_000;
let count = 0;

/** Sessions run on real time: only the date is set, timers of the database client go on. */
const at = (minutes: number): void => void vi.setSystemTime(start + minutes * MINUTE);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(0);
});
afterEach(() => vi.useRealTimers());

function aUser(password_hash = hash): Promise<User> {
  const facts = { display_name: '张三', role: 'committee', wards: ['990113001001'], lines: null } as const;
  return upsertUser(ledger, {
    ...facts,
    wards: [...facts.wards],
    username: `u${(count += 1)}`,
    department_code: '',
    password_hash,
  });
}

async function signInTimes(times: number, username: string, given: string): Promise<string[]> {
  const kinds: string[] = [];
  for (let i = 0; i < times; i++) kinds.push((await signIn(ledger, username, given)).kind);
  return kinds;
}

const disable = (user: User): Promise<unknown> =>
  runStatement(ledger, {
    name: 'disable',
    text: 'update users set disabled_at = now() where user_id = $1',
    values: [user.user_id],
    row: noRow,
  });

async function tokenFor(user: User): Promise<string> {
  const result = await signIn(ledger, user.username, password);
  if (result.kind !== 'opened') throw new Error(result.kind);
  return result.token;
}

describe('signing in', () => {
  test('the right password opens a session, whose user and scope are those of the account', async () => {
    const user = await aUser();
    expect(await sessionUser(ledger, await tokenFor(user))).toEqual(user);
  });

  test('a wrong password and an unknown name get the same answer', async () => {
    const { username } = await aUser();
    const wrong = await signIn(ledger, username, 'wrong');
    expect(wrong).toEqual({ kind: 'refused' });
    expect(await signIn(ledger, 'nobody', password)).toEqual(wrong);
  });

  test('the fifth wrong password locks the account for a quarter of an hour, for the right one too', async () => {
    const user = await aUser();
    expect(await signInTimes(5, user.username, 'wrong')).toEqual(Array(5).fill('refused'));
    at(14.9);
    expect(await signIn(ledger, user.username, password)).toEqual({ kind: 'refused' });
    at(15.1);
    expect((await signIn(ledger, user.username, password)).kind).toBe('opened');
  });

  test('a right password in between forgets the wrong ones', async () => {
    const { username } = await aUser();
    await signInTimes(4, username, 'wrong');
    await signInTimes(1, username, password);
    expect(await signInTimes(5, username, 'wrong')).toEqual(Array(5).fill('refused'));
    expect((await signIn(ledger, username, password)).kind).toBe('refused');
  });

  test('a disabled account is refused like a wrong password, and its open sessions end at once', async () => {
    const user = await aUser();
    const token = await tokenFor(user);
    await disable(user);
    expect(await sessionUser(ledger, token)).toBeNull();
    expect(await signIn(ledger, user.username, password)).toEqual({ kind: 'refused' });
  });

  test('an account without a password is opened by none', async () => {
    const { username } = await aUser('');
    for (const given of ['', ' ', password]) expect(await signIn(ledger, username, given)).toEqual({ kind: 'refused' });
  });
});

describe('a session', () => {
  test('ends after half an hour without use', async () => {
    const token = await tokenFor(await aUser());
    at(29);
    expect(await sessionUser(ledger, token)).not.toBeNull();
    at(29 + 31);
    expect(await sessionUser(ledger, token)).toBeNull();
  });

  test('in use all the time ends after twelve hours', async () => {
    const token = await tokenFor(await aUser());
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      at(minutes);
      expect(await sessionUser(ledger, token)).not.toBeNull();
    }
    at(12 * 60 + 1);
    expect(await sessionUser(ledger, token)).toBeNull();
  });

  test('ends when it is closed, and no other with it', async () => {
    const user = await aUser();
    const [closed, other] = [await tokenFor(user), await tokenFor(user)];
    await closeSession(ledger, closed);
    expect(await sessionUser(ledger, closed)).toBeNull();
    expect(await sessionUser(ledger, other)).toEqual(user);
  });

  test('is not opened by a token that was never given, nor by what the table holds', async () => {
    await tokenFor(await aUser());
    const [row] = await runStatement(ledger, {
      name: 'token-hash',
      text: `select encode(token_hash, 'hex') as hex from sessions limit 1`,
      row: z.object({ hex: z.string() }),
    });
    for (const forged of ['', 'x', row!.hex, Buffer.from(row!.hex, 'hex').toString('base64url')])
      expect(await sessionUser(ledger, forged)).toBeNull();
  });

  test('that is over is cleared away by the next sign-in', async () => {
    const user = await aUser();
    await openSession(ledger, user.user_id);
    at(12 * 60 + 1);
    await openSession(ledger, user.user_id);
    const [row] = await runStatement(ledger, {
      name: 'count-sessions',
      text: 'select count(*) as sessions from sessions where user_id = $1',
      values: [user.user_id],
      row: z.object({ sessions: z.number() }),
    });
    expect(row).toEqual({ sessions: 1 });
  });
});

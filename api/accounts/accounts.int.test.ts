import { afterAll, describe, expect, test } from 'vitest';
import { deskFor } from '#jobs/alerts/testing/desk.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { Account, Session } from '../contract/session.ts';
import type { AuditPage } from '../contract/audit.ts';
import { SESSION_COOKIE } from '../http/session.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';

const stores = await freshStores();
const api = await startApi(await testContext(stores), deskFor(stores.ledger), { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
const admin = await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' });
const password = '春风又绿江南岸 2020';
const clerk = {
  username: 'li.clerk',
  name: '李经办',
  role: 'street_clerk',
  wards: ['999001001'],
  lines: null,
  departmentCode: '',
};

async function ask<T>(method: string, path: string, body?: object, cookie = admin) {
  const response = await fetch(`${api.url}/api/${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as T, headers: response.headers };
}

async function accountOf(username: string): Promise<Account> {
  const { body } = await ask<Account[]>('GET', 'accounts');
  return body.find((one) => one.username === username)!;
}

async function signInAs(username: string, given = password): Promise<string> {
  const { headers } = await ask('POST', 'session', { username, password: given }, '');
  return /minqing_session=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] ?? '';
}

const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await ask<Session>('GET', 'session', undefined, cookie)).body.user !== null;

describe('An administrator', () => {
  test('creates an account that signs in with its own scope, and sees when it last did', async () => {
    expect((await ask('POST', 'accounts', { ...clerk, password })).status).toBe(200);
    expect(await accountOf('li.clerk')).toMatchObject({ lastSignedInAt: null, disabled: false });
    const cookie = await signInAs('li.clerk');
    const { body } = await ask<Session>('GET', 'session', undefined, cookie);
    expect(body.user).toMatchObject({ name: '李经办', role: 'street_clerk', wards: ['999001001'] });
    expect((await accountOf('li.clerk')).lastSignedInAt).not.toBeNull();
  });

  test.each([
    ['a role whose wards are of another depth', { role: 'committee' }, 400],
    ['a ward that the district has not', { wards: ['999001009'] }, 400],
    ['a handler without a unit', { role: 'handler', wards: [''] }, 400],
    ['a short password', { password: 'short' }, 400],
    ['a name that is taken', {}, 409],
  ])('is refused %s', async (_what, changes, status) => {
    expect((await ask('POST', 'accounts', { ...clerk, password, ...changes })).status).toBe(status);
  });

  test('closes an account: its sessions and its open live pages end at once, and it signs in no more', async () => {
    const cookie = await signInAs('li.clerk');
    const page = await fetch(`${api.url}/api/stream`, { headers: { cookie } });
    const ended = page.text();
    const { id } = await accountOf('li.clerk');
    expect((await ask('POST', `accounts/${id}/switch`, { disabled: true })).status).toBe(200);
    expect(await isSignedIn(cookie)).toBe(false);
    expect(await ended).toContain('hello');
    expect(await signInAs('li.clerk')).toBe('');
    await ask('POST', `accounts/${id}/switch`, { disabled: false });
    expect(await isSignedIn(await signInAs('li.clerk'))).toBe(true);
  });

  test('gives a new password, which ends the sessions that the old one opened', async () => {
    const cookie = await signInAs('li.clerk');
    const { id } = await accountOf('li.clerk');
    await ask('POST', `accounts/${id}/password`, { password: `${password} 新` });
    expect(await isSignedIn(cookie)).toBe(false);
    expect(await signInAs('li.clerk')).toBe('');
    expect(await signInAs('li.clerk', `${password} 新`)).not.toBe('');
  });

  test('cannot lock themselves out', async () => {
    const me = await accountOf('district_admin-');
    expect((await ask('POST', `accounts/${me.id}/switch`, { disabled: true })).status).toBe(409);
    const demoted = { name: '我', role: 'auditor', wards: [''], lines: null, departmentCode: '' };
    expect((await ask('PUT', `accounts/${me.id}`, demoted)).status).toBe(409);
    expect(await isSignedIn(admin)).toBe(true);
  });

  test('finds every change in the audit log', async () => {
    const { body } = await ask<AuditPage>('GET', 'audit?action=account');
    expect(body.rows.map(({ action, target }) => `${action} ${target}`)).toEqual([
      'account.password li.clerk',
      'account.enable li.clerk',
      'account.disable li.clerk',
      'account.create li.clerk',
    ]);
  });
});

test('A wall screen’s account opens nothing of the district', async () => {
  const cookie = await cookieOf(stores, { role: 'wall' });
  expect(cookie).toContain(SESSION_COOKIE);
  for (const path of ['overview', 'documents', 'alerts', 'wards', 'settings'])
    expect([path, (await ask('GET', path, undefined, cookie)).status]).toEqual([path, 403]);
});

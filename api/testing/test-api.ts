import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import type { JobQueue } from '#jobs/queue/queue.ts';
import type { District } from '#warehouse/model/district.ts';
import type { FreshStores } from '#warehouse/testing/fresh-stores.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { openSession } from '../accounts/sign-in.ts';
import type { ApiContext } from '../context.ts';
import { SESSION_COOKIE } from '../http/session.ts';
import { namesOf } from '../pages/names.ts';
import { type RunningApi, startApi } from '../start-api.ts';

/** The API over a test's own stores; nothing is queued and no page is served. Name only what matters to the test. */
export function startTestApi(
  stores: FreshStores,
  { district, desk, ...changes }: { district: District; desk: AlertDesk } & Partial<ApiContext>,
): Promise<RunningApi> {
  const context: ApiContext = {
    reader: stores.reader,
    ledger: stores.ledger,
    queue: {} as JobQueue,
    district,
    names: namesOf(district),
    now: () => new Date(),
    replay: null,
    setupSecret: null,
    takePush: async () => ({ status: 404, body: {} }),
    log: { info() {}, warn() {}, error() {} },
    dashboardDir: '/nowhere',
    ...changes,
  };
  return startApi(context, desk, { host: '127.0.0.1', port: 0 });
}

/** Creates a user and gives the cookie of an open session. */
export async function cookieFor(stores: FreshStores, user: Partial<User> & { role: User['role'] }): Promise<string> {
  const { user_id } = await upsertUser(stores.ledger, {
    username: `${user.role} ${(user.wards ?? ['']).join()}`,
    display_name: '测试人',
    password_hash: '',
    wards: [''],
    lines: null,
    department_code: '',
    ...user,
  });
  return `${SESSION_COOKIE}=${await openSession(stores.ledger, user_id)}`;
}

import { shippedCalendar } from '#jobs/alerts/calendar/working-calendar.ts';
import { deskFor, officeFor } from '#jobs/alerts/testing/desk.ts';
import { district as fixture } from '#jobs/alerts/testing/fixtures.ts';
import { packNow } from '#jobs/intake/cleaned-batch.ts';
import { LearningDesk } from '#jobs/topics/learn/learning-desk.ts';
import type { JobQueue } from '#jobs/queue/queue.ts';
import { createQueryReader } from '#jobs/search/query-reader.ts';
import type { RenderPool } from '#jobs/reports/render/render-pool.ts';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import type { FreshStores } from '#warehouse/testing/fresh-stores.ts';
import { openSession } from '../accounts/sign-in.ts';
import type { ApiContext } from '../context.ts';
import { SESSION_COOKIE } from '../http/session.ts';
import { namesOf, wardsOf } from '../pages/names.ts';

/** The context of an API on real stores, with a quiet log and no pushed sources; tests replace what they look at. */
export async function testContext(
  { ledger, reader }: Pick<FreshStores, 'ledger' | 'reader'>,
  replaced: Partial<ApiContext> = {},
): Promise<ApiContext> {
  const district = replaced.district ?? fixture;
  const log = { info() {}, warn() {}, error() {} };
  const settings = await openSettings(ledger, { district, registry: settingRegistry, log });
  return {
    reader,
    // Tests rank without telling anybody.
    shown: { latest: () => getLatestRun(reader), note: () => {}, advance: async () => {} },
    ledger,
    // Routes that queue something are given a real queue by their own tests.
    queue: {} as JobQueue,
    settings,
    // Documents are analysed by threads that their own tests start; none stands for no document.
    cleaning: { again: async () => packNow([]), version: async () => 'test' },
    learning: new LearningDesk({ analytics: reader, ledger }),
    searching: createQueryReader(district, settings),
    district,
    names: namesOf(district),
    policy: deskFor(ledger).policy,
    office: officeFor(district),
    linkKey: Buffer.alloc(32, 3),
    now: () => new Date('2020-12-12T04:00:00.000Z'),
    replay: null,
    setupSecret: null,
    takePush: () => Promise.resolve({ status: 404, body: {} }),
    open311: null,
    reports: {
      analytics: reader,
      ledger,
      district,
      wards: wardsOf(district),
      calendar: shippedCalendar(),
      now: () => new Date('2020-12-12T04:00:00.000Z'),
      issuer: () => district.name,
      twoPeople: () => true,
      distribution: () => ({ rules: [], formats: ['docx'], attachUpToMb: 8 }),
      enqueueDelivery: () => Promise.resolve(),
      mask: (text) => text,
    },
    // Files are written by threads that their own tests start.
    rendering: {} as RenderPool,
    imports: null,
    beginDistrict: null,
    replayRejects: () => Promise.resolve({ tried: 0, accepted: 0, rejected: 0, lost: 0 }),
    log,
    dashboardDir: '/nowhere',
    ...replaced,
  };
}

/** Creates or changes a user and gives the cookie header of a session of theirs. */
export async function cookieOf(
  { ledger }: Pick<FreshStores, 'ledger'>,
  user: Partial<User> & Pick<User, 'role'>,
): Promise<string> {
  const stored = await upsertUser(ledger, {
    username: `${user.role}-${(user.wards ?? ['']).join('-')}`,
    display_name: user.role,
    password_hash: '',
    wards: [''],
    lines: null,
    department_code: '',
    ...user,
  });
  return `${SESSION_COOKIE}=${await openSession(ledger, stored.user_id)}`;
}

import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAnalytics, type Analytics } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { openLedger, type Ledger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { districtSchema, type District } from '#warehouse/model/district.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { parseAllowList } from '../../alerts/deliver/allow-list.ts';
import { endpointBook } from '../../alerts/deliver/endpoints.ts';
import { transports } from '../../alerts/deliver/transports.ts';
import { policyOf } from '../../alerts/lifecycle/policy.ts';
import { startReceiver } from '../../alerts/testing/receiver.ts';
import { type CleaningPool, createCleaningPool } from '../../intake/cleaning-pool.ts';
import { createGroupingPool } from '../../intake/grouping-pool.ts';
import { storeBatch } from '../../intake/store-batch.ts';
import { openQueue } from '../../queue/queue.ts';
import { openQueuePool } from '../../queue/queue-pool.ts';
import { startJobs } from '../../start-jobs.ts';
import { detectByDefault } from '../../testing/detect-by-default.ts';
import { somePosts } from '../../testing/some-posts.ts';
import { type CrossingReport, reportOf } from './crossing-report.ts';

const PER_SECOND = 50;
/** Rows of one push, as a platform that sends every tenth of a second. */
const PER_PUSH = 5;
/** Of the pushes every fifth carries an emergency: two a second. */
const EMERGENCY_EVERY = 5;
/** A lost queue job is found by a sweep after a minute, so what is late is lost only after longer than that. */
const LATEST_MS = 150_000;
const timeZone = 'Asia/Shanghai';
/** Faults are told: a run that was slow because the urgent path failed has to say so. */
const quiet = { info() {}, warn() {}, error: console.error };
const now = (): Date => new Date();
const cries = [
  '燃气泄漏，楼道里味道很重',
  '着火了，浓烟从窗户冒出来',
  '自来水总管爆裂，水漫到楼门口',
  '消防栓被撞坏，喷出大量的水',
];

const communityOf = (n: number, name: string) => ({
  code: `999001${String(1 + Math.floor(n / 30)).padStart(3, '0')}${String(1 + (n % 30)).padStart(3, '0')}`,
  name: `${name}村居委`,
  estates: [{ name: `${name}村` }],
});

/** The district of the run: one estate in each of 240 communities, so that each emergency is a matter of its own. */
function bigDistrict(receiver: string): District {
  const first = '东西南北春夏秋冬梅兰竹菊';
  const second = '山河湖海云霞松柏枫桦';
  const names = [...first]
    .flatMap((a) => [...second].map((b) => `${a}${b}`))
    .flatMap((name) => [`${name}一`, `${name}二`]);
  const communities = names.map((name, n) => communityOf(n, name));
  const streets = [...new Set(communities.map(({ code }) => code.slice(0, 9)))].map((code, n) => ({
    code,
    name: `第${'一二三四五六七八'[n]}街道`,
    communities: communities.filter((each) => each.code.startsWith(code)),
  }));
  const secret = `whsec_${Buffer.from('a secret of the bench, 32 bytes.').toString('base64')}`;
  const channels = [{ kind: 'webhook', url: receiver, secret }];
  return districtSchema.parse({
    code: '999001',
    name: '测试区',
    streets,
    departments: [{ code: 'duty', name: '应急值班', line: 'duty', channels }],
    routing: [{ topic: '', lead: 'duty' }],
  });
}

/** Feeds `seconds` of documents at 50 a second through intake, grouping, ranking and alerting as the product runs them. */
export async function crossingRun({ seconds }: { seconds: number }): Promise<CrossingReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-crossing-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  const arrived = new Map<string, number[]>();
  const receiver = await startReceiver((response, { body }) => {
    const { data } = JSON.parse(body) as { data: { alertId: string } };
    arrived.set(data.alertId, [...(arrived.get(data.alertId) ?? []), performance.now()]);
    response.writeHead(204).end();
  });
  const { clickhouse, postgres } = stores.addresses;
  await Promise.all([migrateAnalytics(clickhouse), migrateLedger(postgres.url)]);
  const analytics = openAnalytics(clickhouse);
  const ledger = openLedger(postgres.url);
  const district = bigDistrict(receiver.url);
  const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'b', key: Buffer.alloc(32, 1) } }, 1);
  const jobs = await startProduct({ analytics, ledger, district, cleaning, receiver: receiver.authority });
  try {
    const accepted = await feed({ ledger, cleaning, district }, seconds);
    for (const deadline = Date.now() + LATEST_MS; Date.now() < deadline && arrived.size < accepted.size;)
      await sleep(100);
    return await reportOf({ analytics, ledger }, { accepted, arrived, documents: seconds * PER_SECOND });
  } finally {
    await jobs.close();
    await cleaning.close();
    await Promise.all([analytics.close(), ledger.close(), receiver.close()]);
    await stores.close();
    await rm(await readlink(join(dataDir, 'postgres')).catch(() => dataDir), { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Product {
  analytics: Analytics;
  ledger: Ledger;
  district: District;
  cleaning: CleaningPool;
  receiver: string;
}

async function startProduct({ analytics, ledger, district, cleaning, receiver }: Product) {
  const queuePool = await openQueuePool(ledger.url);
  const queue = openQueue(queuePool);
  const desk = {
    ledger,
    policy: policyOf(district, shippedCalendar()),
    mask: (text: string) => text,
    enqueue: (tx: never, { deliveryId, delayMs }: { deliveryId: string; delayMs?: number }) =>
      queue.addIn(tx, 'deliver', { deliveryId }, delayMs ? { delayMs } : {}),
  };
  const jobs = await startJobs({
    queue,
    queuePool,
    applier: { analytics, ledger, grouping: createGroupingPool(), timeZone, now, log: quiet },
    pull: { ledger, cleaning, district, timeZone, now, log: quiet, tokens: new Map() },
    targets: [],
    rank: { analytics, desk: desk as never, district, now, log: quiet },
    detect: detectByDefault({ analytics, district, now, log: quiet }),
    // No report falls due in a run of minutes.
    reports: {} as never,
    freeze: {} as never,
    rerun: { analytics, ledger, cleaning, now },
    relocation: { analytics, ledger, district, now },
    newWords: { analytics, ledger, words: () => [], now },
    office: {
      transports,
      endpoints: endpointBook(district),
      allow: parseAllowList([receiver]),
      linkTo: (alertId) => `http://minqing.example/inbox/${alertId}`,
    },
    sweepEveryMs: 20_000,
    rankEveryMs: 300_000,
  });
  return {
    close: async () => {
      await jobs.close();
      await queue.close();
      await queuePool.end();
    },
  };
}

/** Pushes at the pace; gives when the emergency of each community was accepted. */
async function feed(
  { ledger, cleaning, district }: Pick<Product, 'ledger' | 'cleaning' | 'district'>,
  seconds: number,
): Promise<Map<string, number>> {
  const communities = district.streets.flatMap((street) => street.communities);
  const posts = somePosts(seconds * PER_SECOND, 7);
  const pushes = (seconds * PER_SECOND) / PER_PUSH;
  const accepted = new Map<string, number>();
  await upsertSource(ledger, { sourceId: 'forum', name: '论坛' });
  const started = performance.now();
  for (let n = 0; n < pushes; n += 1) {
    await sleep(Math.max(0, started + (n * 1000 * PER_PUSH) / PER_SECOND - performance.now()));
    const at = now().toISOString();
    const rows: Record<string, unknown>[] = posts
      .slice(n * PER_PUSH, (n + 1) * PER_PUSH)
      .map((post) => ({ ...post, publishedAt: at }));
    const community = n % EMERGENCY_EVERY === 0 ? communities[n / EMERGENCY_EVERY] : undefined;
    const estate = community?.estates[0]?.name ?? '';
    if (community) {
      const cry = cries[n % cries.length]!;
      rows[0] = { ...rows[0], title: `${estate}${cry.slice(0, 4)}`, text: `${estate}${cry}，请马上来人`, estate };
    }
    const values = rows.map((value, index) => ({ position: String(index), value }));
    const batch = await cleaning.clean({ sourceId: 'forum', sourceWard: '', history: false, now: at, rows: values });
    await storeBatch(ledger, { sourceId: 'forum', inputKey: `push:${n}`, cursor: null, now: at, timeZone }, batch);
    if (community) accepted.set(community.code, performance.now());
  }
  return accepted;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Analytics, openAnalytics, runCommand } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { openLedger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import { shippedCalendar } from '../alerts/calendar/working-calendar.ts';
import { parsePeriod } from '../reports/period.ts';
import { createRenderPool } from '../reports/render/render-pool.ts';
import { snapshotMaker, subjectsOf } from '../reports/snapshot/assemble-snapshot.ts';
import { collectRelease } from '../reports/snapshot/collect-release.ts';
import { writeReports } from '../reports/write-reports.ts';
import type { BenchRow } from './bench-row.ts';

/** The district of the public record: 565 committees and villages in 13 streets; a quarter of its posts. */
const COMMUNITIES = 565;
const STREETS = 13;
const DOCUMENTS = 60_000;
const EVENTS = 12_000;
const PERIOD = parsePeriod('2020-11')!;
const quiet = { info() {}, warn() {}, error() {} };
const MB = 1024 * 1024;

/** Seconds for the November reports of 565 wards, each as Word, PDF and workbook, and what memory it takes at a quarter and at the end. */
export async function run(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  const pool = createRenderPool();
  try {
    const { clickhouse, postgres } = stores.addresses;
    await Promise.all([migrateAnalytics(clickhouse), migrateLedger(postgres.url)]);
    const [analytics, ledger] = [openAnalytics(clickhouse), openLedger(postgres.url)];
    await fill(analytics);
    const district = syntheticDistrict();
    const wards = wardsOf(district);
    const calendar = shippedCalendar();
    const started = performance.now();
    const cpu = process.cpuUsage();
    const deps = { analytics, ledger, district, calendar, now: () => new Date('2020-12-10T00:00:00.000Z') };
    const make = snapshotMaker(await collectRelease(deps, PERIOD), { district, calendar, wards });
    const snapshots = subjectsOf(district, wards)
      .filter(({ level }) => level === 'community')
      .map((subject) => make(subject));
    const counted = performance.now();
    const memory = { quarter: 0, end: 0 };
    await writeReports(pool, snapshots, {
      folder: join(dataDir, 'out'),
      formats: ['docx', 'pdf', 'xlsx'],
      options: { kind: 'monthly', issuer: '区社会建设办公室' },
      onDone: ({ done, total }) => {
        if (done === Math.floor(total / 4)) memory.quarter = process.memoryUsage().rss / MB;
        if (done === total) memory.end = process.memoryUsage().rss / MB;
      },
    });
    const ended = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    await Promise.all([analytics.close(), ledger.close()]);
    const seconds = { all: (ended - started) / 1000, counting: (counted - started) / 1000, cpu: (user + system) / 1e6 };
    return rowsOf(seconds, memory);
  } finally {
    await pool.close();
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function rowsOf(
  seconds: { all: number; counting: number; cpu: number },
  memory: { quarter: number; end: number },
): BenchRow[] {
  const data = `${DOCUMENTS} synthetic documents, ${COMMUNITIES} wards, docx + pdf + xlsx`;
  const common = { bench: 'reports', data };
  return [
    {
      ...common,
      metric: 'wards_565_seconds',
      value: seconds.all,
      unit: 's',
      baseline: 'limit',
      baselineValue: 600,
      ratio: seconds.all / 600,
    },
    { ...common, metric: 'counting_seconds', value: seconds.counting, unit: 's' },
    // Of this process and its threads, on whatever the machine is busy with beside it.
    { ...common, metric: 'cpu_seconds', value: seconds.cpu, unit: 's' },
    {
      ...common,
      metric: 'memory_at_end_mb',
      value: memory.end,
      unit: 'MB',
      baseline: 'after a quarter',
      baselineValue: memory.quarter,
      ratio: memory.end / memory.quarter,
    },
  ];
}

const three = (number: number): string => String(number).padStart(3, '0');

function syntheticDistrict(): District {
  const streets = Array.from({ length: STREETS }, (_, street) => ({
    code: `990113${three(street + 1)}`,
    name: `第${street + 1}街道`,
    communities: Array.from({ length: COMMUNITIES }, (__, at) => at)
      .filter((at) => at % STREETS === street)
      .map((at) => ({
        code: `990113${three(street + 1)}${three(Math.floor(at / STREETS) + 1)}`,
        name: `第${at + 1}居委`,
        residents: 3_000,
      })),
  }));
  const departments = Array.from({ length: 20 }, (_, at) => ({
    code: `unit-${at + 1}`,
    name: `第${at + 1}局`,
    line: `条线${at + 1}`,
  }));
  const routing = departments.map(({ code }, at) => ({ topic: String(at + 1).padStart(2, '0'), lead: code }));
  return districtSchema.parse({
    code: '990113',
    name: '滨江区',
    streets,
    departments,
    routing: [...routing, { topic: '', lead: 'unit-1' }],
  });
}

function ward(of: Partial<Ward> & Pick<Ward, 'code' | 'name' | 'level' | 'parentCode'>): Ward {
  return { aliases: [], households: 0, residents: 0, ...of };
}

function wardsOf({ code, name, streets }: District): Ward[] {
  return [
    ward({ code, name, level: 'district', parentCode: '', residents: 1_695_000 }),
    ...streets.flatMap((street) => [
      ward({ code: street.code, name: street.name, level: 'street', parentCode: code, residents: 130_000 }),
      ...street.communities.map((each) => ward({ ...each, level: 'community', parentCode: street.code })),
    ]),
  ];
}

/** Three months; every value is a hash of the row's number. */
async function fill(analytics: Analytics): Promise<void> {
  const at = `cityHash64(number, 3) % ${COMMUNITIES}`;
  const wardCode = `concat('990113', leftPad(toString(1 + ${at} % ${STREETS}), 3, '0'), leftPad(toString(1 + intDiv(${at}, ${STREETS})), 3, '0'))`;
  const topic = `concat(leftPad(toString(1 + cityHash64(number, 5) % 20), 2, '0'), '01')`;
  const published = `toDateTime64('2020-12-09 00:00:00', 3, 'UTC') - toIntervalSecond(cityHash64(number, 2) % (90 * 86400))`;
  const common = `'s' AS source_id, toString(number) AS external_id, number AS seq, 0 AS is_deleted, ${published} AS published_at,
    ${wardCode} AS ward_code, ${topic} AS topic_code, 'complaint' AS nature, 0 AS severity, 'public' AS visibility, toString(cityHash64(number, 6) % 40000) AS reporter_key`;
  await runCommand(analytics, {
    name: 'bench_fill_documents',
    sql: `INSERT INTO documents (source_id, external_id, seq, is_deleted, published_at, ward_code, topic_code, nature, severity, visibility, reporter_key, version, status, title, text, reply, replied_at)
          SELECT ${common}, 1, if(number % 3 = 0, 'open', 'resolved'), '路灯不亮', '小区门口的路灯坏了三天，晚上看不清路，请尽快安排维修。', '已安排抢修。', published_at + 3600 FROM numbers(${DOCUMENTS})`,
  });
  await runCommand(analytics, {
    name: 'bench_fill_memberships',
    sql: `INSERT INTO memberships (source_id, external_id, seq, is_deleted, published_at, ward_code, topic_code, nature, severity, visibility, reporter_key, revision, event_id, is_open, copy_key, places)
          SELECT ${common}, number, concat('e', toString(cityHash64(number, 1) % 20), '-', ward_code), number % 3 = 0, number, [concat('p', toString(number % ${EVENTS}))] FROM numbers(${DOCUMENTS})`,
  });
  await runCommand(analytics, {
    name: 'bench_fill_events',
    sql: `INSERT INTO events (event_id, revision, is_deleted, kind, title, place, topic_code, first_at, last_at)
          SELECT event_id, 1, 0, 'event', concat('路灯不亮', event_id), any(places[1]), any(topic_code), min(published_at), max(published_at)
          FROM memberships GROUP BY event_id`,
  });
}

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Analytics, insertRows, runCommand, runQuery } from '#warehouse/analytics/analytics.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listCorrections } from '#warehouse/ledger/reports/issue-report.ts';
import { listReports } from '#warehouse/ledger/reports/list-reports.ts';
import { inTransaction, noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { shippedCalendar } from '../alerts/calendar/working-calendar.ts';
import { buildReport } from './content/build-report.ts';
import { figuresOf } from './content/finish-model.ts';
import { plainText } from './content/blocks.ts';
import { snapshotMaker, subjectsOf } from './snapshot/assemble-snapshot.ts';
import { collectRelease } from './snapshot/collect-release.ts';
import { snapshotHash } from './snapshot/identify.ts';
import { isGroupedTopic, isSensitiveTopic } from './snapshot/sensitive-topics.ts';
import type { Snapshot } from './snapshot/snapshot.ts';
import { getOpenData } from '#warehouse/ledger/reports/open-data-months.ts';
import { keepCounting, listPublishedCountings, publishCounting } from '#warehouse/ledger/reports/countings.ts';
import { saveWeatherDays } from '#warehouse/ledger/reports/weather-days.ts';
import { planOpenData } from './open-data/plan-open-data.ts';
import { reportSetting } from './settings/report-setting.ts';
import { parsePeriod } from './period.ts';
import { type Distribution } from './settings/distribution-setting.ts';
import { moveReport, saveEdits } from './workflow/act-on-report.ts';
import type { ReportActor } from './workflow/report-actor.ts';
import { correctReport } from './workflow/correct-report.ts';
import { countReports, EVERY_REPORT } from './workflow/count-report.ts';
import { planReports, request } from './workflow/plan-reports.ts';
import { modelOf, type ReportDesk } from './workflow/report-desk.ts';

const stores = await freshStores();
const district = districtSchema.parse(
  parse(await readFile(new URL('../../api/testing/district.yaml', import.meta.url), 'utf8')),
);
const street = district.streets[0]!;
const community = street.communities[0]!;
const wards: Ward[] = [
  {
    code: district.code,
    level: 'district',
    name: district.name,
    parentCode: '',
    aliases: [],
    households: 0,
    residents: 90_000,
  },
  ...district.streets.flatMap((each): Ward[] => [
    { ...each, level: 'street', parentCode: district.code, households: 0, residents: 30_000 },
    ...each.communities.map((inner): Ward => ({ ...inner, level: 'community', parentCode: each.code })),
  ]),
];
const NOVEMBER = parsePeriod('2020-11')!;
const desk: ReportDesk = {
  analytics: stores.reader,
  ledger: stores.ledger,
  district,
  wards,
  calendar: shippedCalendar(),
  now: () => new Date('2020-12-03T02:00:00.000Z'),
  issuer: () => '区社建办',
  twoPeople: () => true,
  distribution: () => list,
  enqueueDelivery: async (_, deliveryId) => void queued.push(deliveryId),
  mask: (text) => text.replaceAll('13800000000', '138********'),
};
let list: Distribution = { rules: [], formats: ['docx'], attachUpToMb: 8 };
const queued: string[] = [];
const clerk: ReportActor = { id: '2', name: '经办人', reader: EVERY_REPORT, mayEdit: true, mayIssue: false };
const chief: ReportActor = { id: '1', name: '主任', reader: EVERY_REPORT, mayEdit: true, mayIssue: true };

/** `count` matters of a month's first three weeks, so that their duty ends within it: so many replied, resolved, escalated. */
function matters(month: string, count: number, [replied = 0, resolved = 0, escalated = 0]: number[] = []): object[] {
  return Array.from({ length: count }, (_, at) => {
    const published = `${month}-${String(1 + (at % 20)).padStart(2, '0')}T02:00:00.000Z`;
    return {
      source_id: 's',
      external_id: `${month}-${at}`,
      seq: at + 1,
      version: 1,
      is_deleted: 0,
      content_hash: '',
      received_at: published,
      published_at: published,
      kind: 'concern',
      status: at < resolved ? 'resolved' : at < resolved + escalated ? 'escalated' : 'open',
      visibility: 'public',
      nature: 'complaint',
      severity: 0,
      ward_code: at % 2 === 0 ? community.code : street.code,
      topic_code: at % 7 === 0 ? '1801' : at % 7 === 1 ? '2001' : '0801',
      reporter_key: `p${at % 60}`,
      title: `标题${at}`,
      text: '正文',
      replied_at: at < replied ? published : null,
      closed_at: null,
    };
  });
}

/** Praise on the days up to the month's end, so that all of it counts as covered. */
function praise(month: string, from: number, to: number): object[] {
  return Array.from({ length: to - from + 1 }, (_, at) => ({
    ...matters(month, 1)[0]!,
    external_id: `${month}-praise-${at}`,
    nature: 'praise',
    topic_code: '9800',
    published_at: `${month}-${String(from + at).padStart(2, '0')}T03:00:00.000Z`,
  }));
}

/** The funnel of the public record, spread over November, and a smaller October. */
async function fill(analytics: Analytics): Promise<void> {
  const documents = [
    ...matters('2020-11', 86, [86, 75, 11]),
    ...praise('2020-11', 21, 30),
    ...matters('2020-10', 60, [50, 40]),
    ...praise('2020-10', 21, 31),
  ];
  await insertRows(analytics, { name: 'test', table: 'documents', rows: documents });
  await refreshMemberships(analytics);
}

/** Memberships as the applier writes them: one per document, all in one event. */
function refreshMemberships(analytics: Analytics): Promise<void> {
  return runCommand(analytics, {
    name: 'test',
    sql: `INSERT INTO memberships (source_id, external_id, seq, revision, is_deleted, event_id, published_at, ward_code, topic_code, nature, severity, visibility, is_open, reporter_key, copy_key)
          SELECT source_id, external_id, seq, seq, is_deleted, 'e', published_at, ward_code, topic_code, nature, severity, visibility, 1, reporter_key, cityHash64(external_id) FROM documents FINAL`,
  });
}

beforeAll(() => fill(stores.analytics));

const count = async (sql: string): Promise<number> =>
  (await runQuery(stores.reader, { name: 'test', sql, row: z.object({ n: z.number() }) }))[0]!.n;
const IN_NOVEMBER = `published_at >= '2020-10-31 16:00:00' AND published_at < '2020-11-30 16:00:00'`;

const sensitiveIn = ({ categories, topics }: Snapshot): string[] =>
  [...categories, ...topics].map(({ code }) => code).filter(isSensitiveTopic);

describe('a counting', () => {
  let snapshots: Snapshot[];
  beforeAll(async () => {
    const release = await collectRelease(desk, NOVEMBER);
    const make = snapshotMaker(release, desk);
    snapshots = subjectsOf(district, wards).map((subject) => make(subject));
  });
  const of = (code: string): Snapshot =>
    snapshots.find(({ subject }) => subject.kind === 'ward' && subject.code === code)!;

  test('equals the plain queries, for the district, a street and a community', async () => {
    for (const code of ['', street.code, community.code]) {
      const where = `FROM documents FINAL WHERE ${IN_NOVEMBER} AND startsWith(ward_code, '${code}')`;
      const { now } = of(code).totals;
      expect(now.documents).toBe(await count(`SELECT count() AS n ${where}`));
      expect(now.reporters).toBe(await count(`SELECT uniqExact(reporter_key) AS n ${where}`));
      expect(now.replied).toBe(
        await count(`SELECT countIf(replied_at IS NOT NULL AND nature != 'praise') AS n ${where}`),
      );
      expect(of(code).days.reduce((sum, [, documents]) => sum + documents, 0)).toBe(now.documents);
      expect(of(code).categories.reduce((sum, { documents }) => sum + documents, 0)).toBe(now.documents);
    }
  });

  test('says the funnel in words', () => {
    const model = buildReport(of(''), { kind: 'monthly', issuer: '区社建办' });
    const block = model.blocks.find((each) => each.kind === 'paragraph' && each.id === 'handling.rates');
    const words = block?.kind === 'paragraph' ? plainText(block.inlines) : '';
    expect(words).toContain('反馈率100%（86/86）');
    expect(words).toContain('办结率87.2%（75/86）');
    expect(words).toContain('上报11件');
    const shares = [...figuresOf(model).values()].filter(({ denominator }) => denominator);
    for (const { numerator, denominator, value } of shares) expect(value).toBeCloseTo(numerator! / denominator!, 9);
  });

  test('made twice is the same but for its instant', async () => {
    const release = await collectRelease({ ...desk, now: () => new Date('2020-12-04T02:00:00.000Z') }, NOVEMBER);
    const again = snapshotMaker(release, desk)(of('').subject);
    expect(snapshotHash(again)).toBe(snapshotHash(of('')));
  });

  test('of a month that is not over ends with the data, and compares equal spans', async () => {
    const release = await collectRelease({ ...desk, now: () => new Date('2020-11-10T02:00:00.000Z') }, NOVEMBER);
    expect(release).toMatchObject({
      cutAt: '2020-11-10',
      period: { days: 10 },
      previous: { key: '2020-10', days: 10 },
    });
  });

  test('of a month that is not over lists no sensitive category, so that two states of it leave none between them', async () => {
    expect(sensitiveIn(of(''))).toEqual(['18', '1801']);
    for (const day of ['2020-11-10', '2020-11-11']) {
      const release = await collectRelease({ ...desk, now: () => new Date(`${day}T02:00:00.000Z`) }, NOVEMBER);
      const make = snapshotMaker(release, desk);
      const all = subjectsOf(district, wards).map((subject) => make(subject));
      expect(all.flatMap(sensitiveIn)).toEqual([]);
      const whole = all[0]!;
      expect(whole.categories.reduce((sum, { documents }) => sum + documents, 0)).toBe(whole.totals.now.documents);
    }
  });
});

/** Makes a counted draft of a ward's month. */
async function draft(code: string): Promise<string> {
  const subject = subjectsOf(district, wards).find((each) => each.kind === 'ward' && each.code === code)!;
  const asked = { kind: 'monthly', periodKey: '2020-11', subject, by: '经办人' } as const;
  const id = await inTransaction(stores.ledger, (tx) => request(desk, tx, asked));
  await countReports(desk, [id!]);
  return id!;
}
const read = async (id: string) => (await getReport(stores.ledger, EVERY_REPORT, id))!;

describe('a report on its way', () => {
  test('keeps edited sentences through a new counting, their figures bound to it', async () => {
    const id = await draft(community.code);
    const before = await read(id);
    const edits = {
      'overall.volume': { pieces: ['本月受理', { figure: 'documents' }, '件，来电13800000000。'], base: 'x' },
      'outlook.growing': { pieces: [], base: 'x' },
    };
    expect(await saveEdits(desk, { reportId: id, version: before.version, actor: chief, edits })).toEqual({
      kind: 'done',
    });
    await countReports(desk, [id]);
    const model = modelOf(desk, await read(id));
    const paragraphs = new Map(
      model.blocks.flatMap((block) => (block.kind === 'paragraph' ? [[block.id, plainText(block.inlines)]] : [])),
    );
    expect(paragraphs.get('overall.volume')).toBe(
      `本月受理${figuresOf(model).get('documents')!.text}件，来电138********。`,
    );
    expect(paragraphs.has('outlook.growing')).toBe(false);
  });

  test('refuses a typed share that does not recompute, a second writer, and whoever may not', async () => {
    const id = await draft(community.code);
    const { version } = await read(id);
    const wrong = { 'overall.volume': { pieces: ['占4.11%（207/3942）'], base: '' } };
    expect(await saveEdits(desk, { reportId: id, version, actor: chief, edits: wrong })).toMatchObject({
      reason: 'wrong',
    });
    const stranger = { ...chief, reader: { wards: ['990113999'], lines: null, departmentCode: '', accountId: '' } };
    expect(await saveEdits(desk, { reportId: id, version, actor: stranger, edits: {} })).toMatchObject({
      reason: 'not_found',
    });
    expect(await saveEdits(desk, { reportId: id, version: version - 1, actor: chief, edits: {} })).toMatchObject({
      reason: 'stale_version',
    });
    expect(await moveReport(desk, { reportId: id, version, actor: chief, action: 'issue' })).toMatchObject({
      reason: 'illegal',
    });
    await moveReport(desk, { reportId: id, version, actor: clerk, action: 'submit' });
    expect(await moveReport(desk, { reportId: id, version: version + 1, actor: clerk, action: 'issue' })).toMatchObject(
      { reason: 'forbidden' },
    );
  });

  test('once issued has a number and a date, is found by its words, and stays as it is through 10 000 late edits', async () => {
    const id = await draft('');
    const { version } = await read(id);
    await moveReport(desk, { reportId: id, version, actor: clerk, action: 'submit' });
    await moveReport(desk, { reportId: id, version: version + 1, actor: chief, action: 'issue' });
    const issued = await read(id);
    expect(issued).toMatchObject({ state: 'issued', number: `${district.name}民情月报〔2020〕1号` });
    expect(modelOf(desk, issued).date).toBe('2020年12月3日');
    const found = await listReports(stores.ledger, EVERY_REPORT, {
      words: ['办结率', '〔2020〕'],
      limit: 10,
      offset: 0,
    });
    expect(found.map(({ report_id }) => report_id)).toEqual([id]);

    await lateEdits(stores.analytics);
    await countReports(desk, [id]);
    await expect(
      runStatement(stores.ledger, {
        name: 'test',
        text: `update reports set snapshot = '' where report_id = $1`,
        values: [id],
        row: noRow,
      }),
    ).rejects.toThrow('an issued report is not changed');
    expect(await read(id)).toEqual(issued);

    const outcome = await correctReport(desk, { reportId: id, actor: chief, keep: true });
    const differences = outcome.kind === 'differences' ? outcome.differences : [];
    const after = await count(`SELECT count() AS n FROM documents FINAL WHERE ${IN_NOVEMBER}`);
    expect(differences).toContainEqual({
      place: '正文',
      item: 'documents',
      what: '受理件数',
      before: '96',
      after: String(after),
    });
    expect(await listCorrections(stores.ledger, id)).toHaveLength(1);
    expect(await read(id)).toEqual(issued);
  });
});

/** 10 000 documents of November that arrive, change or vanish after the month was reported. */
async function lateEdits(analytics: Analytics): Promise<void> {
  await runCommand(analytics, {
    name: 'test',
    sql: `INSERT INTO documents (source_id, external_id, version, seq, is_deleted, content_hash, received_at, kind, visibility, published_at, ward_code, nature, status, reporter_key, topic_code, title, text)
          SELECT 's', if(number < 86, concat('2020-11-', toString(number)), concat('late-', toString(number % 3000))), 2, 1000 + number, number % 5 = 0, '', now(), 'concern', 'public',
            toDateTime64('2020-11-01 02:00:00', 3, 'UTC') + toIntervalHour(number % 480), '${community.code}', 'complaint', if(number % 2 = 0, 'resolved', 'open'), concat('q', toString(number % 500)), '0801', '迟到', '正文'
          FROM numbers(10000)`,
  });
  await refreshMemberships(analytics);
}

test('drafts are planned on working days, once', async () => {
  const enqueued: string[] = [];
  const plan = {
    desk: { ...desk, now: () => new Date('2020-12-07T00:30:00.000Z') },
    settings: () => ({
      issuer: '区社建办',
      monthlyOnWorkingDay: 5,
      weekly: true,
      daily: true,
      streets: false,
      openData: false,
      twoPeople: true,
    }),
    enqueue: async (_: unknown, ids: string[]) => void enqueued.push(...ids),
  };
  // Monday: the bulletins of Friday, Saturday and Sunday, last week's report, and November's, unless it is there.
  expect(await planReports(plan)).toBe(4);
  expect(enqueued).toHaveLength(4);
  expect(await planReports(plan)).toBe(0);
});

test('what months left out is published once; a counting made without knowing of it has to be made anew', async () => {
  const publish = (countingId: string): Promise<boolean> =>
    inTransaction(stores.ledger, (tx) =>
      publishCounting(tx, { periodKey: '2019-01', countingId, at: desk.now().toISOString() }),
    );
  const keep = (countingId: string, basedOn: string[]): Promise<void> =>
    keepCounting(stores.ledger, { periodKey: '2019-01', countingId, body: '{}', basedOn });
  await keep('first', []);
  await keep('second', []);
  expect(await publish('first')).toBe(true);
  expect(await publish('second')).toBe(false);
  await keep('second', ['first']);
  expect(await publish('second')).toBe(true);
  expect(await publish('first')).toBe(true);
  const published = await listPublishedCountings(stores.ledger, '2019-01');
  expect(published.map(({ counting_id }) => counting_id).toSorted()).toEqual(['first', 'second']);
});

test('open data of the months that are over are published once, on the day of the monthly draft, and stay', async () => {
  const settings = { ...reportSetting.initial(district), openData: true };
  const early = { ...desk, now: () => new Date('2020-12-01T02:00:00.000Z') };
  expect(await planOpenData({ ...early }, { ...settings, openData: false })).toEqual([]);
  expect(await planOpenData(early, settings)).toEqual(['2020-10']);
  expect(await planOpenData(desk, settings)).toEqual(['2020-11']);
  expect(await planOpenData(desk, settings)).toEqual([]);
  const counts = (await getOpenData(stores.ledger, '2020-11', 'counts'))!;
  expect(counts).toContain('period,ward_code,ward,category_code,category,documents,reporters');
  const requests = JSON.parse((await getOpenData(stores.ledger, '2020-11', 'requests'))!) as { service_code: string }[];
  expect(requests.length).toBeGreaterThan(10);
  expect(requests.filter(({ service_code }) => isGroupedTopic(service_code))).toEqual([]);
});

test('weather that was imported twice is as the later file has it, and reaches the snapshot', async () => {
  const day = { day: '2020-11-09', rain_mm: 10, temperature: null };
  await saveWeatherDays(stores.ledger, [day, { ...day, rain_mm: 62.5 }]);
  const release = await collectRelease(desk, NOVEMBER);
  const { weather } = snapshotMaker(release, desk)(subjectsOf(district, wards)[0]!);
  expect(weather).toEqual([{ day: '2020-11-09', rainMm: 62.5, temperature: null }]);
});

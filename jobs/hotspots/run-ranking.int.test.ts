import { describe, expect, test } from 'vitest';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { listRunPlaces, type RunPlace } from '#warehouse/analytics/hotspots/list-run-places.ts';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import { listEventBreakdown } from '#warehouse/analytics/pages/list-event-breakdown.ts';
import { listEventVoices } from '#warehouse/analytics/pages/list-event-voices.ts';
import { listHotspots } from '#warehouse/analytics/pages/list-hotspots.ts';
import { listRecurringMatters } from '#warehouse/analytics/pages/list-recurring-matters.ts';
import { listTopicMonths } from '#warehouse/analytics/pages/list-topic-months.ts';
import { listTopicYears } from '#warehouse/analytics/pages/list-topic-years.ts';
import { listWardCounts } from '#warehouse/analytics/pages/list-ward-counts.ts';
import { listWardHeats } from '#warehouse/analytics/pages/list-ward-heats.ts';
import type { Document } from '#warehouse/model/document.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { toMembershipRow } from '../intake/document-rows.ts';
import { aDocument } from '../testing/a-document.ts';
import { monthlyTopics } from './recurrence/monthly-topics.ts';
import { computeRanking, runRanking } from './run-ranking.ts';
import { rankWards } from './wards/rank-wards.ts';
import { shippedWardRules } from './wards/ward-rules.ts';

const stores = await freshStores();
const at = '2020-12-12T13:00:00.000Z';
const district = '990113';
const base = {
  analytics: stores.analytics,
  districtCode: district,
  timeZone: 'Asia/Shanghai',
  at,
  runId: 'r1',
  overdueDays: () => 0,
};
let next = 0;

async function store(eventId: string, documents: Partial<Document>[]): Promise<void> {
  const rows = documents.map((changes) => {
    const id = String((next += 1));
    const document = aDocument({ externalId: id, tokens: [id], reporterKey: id, ...changes });
    return toMembershipRow(document, { eventId, score: 1, because: [], seq: next }, next);
  });
  await insertRows(stores.analytics, { name: 'test', table: 'memberships', rows });
}

async function describeAs(eventId: string, place: string, changes: object = {}): Promise<void> {
  const times = { first_at: '2020-10-01T00:00:00.000Z', last_at: at };
  const row = {
    event_id: eventId,
    revision: 1,
    is_deleted: 0,
    kind: 'event',
    title: eventId,
    place,
    topic_code: '0801',
    document_count: 2,
    ...times,
    ...changes,
  };
  await insertRows(stores.analytics, { name: 'test', table: 'events', rows: [row] });
}

/** One post a day for eight weeks before the Saturday of story B1. */
const background = Array.from({ length: 60 }, (_, day) => ({
  publishedAt: new Date(Date.parse('2020-10-12T02:00:00.000Z') + day * 86_400_000).toISOString(),
  places: ['萧山医院'],
}));
const burst = Array.from({ length: 12 }, (_, i) => ({
  publishedAt: new Date(Date.parse('2020-12-12T00:10:00.000Z') + i * 3_600_000).toISOString(),
  wardCode: `990113001${String((i % 3) + 1).padStart(3, '0')}`,
  places: ['萧山医院'],
}));
const pasted = Array.from({ length: 30 }, (_, i) => ({
  reporterKey: `bot${i}`,
  tokens: ['同一', '文本'],
  places: ['广场'],
}));
const oneAuthor = Array.from({ length: 50 }, () => ({ reporterKey: 'busy', places: ['河边'] }));

await store('old', background);
await store('burst', burst);
await store('pasted', pasted);
await store('oneAuthor', oneAuthor);
await store(
  'acrossWards',
  [1, 1, 2, 2, 2].map((street, i) => ({
    publishedAt: new Date(Date.parse(at) - i * 3_600_000).toISOString(),
    wardCode: `99011300${street}00${i + 1}`,
    places: ['7号公交'],
  })),
);
// Two in September, silence, and three neighbours again this week: the event that they joined is the same.
await store(
  'reopened',
  ['2020-09-02', '2020-09-03', '2020-12-09', '2020-12-10', '2020-12-11'].map((day) => ({
    publishedAt: `${day}T02:00:00.000Z`,
    places: ['菜场'],
  })),
);
await Promise.all([
  describeAs('acrossWards', '7号公交'),
  describeAs('reopened', '菜场'),
  describeAs('old', '萧山医院'),
  describeAs('burst', '萧山医院'),
  describeAs('pasted', '广场'),
  describeAs('oneAuthor', '河边'),
]);

function places(rows: readonly RunPlace[]): string[] {
  return rows.map((row) => `${row.window_days}|${row.ward_code}|${row.event_id}`).sort();
}

describe('ranking on a real ClickHouse', () => {
  test('story B1: twelve reporters on the Saturday lead the district, the street and cross the threshold', async () => {
    const rows = await computeRanking({ ...base, windows: [7] });
    const top = rows.filter((row) => row.rank === 1);
    expect(top.find((row) => row.ward_code === district)).toMatchObject({
      event_id: 'burst',
      documents: 12,
      reporters: 12,
      communities: 3,
    });
    expect(top.find((row) => row.ward_code === '990113001')).toMatchObject({ event_id: 'burst' });
    expect(top.find((row) => row.ward_code === district)!.heat).toBeGreaterThan(60);
  });

  test('story A2: an event that spans streets is one row of the district, and each street counts its own part', async () => {
    const rows = (await computeRanking({ ...base, windows: [7] })).filter((row) => row.event_id === 'acrossWards');
    const counted = Object.fromEntries(rows.map((row) => [row.ward_code, [row.documents, row.own_ward]]));
    expect(counted).toMatchObject({
      [district]: [5, district],
      '990113001': [2, '990113001'],
      '990113002': [3, '990113002'],
    });
  });

  test('story A1: a matter that comes back after months is the same event and not a new one', async () => {
    const rows = await computeRanking({ ...base, windows: [7, 90], levels: ['district'] });
    const told = rows
      .filter((row) => row.event_id === 'reopened')
      .map((row) => [row.window_days, row.documents, row.trend]);
    // The quarter begins after both of September.
    expect(told).toEqual([
      [7, 3, 'sporadic'],
      [90, 3, 'sporadic'],
    ]);
  });

  test('one account with fifty posts, and thirty accounts with one text, weigh as one person and a half', async () => {
    const rows = await computeRanking({ ...base, windows: [1], levels: ['district'] });
    const weight = (id: string): number => rows.find((row) => row.event_id === id)!.weighted;
    expect(weight('oneAuthor')).toBeLessThanOrEqual(1.5);
    expect(weight('pasted')).toBeLessThanOrEqual(1.5);
    expect(rows.find((row) => row.event_id === 'pasted')!.burst_points).toBe(0);
  });

  test('a finished run is what pages read, with the words of each event; running it again changes nothing', async () => {
    const options = { ...base, seq: next, finishedAt: at };
    const rows = await computeRanking(options);
    expect(await runRanking(options)).toMatchObject({ kind: 'full', hotspots: rows.length });
    await runRanking(options);
    const run = await getLatestRun(stores.analytics);
    expect(run).toMatchObject({ run_id: 'r1', seq: next });
    const listed = await listHotspots(stores.analytics, {
      scope: systemScope,
      runId: 'r1',
      windowDays: 7,
      wardCode: district,
      limit: 100,
    });
    expect(listed.map((row) => row.event_id)).toEqual(
      rows.filter((row) => row.ward_code === district && row.window_days === 7).map((row) => row.event_id),
    );
  });

  test('a run for the same instant over other documents leaves no row of the one before', async () => {
    const first = next + 1;
    await store('fading', [{ places: ['旧桥'] }, { places: ['旧桥'] }]);
    await describeAs('fading', '旧桥');
    await runRanking({ ...base, seq: next, finishedAt: at });
    expect(places(await listRunPlaces(stores.analytics, base.runId)).join()).toContain('fading');
    const gone = [first, first + 1].map((id) => {
      const document = aDocument({
        externalId: String(id),
        tokens: [String(id)],
        reporterKey: String(id),
        places: ['旧桥'],
      });
      const row = toMembershipRow(document, { eventId: 'fading', score: 1, because: [], seq: id }, id);
      return { ...row, is_deleted: 1, revision: (next += 1) };
    });
    await insertRows(stores.analytics, { name: 'test', table: 'memberships', rows: gone });
    const again = { ...base, seq: next, finishedAt: at };
    expect(await runRanking(again)).toMatchObject({ kind: 'full' });
    expect(places(await listRunPlaces(stores.analytics, base.runId))).toEqual(places(await computeRanking(again)));
  });

  test('a street that another was joined into has the hotspots of both, each once, where it is hottest', async () => {
    const changes = [{ former: '990113001', current: '990113002' }];
    const asked = { scope: systemScope, runId: 'r1', windowDays: 7, changes };
    const rows = (await computeRanking(base)).filter((row) => row.window_days === 7);
    const both = rows.filter((row) => ['990113001', '990113002'].includes(row.ward_code));
    const hottest = new Map(both.toSorted((a, b) => a.heat - b.heat).map((row) => [row.event_id, row.heat]));
    expect(both.length).toBeGreaterThan(hottest.size);
    const listed = await listHotspots(stores.analytics, { ...asked, wardCode: '990113002', limit: 100 });
    expect(new Map(listed.map((row) => [row.event_id, row.heat.toFixed(1)]))).toEqual(
      new Map([...hottest].map(([event, heat]) => [event, heat.toFixed(1)])),
    );
    const heats = await listWardHeats(stores.analytics, { ...asked, level: 'street', minHeat: 0 });
    expect(heats.map((row) => row.ward_code)).not.toContain('990113001');
    const joined = heats.find((row) => row.ward_code === '990113002');
    expect(joined?.hotspots).toBe(hottest.size);
    expect(joined?.top_heat).toBeCloseTo(Math.max(...hottest.values()), 3);
  });

  test('a ward outside the asker’s scope has no list', async () => {
    const scope = { wards: ['990113002'], lines: null };
    expect(
      await listHotspots(stores.analytics, { scope, runId: 'r1', windowDays: 7, wardCode: district, limit: 9 }),
    ).toEqual([]);
  });
});

/** The district's order of the events that were there before, by window. */
async function orders(): Promise<Map<number, string[]>> {
  const rows = await computeRanking({ ...base, levels: ['district'], windows: [1, 7, 30] });
  const mine = rows.filter((row) => row.event_id.startsWith('quarrel'));
  return new Map(
    [1, 7, 30].map((days) => [days, mine.filter((row) => row.window_days === days).map((row) => row.event_id)]),
  );
}

function minutes(before: number): string {
  return new Date(Date.parse(at) - before * 60_000).toISOString();
}

describe('spam', () => {
  test('one account posting 500 times, or thirty pasting one text, moves no hotspot by more than one place', async () => {
    // Twelve quarrels of two to thirteen people each, a place apart in heat.
    for (let i = 0; i < 12; i++) {
      const people = Array.from({ length: i + 2 }, (_, person) => ({
        reporterKey: `q${i}-${person}`,
        publishedAt: new Date(Date.parse(at) - (person % 3) * 3_600_000).toISOString(),
        places: [`巷${i}`],
      }));
      await store(`quarrel${String(i).padStart(2, '0')}`, people);
      await describeAs(`quarrel${String(i).padStart(2, '0')}`, `巷${i}`);
    }
    const before = await orders();
    const busy = Array.from({ length: 500 }, (_, i) => ({ reporterKey: 'spammer', publishedAt: minutes(i) }));
    await store(
      'quarrel04',
      busy.map((post) => ({ ...post, places: ['巷4'] })),
    );
    const chorus = Array.from({ length: 30 }, (_, i) => ({
      reporterKey: `choir${i}`,
      tokens: ['请', '支持'],
      publishedAt: minutes(i),
    }));
    await store(
      'quarrel07',
      chorus.map((post) => ({ ...post, places: ['巷7'] })),
    );
    const after = await orders();
    for (const [days, order] of before)
      for (const [place, id] of order.entries())
        expect(Math.abs(after.get(days)!.indexOf(id) - place), `${id} in ${days} days`).toBeLessThanOrEqual(1);
  });

  test('and no ward by more than one place, of streets and of communities, in 总量榜 and 万人榜', async () => {
    // A district of its own: 24 streets with six to 52 people, and in the first 24 communities likewise.
    const wards = Array.from({ length: 24 }, (_, i) => ({ size: i, voices: 6 + 2 * i }));
    const streets = wards.map((ward) => ({ ...ward, code: `9901140${ward.size + 10}` }));
    const communities = wards.map((ward) => ({ ...ward, code: `9901130900${ward.size + 10}` }));
    const all = [...streets.map((ward) => ({ ...ward, code: `${ward.code}001` })), ...communities];
    await store(
      'wards',
      all.flatMap(({ code, voices }) => Array.from({ length: voices }, () => ({ wardCode: code }))),
    );
    const before = [await boards(streets), await boards(communities)];
    for (const { code } of [all[2]!, all[26]!])
      await store(
        'wards',
        Array.from({ length: 500 }, (_, i) => ({ wardCode: code, reporterKey: 'spammer', publishedAt: minutes(i) })),
      );
    for (const { code } of [all[5]!, all[29]!])
      await store(
        'wards',
        Array.from({ length: 30 }, (_, i) => ({
          wardCode: code,
          reporterKey: `choir${i}`,
          tokens: ['请', '支持'],
          publishedAt: minutes(i),
        })),
      );
    const after = [await boards(streets), await boards(communities)];
    for (const [level, ranks] of before.entries())
      for (const [place, was] of ranks.entries()) {
        const is = after[level]![place]!;
        expect(Math.abs(is.rankTotal - was.rankTotal), `${place} of ${level}`).toBeLessThanOrEqual(1);
        expect(Math.abs(is.rankPer10k! - was.rankPer10k!), `${place} of ${level}`).toBeLessThanOrEqual(1);
      }
    expect(after[0]![2]!.documents).toBe(before[0]![2]!.documents + 500);
  });

  test('an event that has shrunk to one document is ranked by what it is now', async () => {
    await store('shrinking', [{ severity: 3 }, {}]);
    const second = next;
    await describeAs('shrinking', '旧桥');
    expect(await shrinking()).toMatchObject([{ documents: 2, trend: 'sporadic' }]);
    const document = aDocument({ externalId: String(second), tokens: [String(second)], reporterKey: String(second) });
    const row = toMembershipRow(document, { eventId: 'shrinking', score: 1, because: [], seq: second }, (next += 1));
    await insertRows(stores.analytics, { name: 'test', table: 'memberships', rows: [{ ...row, is_deleted: 1 }] });
    await describeAs('shrinking', '旧桥', { revision: 2, document_count: 1, first_at: at });
    expect(await shrinking()).toMatchObject([{ documents: 1, trend: 'new' }]);
  });
});

/** The row of the event that shrinks, in the week's list of the district. */
async function shrinking() {
  const rows = await computeRanking({ ...base, windows: [7], levels: ['district'] });
  return rows.filter((row) => row.event_id === 'shrinking');
}

/** Where wards stand on both boards, with their documents. */
async function boards(wards: readonly { code: string; size: number }[]) {
  const codeLength = wards[0]!.code.length;
  const asked = { scope: systemScope, from: '2020-11-12T13:00:00.000Z', to: at, codeLength };
  const counts = new Map((await listWardCounts(stores.reader, asked)).map((row) => [row.ward, row]));
  const counted = wards.map(({ code, size }) => ({
    code,
    voices: counts.get(code)!.voices,
    residents: 3_000 + 40 * size,
    households: 1_000,
  }));
  return rankWards(counted, shippedWardRules).map((standing, i) => ({
    ...standing,
    documents: counts.get(wards[i]!.code)!.documents,
  }));
}

/** The half year before 1 June 2018, in which nothing else is. */
const until = '2018-06-01T00:00:00.000Z';
const daysBefore = (days: number): string => new Date(Date.parse(until) - days * 86_400_000).toISOString();
const half = { scope: systemScope, from: daysBefore(180), to: until, timeZone: 'Asia/Shanghai' };

// What one account does every day, so that no day is quiet, or every week, so that each brings an occasion, and thirty with
// one text.
const everyDay = Array.from({ length: 500 }, (_, i) => ({
  publishedAt: daysBefore((i * 179) / 500),
  reporterKey: 'daily',
}));
const everyWeek = Array.from({ length: 500 }, (_, i) => ({
  publishedAt: daysBefore(7 * (i % 25)),
  reporterKey: 'weekly',
}));
const choir = Array.from({ length: 30 }, (_, i) => ({
  publishedAt: daysBefore(6 * i),
  reporterKey: `alto${i}`,
  tokens: ['请', '支持'],
  wardCode: `9901140${10 + i}001`,
}));

/** The order of 反复问题, by place, and of 每月一题, by topic. */
async function listedLeads(): Promise<string[][]> {
  const recurring = await listRecurringMatters(stores.reader, { ...half, quietDays: 7, occasions: 3, limit: 30 });
  const years = (await listTopicYears(stores.reader, half)).map((row) => ({ topicCode: row.topic_code, ...row }));
  const ofMonth = monthlyTopics(years, { departmentsOf: () => 1, limit: 30 });
  return [recurring.map(({ place }) => place), ofMonth.map(({ topicCode }) => topicCode)];
}

async function topicMonths(): Promise<Map<string, Map<string, number>>> {
  const rows = await listTopicMonths(stores.reader, half);
  return new Map(rows.map((row) => [row.topic_code, new Map(row.months)]));
}

describe('spam over the lists of leads and of an event', () => {
  test('moves no 反复问题 and no 每月一题 by more than one place, and adds a voice to a month of a topic at most', async () => {
    // Ten matters that came up 4, 6, … 22 times, by as many people, each in a community of their own.
    const matters = Array.from({ length: 10 }, (_, i) => ({
      place: `井${i}`,
      topicCode: `07${i + 10}`,
      size: 4 + 2 * i,
    }));
    for (const { place, topicCode, size } of matters)
      await store(
        place,
        Array.from({ length: size }, (_, n) => ({
          publishedAt: daysBefore(3 + 8 * n),
          wardCode: `9901130${10 + n}001`,
          topicCode,
          places: [place],
        })),
      );
    const [before, monthsBefore] = [await listedLeads(), await topicMonths()];
    expect(before).toEqual([
      matters.map(({ place }) => place).toReversed(),
      matters.map(({ topicCode }) => topicCode).toReversed(),
    ]);
    for (const [n, attack] of [everyDay, everyWeek, choir].entries())
      for (const { place, topicCode } of [matters[n]!, matters[n + 3]!, matters[n + 6]!])
        await store(
          place,
          attack.map((post) => ({ ...post, topicCode, places: [place] })),
        );
    const [after, monthsAfter] = [await listedLeads(), await topicMonths()];
    for (const [list, order] of before.entries())
      for (const [place, one] of order.entries())
        expect(Math.abs(after[list]!.indexOf(one) - place), `${one} of ${list}`).toBeLessThanOrEqual(1);
    for (const [topic, months] of monthsAfter)
      for (const [month, voices] of months)
        expect(voices - (monthsBefore.get(topic)!.get(month) ?? 0), `${topic} in ${month}`).toBeLessThanOrEqual(1);
  });

  test('counts as one voice each among the wards and the platforms of an event', async () => {
    for (const [i, people] of [2, 5, 8].entries())
      await store(
        '河',
        Array.from({ length: people }, (_, n) => ({
          publishedAt: daysBefore(n),
          wardCode: `99011300${i + 1}001`,
          sourceId: `p${i}`,
        })),
      );
    const loud = { wardCode: '990113001001', sourceId: 'p0' };
    await store(
      '河',
      [...everyDay, ...choir].map((post) => ({ ...post, ...loud })),
    );
    const breakdown = await listEventBreakdown(stores.reader, { ...half, to: at, event: '河' });
    expect(breakdown.sources).toEqual([
      { by: 'source', code: 'p2', documents: 8, voices: 8 },
      { by: 'source', code: 'p1', documents: 5, voices: 5 },
      { by: 'source', code: 'p0', documents: 532, voices: 4 },
    ]);
    expect(breakdown.wards.map(({ voices }) => voices)).toEqual([8, 5, 4]);
    expect(await listEventVoices(stores.reader, { ...half, to: at }, ['河', 'none'])).toEqual(new Map([['河', 17]]));
  });
});

import { describe, expect, test } from 'vitest';
import type { Scope } from '../../model/scope.ts';
import { freshStores } from '../../testing/fresh-stores.ts';
import { insertRows } from '../analytics.ts';
import { listUnitTopics } from '../reports/list-unit-topics.ts';
import { listUnitVoices } from '../reports/list-unit-voices.ts';
import { getTotals } from './get-totals.ts';
import { listCategoryCounts } from './list-category-counts.ts';
import { listDayCounts } from './list-day-counts.ts';
import { countDocuments, listDocuments } from './list-documents.ts';
import { listEventBreakdown } from './list-event-breakdown.ts';
import { listEventTimeline } from './list-event-timeline.ts';
import { listSparks } from './list-sparks.ts';
import { listWardCounts } from './list-ward-counts.ts';
import { listWardHeats } from './list-ward-heats.ts';
import type { PageFilter } from './page-filter.ts';

const stores = await freshStores();
const reader = stores.reader;
const published = '2020-12-12T02:00:00.000Z';
const rows = [
  { id: 'a', ward: '990113001001', topic: '0801', visibility: 'public' },
  { id: 'b', ward: '990113001002', topic: '0801', visibility: 'private' },
  { id: 'c', ward: '990113002001', topic: '0301', visibility: 'public' },
  { id: 'd', ward: '', topic: '0301', visibility: 'public' },
];
const common = {
  source_id: 's',
  seq: 1,
  is_deleted: 0,
  published_at: published,
  nature: 'complaint',
  reporter_key: '',
};
await insertRows(stores.analytics, {
  name: 'test',
  table: 'documents',
  rows: rows.map((row) => ({
    ...common,
    external_id: row.id,
    version: 1,
    content_hash: row.id,
    received_at: published,
    kind: 'post',
    status: 'open',
    visibility: row.visibility,
    ward_code: row.ward,
    topic_code: row.topic,
    title: `标题${row.id}`,
    text: '正文',
  })),
});
await insertRows(stores.analytics, {
  name: 'test',
  table: 'memberships',
  rows: rows.map((row) => ({
    ...common,
    external_id: row.id,
    revision: 1,
    event_id: 'e',
    visibility: row.visibility,
    ward_code: row.ward,
    topic_code: row.topic,
  })),
});

const filter = (scope: Scope, more: Partial<PageFilter> = {}): PageFilter => ({
  scope,
  from: '2020-12-11T00:00:00.000Z',
  to: '2020-12-13T00:00:00.000Z',
  ...more,
});
const everything: Scope = { wards: [''], lines: null };
const street: Scope = { wards: ['990113001'], lines: null };
const limit = { limit: 50 };

const sum = (list: { documents: number }[]): number => list.reduce((total, row) => total + row.documents, 0);

describe('page queries', () => {
  test('the district sees every row, the unlocated one under its own head', async () => {
    const counts = await listWardCounts(reader, { ...filter(everything), codeLength: 9 });
    expect(counts.map((row) => [row.ward, row.documents])).toEqual([
      ['', 1],
      ['990113001', 2],
      ['990113002', 1],
    ]);
    expect(await countDocuments(reader, filter(everything, { ward: 'none' }))).toBe(1);
  });

  test('a street sees its own rows only, whatever ward it asks for', async () => {
    expect((await listDocuments(reader, filter(street), limit)).map((row) => row.external_id)).toEqual(['b', 'a']);
    expect(await listDocuments(reader, filter(street, { ward: '990113002' }), limit)).toEqual([]);
    expect(await countDocuments(reader, filter(street, { ward: 'none' }))).toBe(0);
    expect((await getTotals(reader, filter(street, { ward: '990113' }))).documents).toBe(2);
  });

  test('a line sees the topics that it handles, and nothing when none are named', async () => {
    const line = { wards: [''], lines: ['城管'], topics: ['03'] };
    expect(await countDocuments(reader, filter(line))).toBe(2);
    expect(await countDocuments(reader, filter({ wards: [''], lines: ['城管'] }))).toBe(0);
  });

  test('the text of a private document never leaves the warehouse, and its words find nothing', async () => {
    const found = await listDocuments(reader, filter(street), limit);
    expect(found.find((row) => row.external_id === 'b')).toMatchObject({ title: '', text: '', visibility: 'private' });
    expect(await countDocuments(reader, filter(street, { text: '标题b' }))).toBe(0);
    expect(await countDocuments(reader, filter(street, { text: '标题a' }))).toBe(1);
  });

  test('pages of a list follow each other without loss or repeat', async () => {
    const seen: string[] = [];
    for (let after: Parameters<typeof listDocuments>[2]['after']; ;) {
      const page = await listDocuments(reader, filter(everything), { after, limit: 1 });
      if (page.length === 0) break;
      seen.push(page[0]!.external_id);
      after = { publishedAt: page[0]!.published_at, sourceId: page[0]!.source_id, externalId: page[0]!.external_id };
    }
    expect(seen).toEqual(['d', 'c', 'b', 'a']);
  });

  test('trend, spark, timeline and breakdown of an event count the same documents', async () => {
    const timed = { ...filter(everything), timeZone: 'Asia/Shanghai' };
    expect(sum(await listDayCounts(reader, timed))).toBe(4);
    expect((await listSparks(reader, timed, ['e'])).get('e')).toEqual([['2020-12-12', 4]]);
    expect(sum(await listEventTimeline(reader, { ...timed, event: 'e', unit: 'hour' }))).toBe(4);
    const breakdown = await listEventBreakdown(reader, { ...filter(everything), event: 'e' });
    expect([sum(breakdown.wards), sum(breakdown.sources)]).toEqual([4, 4]);
    expect(
      await listWardHeats(reader, { scope: everything, runId: 'none', windowDays: 7, level: 'street', minHeat: 60 }),
    ).toEqual([]);
  });
});

/** A year before the others. */
const asked = { from: '2019-05-01T00:00:00.000Z', to: '2019-06-01T00:00:00.000Z' };
/** Few persons, few texts, some rows that name nobody: every way in which voices mix. The same each time. */
const said = Array.from({ length: 400 }, (_, i) => {
  const pick = (salt: number, of: number): number =>
    (Math.imul((i + 1) * 31 + salt * 7_919, 2_654_435_761) >>> 12) % of;
  return {
    id: `v${i}`,
    at: Date.parse(asked.from) + 60_000 * (1 + pick(1, 40_000)),
    person: pick(2, 5) === 0 ? '' : `p${pick(3, 40)}`,
    text: pick(4, 60),
    ward: ['', '990113001', '990113001001', '990113001002', '990113002001'][pick(5, 5)]!,
    topic: ['0801', '0301', '0302'][pick(6, 3)]!,
  };
});

/** 发声人数 counted by hand: who wrote each text first, each person once. */
function recount(of: typeof said): number {
  const texts = new Map<string, (typeof said)[number]>();
  for (const one of of) {
    const text = one.person === '' || one.text === 0 ? one.id : String(one.text);
    const known = texts.get(text);
    if (!known || one.at < known.at) texts.set(text, one);
  }
  return new Set([...texts.values()].map(({ person, id }) => person || id)).size;
}

function recounted(keyOf: (one: (typeof said)[number]) => string): Record<string, number> {
  const keys = [...new Set(said.map(keyOf))];
  return Object.fromEntries(keys.map((key) => [key, recount(said.filter((one) => keyOf(one) === key))]));
}

describe('发声人数', async () => {
  await insertRows(stores.analytics, {
    name: 'test',
    table: 'memberships',
    rows: said.map((one) => ({
      ...common,
      external_id: one.id,
      revision: 1,
      event_id: one.id,
      visibility: 'public',
      published_at: new Date(one.at).toISOString(),
      reporter_key: one.person,
      copy_key: one.text,
      ward_code: one.ward,
      topic_code: one.topic,
    })),
  });

  test('of wards are who wrote each text first, on pages and in reports alike', async () => {
    for (const codeLength of [9, 12]) {
      const counts = await listWardCounts(reader, { scope: everything, ...asked, codeLength });
      const wardOf = ({ ward }: { ward: string }): string =>
        ward.length < codeLength ? '' : ward.slice(0, codeLength);
      expect(Object.fromEntries(counts.map((row) => [row.ward, row.voices]))).toEqual(recounted(wardOf));
      expect(sum(counts)).toBe(said.length);
    }
    const units = await listUnitVoices(reader, [], asked);
    expect(units.get('')).toBe(recount(said));
    for (const length of [9, 12]) {
      const located = recounted(({ ward }) => (ward.length < length ? '' : ward.slice(0, length)));
      delete located[''];
      expect(Object.fromEntries(Object.keys(located).map((ward) => [ward, units.get(ward)]))).toEqual(located);
    }
  });

  test('of categories and topics are counted the same way', async () => {
    const counts = await listCategoryCounts(reader, { scope: everything, ...asked });
    const byCategory = recounted(({ topic }) => topic.slice(0, 2));
    expect(Object.fromEntries(counts.map((row) => [row.category, row.voices]))).toEqual(byCategory);
    const topics = await listUnitTopics(reader, { axis: 'wards' }, { ...asked, length: 4 });
    const ofDistrict = topics.filter(({ unit }) => unit === '').map((row) => [row.topic, row.reporters]);
    expect(Object.fromEntries(ofDistrict)).toEqual(recounted(({ topic }) => topic));
  });

  test('are those of the asker’s wards only', async () => {
    const counts = await listWardCounts(reader, { scope: street, ...asked, codeLength: 9 });
    expect(counts.map(({ ward }) => ward)).toEqual(['990113001']);
    expect(counts[0]!.voices).toBe(recount(said.filter(({ ward }) => ward.startsWith('990113001'))));
  });
});

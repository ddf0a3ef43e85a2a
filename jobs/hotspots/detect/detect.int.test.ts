import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { listEventPeaks } from '#warehouse/analytics/detect/list-event-peaks.ts';
import { listSignals } from '#warehouse/analytics/detect/list-signals.ts';
import type { Document } from '#warehouse/model/document.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { district as fixture } from '../../alerts/testing/fixtures.ts';
import { toMembershipRow } from '../../intake/document-rows.ts';
import { detectSignals } from '../../processors/detect-signals.ts';
import { aDocument } from '../../testing/a-document.ts';
import { replay } from './detect.ts';
import { createDetectionPool } from './detection-pool.ts';
import { detectionEffect } from './detection-effect.ts';
import { judgeReplay } from './judge-replay.ts';
import { initialDetection } from './parameters.ts';

const stores = await freshStores();
const { analytics, reader, ledger } = stores;
const pool = createDetectionPool();
afterAll(() => pool.close());
const log = pino({ level: 'silent' });

const wards = ['990113001001', '990113001002', '990113001003', '990113002001', '990113002002'];
const district = {
  ...fixture,
  code: '990113',
  streets: ['990113001', '990113002'].map((code) => ({
    code,
    name: code,
    aliases: [],
    communities: wards
      .filter((ward) => ward.startsWith(code))
      .map((ward) => ({ code: ward, name: ward, aliases: [], households: 0, residents: 0, estates: [] })),
  })),
  places: [],
  sources: [{ id: 'posts', name: '发帖', manifest: 'push', wardCode: '', everySeconds: 60 }],
};

let next = 0;
async function store(eventId: string, documents: Partial<Document>[]): Promise<void> {
  const rows = documents.map((changes) => {
    const id = String((next += 1));
    const document = aDocument({
      sourceId: 'posts',
      externalId: id,
      tokens: [id],
      reporterKey: id,
      topicCode: '0801',
      ...changes,
    });
    return toMembershipRow(document, { eventId, score: 1, because: [], seq: next }, next);
  });
  await insertRows(analytics, { name: 'test', table: 'memberships', rows });
}
const hours = (from: string, count: number, every: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * every * 3_600_000).toISOString());

// Story B1: seventy days with a report a day over five wards, then twelve on Saturday 2020-12-12 in one of them.
await store(
  'old',
  // 23 hours apart, so that they come at all hours.
  hours('2020-10-03T02:00:00.000Z', 73, 23).map((publishedAt, i) => ({ publishedAt, wardCode: wards[i % 5]! })),
);
await store(
  'lane',
  hours('2020-12-12T00:10:00.000Z', 12, 1).map((publishedAt) => ({ publishedAt, wardCode: wards[0]! })),
);
// One account that posts all day, and ten that paste one text: no news.
await store(
  'busy',
  hours('2020-12-12T01:00:00.000Z', 10, 1).map((publishedAt) => ({
    publishedAt,
    wardCode: wards[3]!,
    topicCode: '0302',
    reporterKey: 'one',
  })),
);
await store(
  'pasted',
  hours('2020-12-12T01:00:00.000Z', 10, 1).map((publishedAt) => ({
    publishedAt,
    wardCode: wards[4]!,
    topicCode: '0302',
    tokens: ['同一'],
  })),
);

const calendar = shippedCalendar();
const look = (now: string, thresholds = { parameters: initialDetection, version: 3 }) =>
  detectSignals({
    analytics,
    pool,
    district,
    thresholds: () => thresholds,
    calendar: () => calendar,
    now: () => new Date(now),
    log,
  });
const signals = (scope = systemScope) =>
  listSignals(reader, { scope, from: '2020-12-01T00:00:00.000Z', to: '2021-01-01T00:00:00.000Z', limit: 100 });

describe('detection on a real ClickHouse', () => {
  test('story B1: the twelve are called on the Saturday morning, in their ward, with their event; spam is not', async () => {
    await look('2020-12-12T06:00:00.000Z');
    const [burst, ...others] = await signals();
    expect(others).toEqual([]);
    expect(burst).toMatchObject({ kind: 'burst', ward_code: wards[0], topic_code: '0801', parameters_version: 3 });
    expect(burst!.event_ids).toEqual(['lane']);
    // The fourth to sixth of twelve: within hours of the first.
    expect(Date.parse(burst!.raised_at)).toBeLessThanOrEqual(Date.parse('2020-12-12T05:10:00.000Z'));
    expect(burst!.observed).toBeGreaterThanOrEqual(4);
    expect(burst!.expected).toBeLessThan(0.5);
  });

  test('a later look finds the same signal again, holding longer, and a repeated one changes nothing', async () => {
    const before = await signals();
    await look('2020-12-12T13:00:00.000Z');
    const after = await signals();
    expect(after.map(({ signal_id, raised_at }) => [signal_id, raised_at])).toEqual(
      before.map(({ signal_id, raised_at }) => [signal_id, raised_at]),
    );
    expect(after[0]!.last_at > before[0]!.last_at).toBe(true);
    await look('2020-12-12T13:00:00.000Z');
    expect(await signals()).toEqual(after);
    await look('2020-12-13T02:00:00.000Z');
    expect((await signals()).filter(({ kind }) => kind === 'burst')).toHaveLength(1);
  });

  test('is seen in its street and by its line only', async () => {
    expect(await signals({ wards: ['990113001'], lines: null })).toHaveLength(1);
    expect(await signals({ wards: ['990113002'], lines: null })).toEqual([]);
    expect(await signals({ wards: [''], lines: ['水务'], topics: ['07'] })).toEqual([]);
  });

  test('a source that brings nothing for days is told as 数据中断, to those who see the whole district', async () => {
    await look('2020-12-28T04:00:00.000Z');
    const silent = (await signals()).filter(({ kind }) => kind === 'silence');
    expect(silent).toMatchObject([{ source_id: 'posts', since: '2020-12-12T11:10:00.000Z', observed: 0 }]);
    expect((await signals({ wards: ['990113001'], lines: null })).every(({ kind }) => kind !== 'silence')).toBe(true);
  });

  test('a replay tells what is called by other thresholds, and the big event that they miss', async () => {
    const [from, to] = ['2020-11-30T16:00:00.000Z', '2020-12-14T16:00:00.000Z'];
    const peaks = await listEventPeaks(analytics, { from, to, timeZone: 'Asia/Shanghai', atLeast: 1 });
    const judge = async (parameters: typeof initialDetection) =>
      judgeReplay(
        await replay(analytics, { district, calendar, parameters, parametersVersion: 0, from, to }),
        peaks,
        14,
      );
    const usual = await judge(initialDetection);
    expect(usual.signals.filter(({ kind }) => kind === 'burst')).toMatchObject([
      { ward_code: wards[0], confirmed: true },
    ]);
    expect(usual.missed).toEqual([]);
    const deaf = await judge({ ...initialDetection, minReporters: 20 });
    expect(deaf.signals).toEqual([]);
    expect(deaf.missed).toEqual([{ event_id: 'lane', day: '2020-12-12', reporters: 12 }]);
  });

  test('the effect of a change is told in words before it is saved', async () => {
    const context = { reader, ledger, district, now: new Date('2020-12-14T16:00:00.000Z') };
    const effect = await detectionEffect(context, {
      before: initialDetection,
      after: { ...initialDetection, minReporters: 20 },
    });
    expect(effect.summary).toContain('少报 1 条');
    expect(effect.rows[0]).toEqual({ label: '突增', before: '1', after: '0' });
    expect(effect.rows.at(-1)).toEqual({ label: '漏掉的大事件', before: '0', after: '1' });
  });
});

import { describe, expect, test } from 'vitest';
import type { EventVolume } from '#warehouse/analytics/hotspots/list-event-volumes.ts';
import { dayName, dayNumber } from './baseline.ts';
import { rank, type RankInput } from './rank.ts';

const at = '2020-12-12T13:00:00.000Z';
const today = '2020-12-12';

function volumeOf(event_id: string, changes: Partial<EventVolume> = {}): EventVolume {
  return {
    event_id,
    ward: '990113001',
    documents: 3,
    private_documents: 0,
    open_documents: 0,
    oldest_open_at: '1970-01-01T00:00:00.000Z',
    severity: 0,
    communities: 1,
    sources: 1,
    reporters: 3,
    weighted: 3,
    days: [[today, 3]],
    ...changes,
  };
}

function rankOf(volumes: EventVolume[], changes: Partial<RankInput> = {}) {
  return rank({
    runId: 'r',
    at,
    windowDays: 7,
    timeZone: 'Asia/Shanghai',
    volumes,
    history: volumes,
    events: new Map(
      volumes.map(({ event_id }) => [
        event_id,
        { place: '横五路', topicCode: '0801', firstAt: '2020-10-01T00:00:00.000Z' },
      ]),
    ),
    placeDays: [],
    firstDay: dayNumber('2020-09-01'),
    halfLifeHours: 72,
    overdueDays: () => 0,
    keep: 10,
    ...changes,
  });
}

const order = (rows: { event_id: string }[]): string[] => rows.map((row) => row.event_id);

describe('the order of a ward', () => {
  test('is by heat, and ranks count from 1', () => {
    const rows = rankOf([volumeOf('cool'), volumeOf('hot', { weighted: 9 }), volumeOf('warm', { weighted: 5 })]);
    expect(order(rows)).toEqual(['hot', 'warm', 'cool']);
    expect(rows.map((row) => row.rank)).toEqual([1, 2, 3]);
  });

  test('at equal heat is by reporters, then documents, then id, however the rows arrive', () => {
    const volumes = [
      volumeOf('b'),
      volumeOf('a'),
      volumeOf('more-documents', { documents: 4 }),
      volumeOf('more-reporters', { reporters: 4 }),
    ];
    const expected = ['more-reporters', 'more-documents', 'a', 'b'];
    expect(order(rankOf(volumes))).toEqual(expected);
    expect(order(rankOf(volumes.toReversed()))).toEqual(expected);
  });

  test('is its own: each ward has a first, and no more rows than are kept', () => {
    const rows = rankOf([volumeOf('a'), volumeOf('b', { weighted: 9 }), volumeOf('c', { ward: '990113002' })], {
      keep: 1,
    });
    expect(rows.map(({ ward_code, event_id, rank: place }) => [ward_code, event_id, place])).toEqual([
      ['990113001', 'b', 1],
      ['990113002', 'c', 1],
    ]);
  });

  test('leaves out an event that is not described yet', () => {
    expect(rankOf([volumeOf('a')], { events: new Map() })).toEqual([]);
  });
});

describe('the burst of an event', () => {
  const burst = volumeOf('burst', { days: [[today, 12]], reporters: 12 });

  test('is measured against its own place and category in its own ward', () => {
    const usual = Array.from({ length: 56 }, (_, i): [string, number] => [dayName(dayNumber(today) - 1 - i), 12]);
    const place = { ward: '990113001', place: '横五路', category: '08', days: usual };
    expect(rankOf([burst])[0]!.burst_points).toBe(30);
    expect(rankOf([burst], { placeDays: [place] })[0]!.burst_points).toBeLessThan(3);
    for (const other of [{ ward: '990113002' }, { place: '广场' }, { category: '01' }])
      expect(rankOf([burst], { placeDays: [{ ...place, ...other }] })[0]!.burst_points).toBe(30);
  });

  test('is none without a week of history: a first import is no fire', () => {
    expect(rankOf([burst], { firstDay: dayNumber('2020-12-06') })[0]!.burst_points).toBe(0);
    expect(rankOf([burst], { firstDay: dayNumber('2020-12-05') })[0]!.burst_points).toBe(30);
  });
});

test('a trend is told over weeks, whatever the window', () => {
  const week = volumeOf('a', { days: [[today, 3]] });
  const history = [
    {
      ...week,
      days: [
        ['2020-11-28', 2],
        ['2020-12-05', 3],
        [today, 3],
      ] as EventVolume['days'],
    },
  ];
  expect(rankOf([week], { history })[0]!.trend).toBe('continuing');
  expect(rankOf([week])[0]!.trend).toBe('sporadic');
});

const overdueDays = (): number => 4;

test('only open documents can be overdue', () => {
  expect(rankOf([volumeOf('a', { open_documents: 1 })], { overdueDays })[0]!.overdue_points).toBe(4);
  expect(rankOf([volumeOf('a', { open_documents: 0 })], { overdueDays })[0]!.overdue_points).toBe(0);
});

import { describe, expect, test } from 'vitest';
import type { EventKey } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import { type DayCounts, dayNumber } from './baseline.ts';
import type { WardEvent } from './count-event.ts';
import { shippedHeat } from './heat-parameters.ts';
import { byHeat, type RankContext, scoreEvent, toRecord } from './rank.ts';

const today = dayNumber('2020-12-12');

function eventOf(event: string, changes: Partial<WardEvent> = {}): WardEvent {
  return {
    ward: '990113001',
    event,
    documents: 3,
    private_documents: 0,
    open_documents: 0,
    oldest_open_at: '',
    severity: 0,
    severe: [0, 0, 0],
    communities: 1,
    sources: 1,
    own_ward: '990113001',
    reporters: 3,
    weighted: 3,
    peak_reporters: 3,
    peak_day: today,
    weeks: [3, 0, 0, 0, 0],
    ...changes,
  };
}

function keyOf(event: string): EventKey {
  return { event, event_id: event, subject: '7', isPlace: true, isSingle: false, first_day: dayNumber('2020-10-01') };
}

const NONE: DayCounts = { days: [], counts: [] };

function score(events: WardEvent[], { usual = NONE, ...changes }: Partial<RankContext> & { usual?: DayCounts } = {}) {
  const context = {
    runId: 'r',
    at: '2020-12-12T13:00:00.000Z',
    windowDays: 7,
    windowStart: today - 7,
    today,
    firstDay: dayNumber('2020-09-01'),
    halfLifeHours: 72,
    overdueDays: () => 0,
    parameters: shippedHeat,
    formulaVersion: 'test',
    ...changes,
  };
  return events
    .map((event) => scoreEvent(event, { key: keyOf(event.event), usual }, context))
    .sort(byHeat)
    .map((each) => toRecord(each, context));
}

function order(events: WardEvent[]): string[] {
  return score(events).map((row) => row.event_id);
}

describe('the order of a ward', () => {
  test('is by heat', () => {
    const events = [eventOf('cool'), eventOf('hot', { weighted: 9 }), eventOf('warm', { weighted: 5 })];
    expect(order(events)).toEqual(['hot', 'warm', 'cool']);
  });

  test('at equal heat is by reporters, then documents, then id, however the rows arrive', () => {
    const events = [
      eventOf('b'),
      eventOf('a'),
      eventOf('more-documents', { documents: 4 }),
      eventOf('more-reporters', { reporters: 4 }),
    ];
    const expected = ['more-reporters', 'more-documents', 'a', 'b'];
    expect(order(events)).toEqual(expected);
    expect(order(events.toReversed())).toEqual(expected);
  });
});

describe('the burst of an event', () => {
  const burst = eventOf('burst', { peak_reporters: 12, reporters: 12 });

  test('is measured against the weeks before', () => {
    const days = Array.from({ length: 56 }, (_, i) => today - 1 - i);
    const usual = { days, counts: days.map(() => 12) };
    expect(score([burst])[0]!.burst_points).toBe(30);
    expect(score([burst], { usual })[0]!.burst_points).toBeLessThan(3);
  });

  test('is none without a week of history: a first import is no fire', () => {
    expect(score([burst], { firstDay: dayNumber('2020-12-06') })[0]!.burst_points).toBe(0);
    expect(score([burst], { firstDay: dayNumber('2020-12-05') })[0]!.burst_points).toBe(30);
  });
});

const overdueDays = (): number => 4;

test('only open documents can be overdue', () => {
  expect(score([eventOf('a', { open_documents: 1 })], { overdueDays })[0]!.overdue_points).toBe(4);
  expect(score([eventOf('a', { open_documents: 0 })], { overdueDays })[0]!.overdue_points).toBe(0);
});

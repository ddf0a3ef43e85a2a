import { describe, expect, test } from 'vitest';
import type { Signal } from '#warehouse/model/signal.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { district } from '../../alerts/testing/fixtures.ts';
import { dayNumber } from '../baseline.ts';
import { continueSignals } from './continue-signals.ts';
import { dayClassOf } from './day-class.ts';
import { districtSpace } from './district-space.ts';
import { earsStatistic } from './ears.ts';
import { drawGamma, drawLogSeries, drawPoisson, seededRandom, weightedDraw } from './random.ts';
import { silenceOf } from './silence.ts';

const calendar = shippedCalendar();

test('a holiday counts as a Sunday, a make-up day as a day of the week', () => {
  expect(
    ['2025-09-22', '2025-09-27', '2025-09-28', '2025-10-01'].map((day) => dayClassOf(calendar, dayNumber(day))),
  ).toEqual([0, 5, 2, 6]);
});

test('EARS compares with the seven days before, C2 with a gap of two, C3 sums three days', () => {
  const counts = [0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 7];
  // Mean 3/7 and deviation .5345 of days 5–11 (C1); mean 2/7, deviation .488 raised to .5 of days 3–9 (C2).
  expect(earsStatistic(counts, 'C1')).toBeCloseTo((7 - 3 / 7) / Math.sqrt(2 / 7), 9);
  expect(earsStatistic(counts, 'C2')).toBeCloseTo((7 - 2 / 7) / 0.5, 9);
  expect(earsStatistic(counts, 'C3')).toBeGreaterThanOrEqual(earsStatistic(counts, 'C2') - 1);
});

describe('a source', () => {
  const lastDay = dayNumber('2025-03-28');
  // Two an hour from eight to eighteen on working days, of which the last is Friday 2025-03-28.
  const hours = Array.from({ length: 29 }, (_, i) => lastDay - i)
    .filter((day) => dayClassOf(calendar, day) < 5)
    .flatMap((day) => Array.from({ length: 10 }, (_, i) => [day, 8 + i, 2] as const));
  const at = (from: string, now: string) => ({
    hours,
    lastAt: Date.parse(from),
    now: Date.parse(now),
    zoneOffsetMs: 8 * 3_600_000,
    dayClassOf: (day: number) => dayClassOf(calendar, day),
  });

  test('that brings twenty on a working day has fallen silent when a working day brings none', () => {
    const silence = silenceOf(at('2025-03-27T09:59:00.000Z', '2025-03-28T10:00:00.000Z'))!;
    expect(silence.expected).toBeCloseTo(20, 0);
    expect(silence.p).toBeLessThan(1e-5);
  });
  test('is not silent over a night or a weekend', () => {
    expect(silenceOf(at('2025-03-27T09:59:00.000Z', '2025-03-28T00:30:00.000Z'))).toBeUndefined();
    expect(silenceOf(at('2025-03-28T09:59:00.000Z', '2025-03-30T23:30:00.000Z'))).toBeUndefined();
  });
  test('that never brought much, or only for a few days, is not missed', () => {
    const asked = at('2025-03-27T09:59:00.000Z', '2025-03-28T10:00:00.000Z');
    const little = hours.map(([day, hour]) => [day, hour, hour === 9 ? 1 : 0] as const);
    expect(silenceOf({ ...asked, hours: little })).toBeUndefined();
    expect(silenceOf({ ...asked, hours: hours.slice(0, 50) })).toBeUndefined();
  });
});

describe('a signal that is found again', () => {
  const burst = {
    kind: 'burst',
    signal_id: 'a',
    ward_code: '1',
    ward_codes: [],
    topic_code: '0801',
    source_id: '',
    raised_at: '2025-03-01T08:00:00.000Z',
    since: '2025-03-01T05:00:00.000Z',
    last_at: '2025-03-01T09:00:00.000Z',
  } as unknown as Signal;
  const later = {
    ...burst,
    signal_id: 'b',
    raised_at: '2025-03-01T08:20:00.000Z',
    last_at: '2025-03-01T15:00:00.000Z',
  };

  test('keeps its id and when it was raised, and holds until the later look', () => {
    expect(continueSignals([burst], [later])).toEqual([{ ...burst, last_at: later.last_at }]);
  });
  test('is another one in another ward or after days of quiet', () => {
    expect(continueSignals([burst], [{ ...later, ward_code: '2' }])[0]!.signal_id).toBe('b');
    expect(continueSignals([burst], [{ ...later, raised_at: '2025-03-05T08:00:00.000Z' }])[0]!.signal_id).toBe('b');
  });
  test('is the same cluster when it has grown by a ward', () => {
    const cluster = { ...burst, kind: 'cluster', ward_codes: ['1', '2'] } as Signal;
    const grown = { ...later, kind: 'cluster', ward_code: '9', ward_codes: ['2', '3'] } as Signal;
    expect(continueSignals([cluster], [grown])[0]).toMatchObject({ signal_id: 'a', ward_codes: ['2', '3'] });
  });
});

test('communities of a street border on the next, and on those that share a named place', () => {
  const [first, second] = ['990113001', '990113002'].map((code) => ({
    code,
    name: code,
    aliases: [],
    communities: ['001', '002'].map((end) => ({
      code: code + end,
      name: end,
      aliases: [],
      households: 0,
      residents: 0,
      estates: [],
    })),
  }));
  const road = { name: '育才路', aliases: [], kind: 'road' as const, wards: ['990113001002', '990113002001'] };
  const { neighbours, cellOf } = districtSpace({ ...district, streets: [first!, second!], places: [road] });
  expect(neighbours).toEqual([[1], [0, 2], [1, 3], [2]]);
  expect(cellOf('990113002001', '9999')).toBeUndefined();
  expect(cellOf('990113009', '0801')).toBeUndefined();
});

const DRAWS = 20_000;
const mean = (draw: () => number): number => Array.from({ length: DRAWS }, draw).reduce((a, b) => a + b, 0) / DRAWS;

describe('seeded draws', () => {
  const random = seededRandom(4);
  test('have the means of their distributions', () => {
    expect(mean(() => drawPoisson(3.5, random))).toBeCloseTo(3.5, 1);
    expect(mean(() => drawPoisson(80, random)) / 80).toBeCloseTo(1, 2);
    expect(mean(() => drawGamma(2.5, random))).toBeCloseTo(2.5, 1);
    expect(mean(() => drawGamma(0.4, random))).toBeCloseTo(0.4, 1);
    // −θ / ((1 − θ) ln(1 − θ)) for θ = .25.
    expect(mean(() => drawLogSeries(0.25, random))).toBeCloseTo(1.1587, 1);
  });
  test('fall on cells in proportion to their weights, and are the same for the same seed', () => {
    const draw = weightedDraw([1, 0, 3]);
    const counts = [0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[draw(random)]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0);
    expect(draw(seededRandom(9))).toBe(draw(seededRandom(9)));
  });
});

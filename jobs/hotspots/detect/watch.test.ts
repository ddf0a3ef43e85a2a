import { beforeEach, describe, expect, test } from 'vitest';
import { drawPoisson, seededRandom } from './random.ts';
import { initialDetection } from './parameters.ts';
import type { Report, Space } from './space.ts';
import { Watch } from './watch.ts';

/** Two streets of three communities, two topics; seventy days with two reports a day of each topic in each street. */
const space: Space = { communities: 6, streets: 2, topics: 2, streetOf: [0, 0, 0, 1, 1, 1] };
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST = 18_000;
const DAYS = 70;
const TODAY = FIRST + DAYS;
let next = 0;

function report(day: number, hour: number, community: number, more: Partial<Report> = {}): Report {
  const id = (next += 1);
  const street = space.streetOf[community]!;
  return { at: day * DAY_MS + hour * HOUR_MS, community, street, topic: 0, person: id, copy: id, ...more };
}

function ordinaryDay(day: number, random: () => number, rate = 2): Report[] {
  const reports: Report[] = [];
  for (const topic of [0, 1])
    for (let community = 0; community < 6; community++)
      for (let left = drawPoisson(rate / 3, random); left > 0; left--)
        reports.push(report(day, 7 + 14 * random(), community, { topic }));
  return reports.sort((a, b) => a.at - b.at);
}

let random: () => number;
let watch: Watch;
beforeEach(() => {
  random = seededRandom(11);
  // The weekday of a day does not matter here.
  watch = new Watch({ space, parameters: initialDetection, zoneOffsetMs: 0, dayClassOf: (day) => day % 7 });
  for (let day = FIRST; day < TODAY; day++) watch.day(day, ordinaryDay(day, random));
});
const hourly = (count: number, community: number, more: (i: number) => Partial<Report> = () => ({})): Report[] =>
  Array.from({ length: count }, (_, i) => report(TODAY, 8 + i * 0.4, community, more(i)));

/** Days after which rises were called, when topics bring `rate` a day in each street from today on. */
function rise(rate: number, days: number): number[] {
  const called: number[] = [];
  for (let i = 0; i < days; i++) {
    const { rises } = watch.day(TODAY + i, ordinaryDay(TODAY + i, random, rate));
    if (rises.length > 0) called.push(i + 1);
  }
  return called;
}

describe('the fast detector', () => {
  test('calls a burst in the ward it happens in, once, before ten have spoken', () => {
    const bursts = watch.observe(hourly(14, 1));
    expect(bursts).toHaveLength(1);
    expect(bursts[0]).toMatchObject({ level: 2, ward: 1, topic: 0 });
    expect(bursts[0]!.observed).toBeLessThan(10);
    expect(bursts[0]!.lastAt).toBeGreaterThan(bursts[0]!.at);
  });
  test('hears one voice in one account that posts all day, and in many that paste one text', () => {
    expect(watch.observe(hourly(30, 1, () => ({ person: 7 })))).toEqual([]);
    expect(watch.observe(hourly(30, 2, () => ({ copy: 9 })))).toEqual([]);
  });
  test('calls wide wards, not communities one by one, for a storm that is everywhere', () => {
    const storm = Array.from({ length: 30 }, (_, i) => report(TODAY, 8 + i * 0.17, (i * 5) % 6));
    const bursts = watch.observe(storm);
    expect(bursts.some(({ level }) => level < 2)).toBe(true);
    expect(bursts.filter(({ level }) => level === 2)).toEqual([]);
  });
  test('calls nothing in the first days of a district', () => {
    const young = new Watch({ space, parameters: initialDetection, zoneOffsetMs: 0, dayClassOf: () => 0 });
    expect(young.observe(hourly(14, 1))).toEqual([]);
  });
});

describe('the slow detector', () => {
  test('calls a topic that brings thrice as much, within days and once', () => {
    const called = rise(6, 10);
    expect(called.length).toBeGreaterThan(0);
    expect(called[0]).toBeLessThanOrEqual(5);
  });
  test('calls nothing when all is as usual', () => {
    expect(rise(2, 10)).toEqual([]);
  });
});

test('a day without data is left out of the baseline: missing is not quiet', () => {
  const again = new Watch({ space, parameters: initialDetection, zoneOffsetMs: 0, dayClassOf: (day) => day % 7 });
  const same = seededRandom(11);
  for (let day = FIRST; day < TODAY; day++) {
    if (day === TODAY - 20) again.close(day, null);
    again.day(day, ordinaryDay(day, same));
  }
  expect(again.observe(hourly(14, 1)).map(({ expected }) => expected)).toEqual(
    watch.observe(hourly(14, 1)).map(({ expected }) => expected),
  );
});

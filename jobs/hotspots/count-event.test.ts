import { describe, expect, test } from 'vitest';
import { dayNumber } from './baseline.ts';
import { countEvent, type Counting } from './count-event.ts';
import { type EventFact, factsOfRows } from './facts-of-rows.ts';
import { shippedHeat } from './heat-parameters.ts';
import { splitByWard } from './ward-facts.ts';

const NOW = Date.parse('2020-12-12T13:00:00.000Z');
const HOUR = 3_600_000;
const counting: Counting = {
  districtCode: '990113',
  from: NOW - 7 * 24 * HOUR,
  agedTo: NOW,
  halfLifeHours: 72,
  today: dayNumber('2020-12-12'),
  parameters: shippedHeat,
};
let next = 0;

function fact(changes: Partial<EventFact> & { hoursAgo?: number } = {}): EventFact {
  const { hoursAgo = 0, ...rest } = changes;
  next += 1;
  const at = NOW - hoursAgo * HOUR;
  return {
    event: '7',
    at,
    day: Math.floor((at + 8 * HOUR) / (24 * HOUR)),
    ward: 990_113_001_001,
    person: next,
    copy: next,
    source: 1,
    severity: 0,
    weighs: 1,
    isOpen: false,
    isPrivate: false,
    ...rest,
  };
}

const counted = (facts: EventFact[]) => countEvent(factsOfRows(facts.toSorted((a, b) => b.at - a.at)), counting)!;

describe('persons', () => {
  test('one person’s fifty posts weigh one and a half, a text pasted by thirty as much, and neither makes a crowd', () => {
    const busy = counted(Array.from({ length: 50 }, () => fact({ person: 1 })));
    const pasted = counted(Array.from({ length: 30 }, () => fact({ copy: 1 })));
    expect([busy.weighted, pasted.weighted]).toEqual([1.5, 1.5]);
    expect([busy.peak_reporters, pasted.peak_reporters]).toEqual([1, 1]);
    expect([busy.reporters, pasted.reporters]).toEqual([1, 30]);
  });

  test('a report weighs half after the half-life', () => {
    expect(counted([fact({ hoursAgo: 72 })]).weighted).toBeCloseTo(0.5, 9);
  });
});

const askers = (n: number) => counted(Array.from({ length: n }, () => fact({ weighs: 2 })));

describe('plain questions', () => {
  test('of one or two weigh nothing, of four as much as complaints, and each after the second is a voice of its day', () => {
    expect([1, 2, 3, 4, 12].map((n) => askers(n).weighted)).toEqual([0, 0, 1.5, 4, 12]);
    expect([1, 2, 3, 4, 12].map((n) => askers(n).peak_reporters)).toEqual([0, 0, 1, 2, 10]);
  });

  test('that one person asks again and again stay a question', () => {
    expect(counted(Array.from({ length: 40 }, () => fact({ weighs: 2, person: 1 }))).weighted).toBe(0);
  });

  test('weigh beside complaints as soon as more than two persons have spoken', () => {
    expect(counted([fact(), fact({ weighs: 2 })]).weighted).toBe(1);
    expect(counted([fact(), fact(), fact({ weighs: 2 })]).weighted).toBe(2.5);
  });
});

test('praise is counted and does not weigh', () => {
  const praise = counted([fact({ weighs: 0 }), fact({ weighs: 0 })]);
  expect(praise).toMatchObject({ documents: 2, weighted: 0, reporters: 0, peak_reporters: 0, peak_day: 0 });
});

test('the peak is the latest of equal days, and what lies before the window only tells the trend', () => {
  const event = counted([fact({ hoursAgo: 24 }), fact({ hoursAgo: 48 }), fact({ hoursAgo: 24 * 9 })]);
  expect(event).toMatchObject({
    documents: 2,
    peak_reporters: 1,
    peak_day: dayNumber('2020-12-11'),
    weeks: [2, 1, 0, 0, 0],
  });
});

test('severity is told with the voices that tell it', () => {
  const event = counted([fact({ severity: 3 }), fact({ severity: 1 }), fact()]);
  expect(event).toMatchObject({ severity: 3, severe: [2, 1, 1] });
});

test('each level has its own wards, and an event is told by the smallest that holds it', () => {
  const facts = [fact(), fact({ ward: 990_113_001_002 }), fact({ ward: 990_113_001_000 })];
  expect(splitByWard(factsOfRows(facts), 'community').map(({ ward }) => ward)).toEqual([
    990_113_001_001, 990_113_001_002,
  ]);
  expect(splitByWard(factsOfRows(facts), 'street').map(({ rows }) => rows.length)).toEqual([3]);
  expect(counted(facts)).toMatchObject({ ward: '990113', own_ward: '990113001', communities: 2 });
  expect(counted([fact()]).own_ward).toBe('990113001001');
  expect(counted([...facts, fact({ ward: 0 })]).own_ward).toBe('990113');
});

import { expect, test } from 'vitest';
import { type EventFact, factsOfRows } from './facts-of-rows.ts';
import { splitByEvent } from './ward-facts.ts';

const DAY_MS = 86_400_000;

function fact(event: string, at: number, changes: Partial<EventFact> = {}): EventFact {
  const rest = { ward: 990113001001, copy: 1, source: 1, severity: 0, weighs: 1, isOpen: false, isPrivate: false };
  return { event, at, day: Math.floor(at / DAY_MS), person: at % 97, ...rest, ...changes };
}

/** Columns as the warehouse gives them: month by month in any order, in each the events by number and their days upward. */
function columnsOf(rows: readonly EventFact[]) {
  const { facts } = factsOfRows(rows);
  return { ...facts, event: BigUint64Array.from(rows, ({ event }) => BigInt(event)) };
}

test('the documents of an event come latest first, however its months and the hours of a day are told', () => {
  const november = 18_570;
  const told = [
    ...[40, 41, 41, 41].map((day, i) => fact('7', (november + day) * DAY_MS + [9, 3, 22, 5][i]! * 3_600_000)),
    fact('9', (november + 42) * DAY_MS),
    ...[1, 1, 5].map((day, i) => fact('7', (november + day) * DAY_MS + [2, 1, 8][i]! * 3_600_000)),
    fact('8', (november + 2) * DAY_MS),
  ];
  const events = splitByEvent(columnsOf(told));
  expect(events.map(({ event }) => event).toSorted()).toEqual(['7', '8', '9']);
  const { facts, rows } = events.find(({ event }) => event === '7')!;
  const times = rows.map((row) => facts.at[row]!);
  const expected = told.flatMap(({ event, at }) => (event === '7' ? [at] : []));
  expect(times).toEqual(expected.toSorted((a, b) => b - a));
});

test('of documents of one instant the order is that of their hashes', () => {
  const twins = [
    fact('7', DAY_MS, { person: 1, copy: 5 }),
    fact('7', DAY_MS, { person: 2, copy: 4 }),
    fact('7', DAY_MS, { person: 2, copy: 6 }),
  ];
  const [own] = splitByEvent(columnsOf(twins));
  expect(own!.rows.map((row) => [own!.facts.person[row], own!.facts.copy[row]])).toEqual([
    [2, 6],
    [2, 4],
    [1, 5],
  ]);
});

test('a day of many documents in any order, and days after it, come latest first too', () => {
  const many = Array.from({ length: 300 }, (_, i) => fact('7', 20_000 * DAY_MS + ((i * 7919) % 300) * 60_000));
  const few = Array.from({ length: 90 }, (_, i) => fact('7', (20_001 + i) * DAY_MS));
  for (const told of [
    [...many, ...few],
    [...few.map((each) => ({ ...each, at: each.at - 200 * DAY_MS, day: each.day - 200 })), ...many],
  ]) {
    const [own] = splitByEvent(columnsOf(told));
    const times = own!.rows.map((row) => own!.facts.at[row]!);
    expect(times).toEqual(told.map(({ at }) => at).toSorted((a, b) => b - a));
  }
});

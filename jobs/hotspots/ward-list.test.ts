import { expect, test } from 'vitest';
import type { HotCandidate } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { Ranked, ScoredEvent } from './rank.ts';
import { type HeldCandidate, WardList } from './ward-list.ts';

const candidates = (...bounds: number[]): HotCandidate[] =>
  bounds.map((bound, i) => ({
    ward: 1,
    event: String(i),
    bound,
    items: 5,
    isShared: true,
    aged: 5,
    otherPoints: 0,
    itemsByDay: new Uint8Array(32),
  }));

function ranked(heat: number, reporters = 5, event_id = ''): Ranked {
  return { heat, reporters, documents: 5, event_id };
}

const scored = (...heats: number[]): ScoredEvent[] => heats.map((heat, i) => ranked(heat, 5, `s${i}`) as ScoredEvent);

function listOf(bounds: number[], isWhole = true): WardList {
  return new WardList(1, candidates(...bounds), { keep: 2, isWhole });
}

test('as long as a list is not full every candidate may enter it', () => {
  const list = listOf([9, 8, 1]);
  list.addScored(scored(50));
  expect(list.takeCandidates(10)).toHaveLength(3);
});

test('what ranks at best behind the last row of a full list is not scored', () => {
  const list = listOf([60, 50, 40]);
  list.addScored(scored(70, 45));
  expect(list.takeCandidates(1).map(({ bound }) => bound)).toEqual([60]);
  expect(list.takeCandidates(10).map(({ bound }) => bound)).toEqual([50]);
  expect(list.takeCandidates(10)).toEqual([]);
  expect(list.isCut()).toBe(true);
});

test('at an equal heat as many reporters may stand before the last row, fewer may not', () => {
  const list = listOf([45]);
  list.addScored([...scored(70), ranked(45, 6, 's') as ScoredEvent]);
  expect(list.takeCandidates(1)).toHaveLength(0);
  const open = listOf([45]);
  open.addScored([...scored(70), ranked(45, 5, 's') as ScoredEvent]);
  expect(open.takeCandidates(1)).toHaveLength(1);
});

test('a list is unsure while one behind all candidates might stand in it', () => {
  const list = listOf([60, 50], false);
  list.addScored(scored(70, 45));
  expect(list.isUnsure()).toBe(true);
  list.addScored(scored(65));
  expect(list.isUnsure()).toBe(false);
  expect(list.isCut()).toBe(true);
});

test('of held candidates those near the last place are counted first, then only what may precede the last row', () => {
  const list = listOf([60, 59, 58, 57, 40]);
  const bests = [60, 59, 57, 55, 40];
  const held = list.takeCandidates(10).map((candidate, i) => ({ candidate, best: ranked(bests[i]!) }) as HeldCandidate);
  list.addHeld(held);
  expect(list.takeHeld().map(({ best }) => best.heat)).toEqual([60, 59, 57]);
  list.addScored(scored(58, 56));
  expect(list.takeHeld()).toEqual([]);
  const colder = listOf([60, 59, 58, 57, 40]);
  colder.takeCandidates(10);
  colder.addHeld(held);
  colder.takeHeld();
  colder.addScored(scored(58, 50));
  expect(colder.takeHeld().map(({ best }) => best.heat)).toEqual([55]);
});

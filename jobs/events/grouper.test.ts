import { array, assert, boolean, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { countBlock, featuresOf } from './feature-block.ts';
import { FeatureCounter } from './features.ts';
import { createGrouper, type Grouper } from './grouper.ts';
import type { GroupingDocument } from './grouping-document.ts';

const places = ['云杉花苑', '青芦家园', '梧桐新村', '横五路'];
const matters = [
  ['电梯', '困人', '维保', '故障', '停运'],
  ['油烟', '烟道', '餐馆', '窗户', '夜宵'],
  ['停车', '车位', '堵塞', '收费', '道闸'],
  ['漏水', '屋面', '维修', '发霉', '天花板'],
];

/** A document of a matter at a place whose words a number chooses. */
function documentOf(key: string, choice: number): GroupingDocument {
  const place = places[choice % places.length]!;
  const words = matters[Math.floor(choice / 4) % matters.length]!.filter((_, i) => ((choice >> (i + 4)) & 1) === 1);
  const title = `${place}${words.slice(0, 2).join('')}`;
  const text = `${place}${words.join('又')}，第${choice % 97}次`;
  return {
    key,
    title,
    text,
    words: [place, ...words.slice(0, 2), place, ...words],
    anchors: [place],
    wardCode: '',
    topicCode: '9900',
    reporterKey: '',
    publishedAt: '2020-12-12T01:30:00.000Z',
    kind: 'post',
  };
}

const stream = array(nat({ max: 1 << 12 }), { minLength: 1, maxLength: 60 }).map((choices) =>
  choices.map((choice, i) => documentOf(`source\u001f${i}`, choice)),
);

const stateOf = (grouper: Grouper, documents: readonly GroupingDocument[]): (string | undefined)[] =>
  documents.map(({ key }) => grouper.eventOf(key));

function grouped(documents: readonly GroupingDocument[]): Grouper {
  const grouper = createGrouper();
  for (const document of documents) grouper.add(document);
  return grouper;
}

test('the same documents in the same order give the same events and the same repair', () => {
  assert(
    property(stream, (documents) => {
      const one = grouped(documents);
      const other = grouped(documents);
      expect(stateOf(other, documents)).toEqual(stateOf(one, documents));
      expect(other.repair()).toEqual(one.repair());
    }),
    { numRuns: 8, seed: 7 },
  );
});

test('a restart in the middle changes nothing: replay, then go on', () => {
  assert(
    property(stream, nat(60), boolean(), (documents, cut, isRepaired) => {
      const steady = createGrouper();
      const before = documents.slice(0, cut);
      for (const document of before) steady.add(document);
      if (isRepaired) steady.repair();
      const restarted = createGrouper();
      for (const document of before) restarted.replay(document, steady.eventOf(document.key)!);
      const after = documents.slice(cut);
      expect(after.map((document) => restarted.add(document))).toEqual(after.map((document) => steady.add(document)));
      expect(restarted.repair()).toEqual(steady.repair());
      expect(stateOf(restarted, documents)).toEqual(stateOf(steady, documents));
    }),
    { numRuns: 15, seed: 11 },
  );
});

test('a repair tells every document that changed its event, and the older event survives', () => {
  assert(
    property(stream, (documents) => {
      const grouper = grouped(documents);
      const before = stateOf(grouper, documents);
      const moves = new Map(grouper.repair().map((move) => [move.key, move]));
      for (const [i, { key }] of documents.entries()) {
        const now = grouper.eventOf(key);
        expect(moves.get(key)?.to ?? before[i]).toBe(now);
        expect(moves.get(key)?.from ?? before[i]).toBe(before[i]);
        expect(grouper.members(now!)).toContain(key);
      }
    }),
    { numRuns: 15, seed: 13 },
  );
});

const elevator = (key: string): GroupingDocument => documentOf(key, 0b1_1111_0000);
const fumes = (key: string): GroupingDocument => documentOf(key, 0b1_1111_0101);

test('a founder scores 1 with no reasons, a joiner tells what is shared, names first', () => {
  const grouper = createGrouper();
  expect(grouper.add(elevator('a'))).toMatchObject({ score: 1, because: [] });
  const joined = grouper.add(elevator('b'));
  expect(joined.eventId).toBe(grouper.eventOf('a'));
  expect(joined.because[0]).toBe('云杉花苑');
  expect(joined.because).toContain('电梯');
});

test('an event id depends on the founder alone, not on what came before', () => {
  const alone = createGrouper().add(fumes('x')).eventId;
  const grouper = grouped([elevator('a'), elevator('b')]);
  expect(grouper.add(fumes('x')).eventId).toBe(alone);
});

test('a removed document is forgotten, may be added again, and its empty event is gone', () => {
  const grouper = grouped([elevator('a')]);
  const { eventId } = grouper.add(fumes('b'));
  expect(grouper.remove('b')).toBe(true);
  expect(grouper.remove('b')).toBe(false);
  expect(grouper.eventOf('b')).toBeUndefined();
  expect(grouper.members(eventId)).toEqual([]);
  expect(grouper.add(fumes('b')).eventId).toBe(eventId);
});

test('documents whose features another thread counted join as those that the grouper counts itself', () => {
  const documents = Array.from({ length: 60 }, (_, i) => documentOf(`source\u001f${i}`, (i * 379) % 4096));
  const alone = grouped(documents);
  const counted = createGrouper();
  const counter = new FeatureCounter();
  // As they arrive: over a thread's messages, which copy them; in the room of a smaller block that was read.
  const { entries } = countBlock(documents.slice(0, 5).toReversed(), counter);
  const block = structuredClone(countBlock(documents, counter, entries));
  for (const [i, document] of documents.entries()) counted.add(document, featuresOf(block, i));
  expect(stateOf(counted, documents)).toEqual(stateOf(alone, documents));
  expect(counted.repair()).toEqual(alone.repair());
});

test('beyond its capacity the grouper lets the oldest documents go and stays as large as it was', () => {
  const grouper = createGrouper({ capacity: 3 });
  for (const key of ['a', 'b', 'c', 'd', 'e']) grouper.add(elevator(key));
  expect(grouper.members(grouper.eventOf('e')!)).toEqual(['c', 'd', 'e']);
  expect(grouper.eventOf('a')).toBeUndefined();
});

test('a full grouper lets a share of its capacity go at once, the oldest of what is still held', () => {
  const grouper = createGrouper({ capacity: 6, letGoShare: 0.5 });
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) grouper.add(elevator(key));
  expect(grouper.size()).toBe(6);
  grouper.remove('b');
  grouper.add(elevator('g'));
  grouper.add(elevator('h'));
  expect(grouper.members(grouper.eventOf('h')!)).toEqual(['e', 'f', 'g', 'h']);
});

test('letting go keeps up: places in the order of arrival are given back, and what is held is still found', () => {
  const grouper = createGrouper({ capacity: 50 });
  for (let i = 0; i < 500; i++) grouper.add(i % 2 === 0 ? elevator(`e${i}`) : fumes(`f${i}`));
  // Some leave early, so that holes stand among the oldest.
  for (let i = 460; i < 480; i++) grouper.remove(i % 2 === 0 ? `e${i}` : `f${i}`);
  for (let i = 500; i < 700; i++) grouper.add(i % 2 === 0 ? elevator(`e${i}`) : fumes(`f${i}`));
  expect(grouper.members(grouper.eventOf('e698')!)).toEqual(Array.from({ length: 25 }, (_, i) => `e${650 + i * 2}`));
  expect(grouper.members(grouper.eventOf('f699')!)).toEqual(Array.from({ length: 25 }, (_, i) => `f${651 + i * 2}`));
  expect(grouper.repair()).toEqual([]);
});

test('a repair of the newest looks at their events only', () => {
  const grouper = createGrouper();
  grouper.replay(fumes('old-a'), 'e-old-a');
  grouper.replay(fumes('old-b'), 'e-old-b');
  grouper.replay(elevator('new-a'), 'e-new-a');
  grouper.replay(elevator('new-b'), 'e-new-b');
  expect(grouper.repair({ newest: 1 })).toMatchObject([{ key: 'new-b', from: 'e-new-b', to: 'e-new-a' }]);
  expect(grouper.repair()).toMatchObject([{ key: 'old-b', from: 'e-old-b', to: 'e-old-a' }]);
});

/** Two events that are one, the younger with a stranger in it. */
function twoOfOneMatter(): Grouper {
  const grouper = createGrouper();
  grouper.replay(elevator('a'), 'e-older');
  grouper.replay(elevator('b'), 'e-settled');
  grouper.replay(fumes('stranger'), 'e-settled');
  return grouper;
}

test('a settled event takes documents in, lets none go and keeps its id', () => {
  const settled = twoOfOneMatter();
  expect(settled.repair({ settled: new Set(['e-settled']) })).toMatchObject([{ key: 'a', to: 'e-settled' }]);
  expect(settled.members('e-settled')).toEqual(['a', 'b', 'stranger']);
  const free = twoOfOneMatter();
  free.repair();
  expect(free.members('e-older')).toEqual(['a', 'b']);
});

test('adding a key twice is a fault', () => {
  const grouper = grouped([elevator('a')]);
  expect(() => grouper.add(elevator('a'))).toThrow(/grouped already/);
});

test('a founder that leaves and comes back does not take the id of the event that went on without it', () => {
  const grouper = grouped([elevator('a'), elevator('b')]);
  const kept = grouper.eventOf('b');
  grouper.remove('a');
  grouper.forbid({ key: 'a', eventId: kept! });
  expect(grouper.add(elevator('a')).eventId).not.toBe(kept);
  expect(grouper.eventOf('b')).toBe(kept);
});

test("a person's no outlives joining, repair and restart", () => {
  const grouper = grouped([elevator('a')]);
  const eventId = grouper.eventOf('a')!;
  grouper.forbid({ key: 'b', eventId });
  expect(grouper.add(elevator('b')).eventId).not.toBe(eventId);
  grouper.repair();
  expect(grouper.eventOf('b')).not.toBe(eventId);
  const restarted = createGrouper();
  for (const constraint of grouper.constraints()) restarted.forbid(constraint);
  for (const key of ['a', 'b']) restarted.replay(elevator(key), grouper.eventOf(key)!);
  restarted.repair();
  expect(restarted.eventOf('b')).not.toBe(eventId);
});

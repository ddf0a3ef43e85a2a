import { expect, test } from 'vitest';
import { topicLexicon } from '../topics/data/topic-lexicon.ts';
import { wideMatters } from './wide-matters.ts';

const water = Object.keys(topicLexicon).find((code) =>
  topicLexicon[code]!.split(' | ')[0]!.split(' ').includes('停水'),
)!;
const row = (word: string, event_ids: string[], usual_wards = 0) => ({
  topic_code: water,
  word,
  wards: event_ids.length,
  documents: 9,
  usual_wards,
  event_ids,
});

test('the word for the matter names it, not the word for the place', () => {
  const found = wideMatters([row('新村', ['a', 'b', 'c', 'd', 'e', 'f']), row('停水', ['a', 'b', 'c', 'd', 'e'])]);
  expect(found.map(({ word }) => word)).toEqual(['停水']);
});

test('events are told once, under the widest of their matters', () => {
  const found = wideMatters([
    row('停水', ['a', 'b', 'c', 'd', 'e', 'f']),
    row('自来水', ['a', 'b', 'c', 'd', 'e']),
    row('水压', ['e', 'v', 'w', 'x', 'y']),
  ]);
  expect(found.map(({ word }) => word)).toEqual(['停水', '水压']);
});

test('what chance brings in a quiet week is none: six communities where one or two are usual', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(wideMatters([row('停水', six, 15 / 9)])).toEqual([]);
  expect(wideMatters([row('停水', six, 1 / 9)])).toHaveLength(1);
  const twelve = Array.from({ length: 12 }, (_, n) => `e${n}`);
  expect(wideMatters([row('停水', twelve, 15 / 9)])).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { findNewWords } from './find-new-words.ts';

const before = ['住在', '关于', '来自', '路过', '想问', '昨天'];
const behind = ['停水', '的噪音', '没有路灯', '门口积水', '电梯坏了', '垃圾多'];
const ordinary = ['路灯坏了请修理', '公交车不准时', '小区垃圾没人清运', '门口积水难走', '晚上施工太吵', '电梯总是停运'];
const naming = (name: string): string[] => before.map((word, n) => `${word}${name}${behind[n]!}`);

test('a name that the dictionary takes apart is found, the words around it are not', () => {
  const found = findNewWords(
    [...naming('榔梨'), ...naming('雷峰大道'), ...ordinary, ...ordinary, ...ordinary],
    createSegmenter(),
    {
      minTexts: 5,
      minCohesion: 3,
      minFreedom: 1.5,
      limit: 10,
    },
  );
  expect(found.map(({ word }) => word).toSorted()).toEqual(['榔梨', '雷峰大道']);
});

test('a word of one author’s refrain, or one that is known, is none', () => {
  const refrain = ['路过榔梨停水'.repeat(9), ...ordinary];
  expect(findNewWords(refrain, createSegmenter())).toEqual([]);
  const known = createSegmenter({ extraWords: [{ word: '榔梨', tag: 'ns' }] });
  expect(findNewWords([...naming('榔梨'), ...ordinary], known)).toEqual([]);
});

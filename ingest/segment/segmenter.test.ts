import { expect, test } from 'vitest';
import { createSegmenter } from './segmenter.ts';

const segmenter = createSegmenter({
  extraWords: [
    { word: '萧山医院', tag: 'nt' },
    { word: '横五路', tag: 'ns' },
  ],
});

// Loads the dictionary here, where no time limit of a test runs.
segmenter.cut('开始');

test('a cut loses nothing: its words joined are the text', () => {
  const text = '萧山医院门口的右转专用道,早高峰 7:30 就堵到横五路!';
  expect(segmenter.cut(text).join('')).toBe(text);
  expect(segmenter.cut('')).toEqual([]);
});

test('words of the lexicon and of the gazetteer stay whole', () => {
  const words = segmenter.cut('萧山医院右转专用道堵车,消防通道被僵尸车占了,横五路窨井盖松动');
  expect(words).toEqual(expect.arrayContaining(['萧山医院', '右转专用道', '消防通道', '僵尸车', '横五路', '窨井盖']));
});

test('names that no dictionary holds are recognised by the model', () => {
  expect(segmenter.cut('他来到了云杉西苑')).toContain('西苑');
});

test('content words leave out forms of address, petition formulas, stop words, numbers and punctuation', () => {
  const words = segmenter.contentWords('尊敬的领导您好!请问2020年我们小区的路灯什么时候能修好?谢谢');
  expect(words).toEqual(['路灯', '修好']);
});

test('a single character is kept only when it names a matter', () => {
  expect(segmenter.contentWords('水又停了')).toContain('水');
  expect(segmenter.contentWords('水又停了')).not.toContain('停');
});

test('words keep the order of the text', () => {
  expect(segmenter.contentWords('油烟扰民,烟道正对窗口')).toEqual(['油烟扰民', '烟道', '正对', '窗口']);
});

test('tags tell names from acts', () => {
  const tags = new Map(segmenter.tag('举报横五路夜间施工').map(({ word, tag }) => [word, tag]));
  expect(tags.get('横五路')).toBe('ns');
  expect(tags.get('夜间施工')).toBe('vn');
});

test('the version follows the words and nothing else', () => {
  const again = createSegmenter({
    extraWords: [
      { word: '横五路', tag: 'ns' },
      { word: '萧山医院', tag: 'nt' },
    ],
  });
  expect(again.version).toBe(segmenter.version);
  expect(createSegmenter().version).not.toBe(segmenter.version);
});

test('two segmenters of one thread each keep their own dictionary', { timeout: 30_000 }, () => {
  const other = createSegmenter({ extraWords: [{ word: '门口的', tag: 'n' }] });
  expect(other.cut('医院门口的树')).toContain('门口的');
  expect(segmenter.cut('医院门口的树')).not.toContain('门口的');
});

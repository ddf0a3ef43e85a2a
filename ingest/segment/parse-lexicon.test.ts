import { expect, test } from 'vitest';
import { compareCuts } from './compare-cuts.ts';
import { MAX_LINES, parseLexicon } from './parse-lexicon.ts';
import { createSegmenter } from './segmenter.ts';

/** `LEXICON_RELOADS=100` for the full figure. */
const RELOADS = Number(process.env['LEXICON_RELOADS'] ?? 30);
const lineOf = (i: number): string => String.fromCharCode(0x4e00 + (i % 200), 0x4e00 + Math.floor(i / 200));
const reload = (i: number) => createSegmenter({ extraWords: [{ word: `新词${i}号`, tag: 'n' }] }).cut('新词3号');

test('a file of Windows, with its mark at the front, is taken', () => {
  expect(parseLexicon('\uFEFF僵尸车\r\n右转专用道 n\r\n\r\n# 备注\r\n博学路 100 ns\r\n')).toEqual({
    words: [
      { word: '僵尸车', tag: 'n' },
      { word: '右转专用道', tag: 'n' },
      { word: '博学路', tag: 'ns' },
    ],
    problems: [],
  });
});

test('what cannot be taken is told with its line', () => {
  const { problems } = parseLexicon(
    '僵尸车\n水\n僵尸车 n\n僵尸车 v\n停车！难\n一二三四五六七八九十一二三四五六七八九十一\n词 1 n v',
  );
  expect(problems.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7]);
  expect(problems[1]!.problem).toContain('第 3 行');
});

test('a hundred thousand lines are taken, one more is not', () => {
  const lines = Array.from({ length: MAX_LINES }, (_, i) => lineOf(i));
  expect(parseLexicon(lines.join('\n'))).toMatchObject({ problems: [], words: { length: MAX_LINES } });
  expect(parseLexicon([...lines, '再来一行', '又来一行'].join('\n')).problems[0]!.line).toBe(MAX_LINES + 1);
});

test('a comparison tells what a lexicon joins, and what it tears beside it', () => {
  const after = createSegmenter({ extraWords: parseLexicon('城博园\n学路口').words });
  const compared = compareCuts(['城博园门口积水', '小学路口太堵', '物业不管'], createSegmenter(), after);
  expect(compared.changed).toBe(2);
  expect(compared.joined.map(({ word }) => word)).toEqual(expect.arrayContaining(['城博园', '学路口']));
  expect(compared.torn).toContainEqual({ word: '小学', count: 1, into: '小/学路口' });
});

test('memory does not grow over many reloads', () => {
  reload(0);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 1; i <= RELOADS; i++) reload(i);
  // A segmenter holds some 20 MB: thirty that stayed would be 600 MB. The collector leaves a few for later.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400 * 2 ** 20);
});

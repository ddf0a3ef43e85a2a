import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSegmenter } from './segmenter.ts';
import { buildUserDictionary, readDomainLexicon } from './user-dictionary.ts';

interface NodeJieba {
  load(files: { userDict: string }): void;
  cut(text: string, useHmm: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
}

const jieba = createRequire(import.meta.url)('nodejieba') as NodeJieba;
const segmenter = createSegmenter();
const folder = mkdtempSync(join(tmpdir(), 'minqing-lexicon-'));

beforeAll(() => {
  const { words } = buildUserDictionary(readDomainLexicon());
  const userDict = join(folder, 'user.txt');
  writeFileSync(userDict, words.map(({ word, frequency, tag }) => `${word} ${frequency} ${tag}\n`).join(''));
  jieba.load({ userDict });
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

const fixtures = readFileSync(new URL('../mask/fixtures/dev.jsonl', import.meta.url), 'utf8');
const sentences = fixtures
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { text: string }).text);

test('sentences fall into the words that nodejieba cuts', () => {
  for (const sentence of sentences) expect(segmenter.cut(sentence)).toEqual(jieba.cut(sentence, true));
});

test('words carry the parts of speech that nodejieba gives', () => {
  for (const sentence of sentences) expect(segmenter.tag(sentence)).toEqual(jieba.tag(sentence));
});

test('any mixture of characters, letters, numbers and signs falls into the words that nodejieba cuts', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const characters = [...new Set(sentences.join(''))].filter((character) => character.length === 1);
  const parts = [...characters, ...'0123456789.abcXYZ ，。！', 'c#', '3.5', 'KTV', '公里', '上海市'];
  for (let i = 0; i < 2_000; i++) {
    const text = Array.from({ length: 1 + random(40) }, () => parts[random(parts.length)]!).join('');
    expect(segmenter.cut(text)).toEqual(jieba.cut(text, true));
  }
});

test('a character beyond the basic plane is one word', () => {
  expect(segmenter.cut('我𠮷你')).toEqual(['我', '𠮷', '你']);
});

test('a long text without any separator is cut whole', () => {
  const text = '萧山医院右转专用道堵车'.repeat(5_000);
  expect(segmenter.cut(text).join('')).toBe(text);
});

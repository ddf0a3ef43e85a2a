import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSegmenter } from '../segment/segmenter.ts';
import { extractAnchors } from './extract-anchors.ts';
import { coreName } from './name-suffixes.ts';

const segmenter = createSegmenter();
const titles = readFileSync(new URL('./fixtures/titles.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t') as [title: string, names: string]);
const namesIn = (title: string): string[] =>
  extractAnchors({ title, text: '' }, segmenter).map(({ name }) => coreName(name));

test('what was done to a place, or is missing there, is no place', () => {
  const nameless = titles.filter(([, names]) => names === '').map(([title]) => title);
  expect(nameless.filter((title) => namesIn(title).length > 0)).toEqual([]);
});

test('of the places in titles three quarters are found, at their own bounds, and nine tenths of what is found is right', () => {
  let right = 0;
  let found = 0;
  let wanted = 0;
  for (const [title, names] of titles) {
    const read = names.split('、').filter(Boolean).map(coreName);
    const given = namesIn(title);
    right += given.filter((name) => read.includes(name)).length;
    found += given.length;
    wanted += read.length;
  }
  expect(right / found).toBeGreaterThan(0.9);
  expect(right / wanted).toBeGreaterThan(0.75);
});

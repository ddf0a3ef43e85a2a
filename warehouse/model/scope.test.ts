import { expect, test } from 'vitest';
import { narrowScope, systemScope, topicPrefixes } from './scope.ts';

test('a filter inside the scope narrows it to the filter', () => {
  expect(narrowScope({ wards: ['990113001'], lines: null }, '990113001002').wards).toEqual(['990113001002']);
});
test('a filter around the scope leaves the scope', () => {
  expect(narrowScope({ wards: ['990113001'], lines: null }, '990113').wards).toEqual(['990113001']);
});
test('a filter beside the scope leaves nothing to see', () => {
  expect(narrowScope({ wards: ['990113001'], lines: null }, '990113002').wards).toEqual([]);
});
test('an asker limited to lines whose topics nobody named sees no topic', () => {
  expect(topicPrefixes({ wards: [''], lines: ['水务'] })).toEqual([]);
  expect(topicPrefixes(systemScope)).toEqual(['']);
});

import { expect, test } from 'vitest';
import { Voices } from './voices.ts';

function count(...reports: [person: number, copy: number][]): number {
  const voices = new Voices();
  for (const [person, copy] of reports) voices.add({ person, copy });
  return voices.size;
}

test('different people with different texts are as many voices', () => {
  expect(count([1, 1], [2, 2], [3, 3])).toBe(3);
});
test('one account with many texts is one voice, and so are many accounts with one text', () => {
  expect(count([1, 1], [1, 2], [1, 3])).toBe(1);
  expect(count([1, 9], [2, 9], [3, 9])).toBe(1);
});
test('a busy account and a pasted text together are two voices, not as many as either has texts or accounts', () => {
  expect(count([1, 1], [1, 2], [1, 3], [2, 9], [3, 9], [4, 9])).toBe(2);
});
test('an account that posts its own text and a pasted one joins both, whatever the order', () => {
  expect(count([1, 1], [2, 9], [3, 9], [1, 9])).toBe(1);
  expect(count([1, 9], [2, 9], [1, 1], [3, 3])).toBe(2);
});

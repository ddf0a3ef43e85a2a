import { beforeEach, expect, test } from 'vitest';
import { AnswerMemory } from './answer-memory.ts';

let now: number;
let memory: AnswerMemory;
let asked: number;
beforeEach(() => {
  now = 0;
  asked = 0;
  memory = new AnswerMemory(() => now);
});
const ask = (): Promise<number[]> => Promise.resolve([++asked]);

test('the same question is asked once, at the same time and a moment later', async () => {
  const both = await Promise.all([memory.recall('a', ask), memory.recall('a', ask)]);
  now += 59_999;
  expect([...both, await memory.recall('a', ask)]).toEqual([[1], [1], [1]]);
});

test('another question, a later moment and what news has not answered are asked anew', async () => {
  expect(await memory.recall('a', ask)).toEqual([1]);
  expect(await memory.recall('b', ask)).toEqual([2]);
  now += 60_000;
  expect(await memory.recall('a', ask)).toEqual([3]);
  const fresh = new AnswerMemory(() => now);
  expect(await fresh.recall('b', ask)).toEqual([4]);
  memory.become(fresh);
  expect([await memory.recall('b', ask), await memory.recall('a', ask)]).toEqual([[4], [5]]);
});

test('a failure is not kept', async () => {
  await expect(memory.recall('c', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect(await memory.recall('c', ask)).toEqual([1]);
});

const long = (): Promise<number[]> => Promise.resolve(Array.from({ length: 1_001 }, () => ++asked));

test('a list as long as a file is not kept', async () => {
  const [first, again] = [await memory.recall('file', long), await memory.recall('file', long)];
  expect(again[0]).not.toBe(first[0]);
});

test('only the latest four hundred are kept', async () => {
  await memory.recall('first', ask);
  for (let i = 0; i < 400; i++) await memory.recall(`more ${i}`, ask);
  const before = asked;
  await memory.recall('first', ask);
  expect(asked).toBe(before + 1);
});

import { expect, test } from 'vitest';
import { categories, categoryOf, topicCodes, topicName } from './taxonomy.ts';
import { topicLexicon } from './data/topic-lexicon.ts';

test('categories run from 01 to 20, then 98 and 99', () => {
  const expected = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0'));
  expect(categories.map((category) => category.code)).toEqual([...expected, '98', '99']);
});

test('every topic code has four digits, belongs to its category and is named once in both languages', () => {
  const topics = categories.flatMap((category) =>
    category.topics.map((topic) => ({ ...topic, category: category.code })),
  );
  expect(topics.every((topic) => /^\d{4}$/.test(topic.code) && topic.code.startsWith(topic.category))).toBe(true);
  expect(topics.every((topic) => topic.zh !== '' && topic.en !== '')).toBe(true);
  expect(new Set(topicCodes).size).toBe(topicCodes.length);
  expect(new Set(topics.map((topic) => topic.zh)).size).toBe(topics.length);
});

test('the lexicon speaks of known topics only, and of every second-level topic', () => {
  expect(Object.keys(topicLexicon).filter((code) => !topicCodes.includes(code))).toEqual([]);
  const silent = categories.flatMap((category) => category.topics).filter((topic) => !(topic.code in topicLexicon));
  expect(silent).toEqual([]);
});

test.each([
  ['0801', 'zh', '拥堵'],
  ['0801', 'en', 'Congestion'],
  ['08', 'zh', '交通出行'],
  ['0800', 'zh', '交通出行'],
  ['9900', 'zh', '非受理'],
  ['7777', 'zh', '7777'],
] as const)('the %s topic in %s is named %s', (code, locale, name) => {
  expect(topicName(code, locale)).toBe(name);
});

test('a topic finds its category with the departments that take it', () => {
  expect(categoryOf('1205')).toMatchObject({ zh: '突发事件', lead: 'emergency' });
  expect(categoryOf('7701')).toBeUndefined();
});

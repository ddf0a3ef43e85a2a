import { expect, test } from 'vitest';
import { labelledRows } from './collect-labelled.ts';

const examples = (topicCode: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ title: `${topicCode} ${n}`, text: '', topicCode }));

test('a topic with few examples is learned as its category, and a category with too few is left out', () => {
  const rows = labelledRows([
    ...examples('0705', 20),
    ...examples('0701', 3),
    ...examples('0702', 4),
    ...examples('1301', 4),
  ]);
  const labels = rows.map(({ label }) => label);
  expect(labels.filter((label) => label === '0705')).toHaveLength(20);
  expect(labels.filter((label) => label === '07')).toHaveLength(7);
  expect(labels).toHaveLength(27);
});

test('re-posts of one text stand in one group', () => {
  const [one, two] = labelledRows([...examples('0705', 1), ...examples('0705', 20)]);
  expect(one!.group).toBe(two!.group);
});

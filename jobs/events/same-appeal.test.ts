import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Appeal, findSameAppeals, SAME_APPEAL } from './same-appeal.ts';

const day = 86_400_000;
const appeal = (key: string, sourceId: string, text: string, publishedAt = 0): Appeal => ({
  key,
  sourceId,
  title: '',
  text,
  publishedAt,
});
const cases = readFileSync(new URL('fixtures/same-appeals.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string, string]);

/** Score of the pair that `index` names in an event of the three. */
function scoreOf(texts: readonly string[], index: 1 | 2): number {
  const members = texts.map((text, at) => appeal(String(at), at === 0 || at !== index ? 'post' : 'hotline', text));
  return findSameAppeals(members, 0).find(({ keys }) => keys.includes('0') && keys.includes(String(index)))?.score ?? 0;
}

test('64 labelled pairs: no appeal of somebody else is linked, and at least 27 of 32 of one person are', () => {
  const same = cases.map((texts) => scoreOf(texts, 1));
  const other = cases.map((texts) => scoreOf(texts, 2));
  const linked = same.filter((score) => score >= SAME_APPEAL).length;
  const wrong = other.filter((score) => score >= SAME_APPEAL).length;
  expect(cases).toHaveLength(32);
  expect(wrong).toBe(0);
  expect(linked).toBeGreaterThanOrEqual(27);
});

const [post, ticket, others] = cases[0]!;

test('one appeal by three ways is one, with its weakest link', () => {
  const members = [
    appeal('a', 'post', post),
    appeal('b', 'hotline', ticket),
    appeal('c', 'chat', post.slice(0, 20)),
    appeal('d', 'hotline', others),
  ];
  const [found, ...more] = findSameAppeals(members);
  expect(more).toEqual([]);
  expect(found!.keys.toSorted()).toEqual(['a', 'b', 'c']);
  expect(found!.score).toBeGreaterThanOrEqual(SAME_APPEAL);
});

test('documents of one platform, of another month, or without a text are not linked', () => {
  expect(findSameAppeals([appeal('a', 'post', post), appeal('b', 'post', ticket)])).toEqual([]);
  expect(findSameAppeals([appeal('a', 'post', post), appeal('b', 'hotline', ticket, 30 * day)])).toEqual([]);
  expect(findSameAppeals([appeal('a', 'post', ''), appeal('b', 'hotline', '')])).toEqual([]);
});

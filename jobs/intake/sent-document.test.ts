import { array, assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { partWords, received, WORD_END } from './sent-document.ts';

const words = array(string({ minLength: 1, maxLength: 3, unit: 'binary' }).filter((word) => !word.includes(WORD_END)));

test('words that were joined are parted as they were, the same words again and others between', () => {
  assert(
    property(array(words), (lists) => {
      for (const list of [...lists, ...lists.toReversed()]) expect(partWords(list.join(WORD_END))).toEqual(list);
    }),
    { numRuns: 200 },
  );
});

test('a document arrives as it was sent', () => {
  const document: GroupingDocument = {
    key: 'bbs\u001f1',
    title: '云杉花苑电梯',
    text: '电梯又困人',
    words: ['电梯', '困人'],
    anchors: ['云杉花苑'],
    wardCode: '990113001001',
    topicCode: '0501',
    reporterKey: 'r',
    publishedAt: '2020-12-12T01:30:00.000Z',
    kind: 'post',
  };
  const arrived = received(structuredClone({ ...document, words: document.words.join(WORD_END) }));
  const fields = Object.keys(document) as (keyof GroupingDocument)[];
  expect(Object.fromEntries(fields.map((field) => [field, arrived[field]]))).toEqual(document);
  expect(received({ ...document, words: '' }).words).toEqual([]);
});

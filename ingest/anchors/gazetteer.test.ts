import { expect, test } from 'vitest';
import { compileGazetteer } from './gazetteer.ts';

const gazetteer = compileGazetteer([
  ['罗店镇', '罗店镇'],
  ['罗店', '罗店镇'],
  ['罗甸', '罗店镇'],
  ['罗店镇中心小学', '罗店镇中心小学'],
  ['桥', '桥'],
]);

test.each([
  ['住在罗店镇的居民', [{ start: 2, end: 5, canonical: '罗店镇' }]],
  ['罗甸的公交', [{ start: 0, end: 2, canonical: '罗店镇' }]],
  ['罗店镇中心小学门口', [{ start: 0, end: 7, canonical: '罗店镇中心小学' }]],
  [
    '罗店到罗店镇',
    [
      { start: 0, end: 2, canonical: '罗店镇' },
      { start: 3, end: 6, canonical: '罗店镇' },
    ],
  ],
  ['过桥米线', []],
  ['到罗', []],
])('%s', (text, expected) => {
  expect(gazetteer.find(text)).toEqual(expected);
});

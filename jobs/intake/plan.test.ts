import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packPlan, type Plan, unpackPlan } from './plan.ts';

const rows = (count: number): object[] => Array.from({ length: count }, (_, at) => ({ at, title: '电梯\n又坏了' }));
const plan = (documents: number, memberships: number, events: number): Plan => ({
  batches: [7, 8],
  documents: Array.from({ length: documents }, (_, seq) => ({ seq, version: 1, publishedAt: '', moved: null })),
  rows: { memberships: rows(memberships), events: rows(events) },
  counts: { source: [{ outcome: 'accept', reason: '', count: documents }] },
});

test.each([
  [0, 0, 0],
  [1, 2, 1],
  [0, 3, 5],
  [250, 301, 99],
])('a plan of %i documents, %i memberships and %i events comes out of the log as it went in', async (...counts) => {
  expect(await unpackPlan(await packPlan(plan(...counts)))).toEqual(plan(...counts));
});

test('a plan that an earlier release stored as one object comes out as it is', async () => {
  const stored = gzipSync(Buffer.from(`${JSON.stringify(plan(2, 3, 1))}\n`, 'utf16le'));
  expect(await unpackPlan(stored)).toEqual(plan(2, 3, 1));
});

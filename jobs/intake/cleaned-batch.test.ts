import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pack, packNow, unpack } from './cleaned-batch.ts';

const said = [{ title: '电梯又坏了', text: '第3次\u0000𠮷', likes: 0 }];

test.each([
  ['as it is packed', () => pack(said)],
  ['as a thread packs it', async () => packNow(said)],
  ['as earlier releases packed it', async () => gzipSync(Buffer.from(JSON.stringify(said), 'utf16le'))],
  ['as the first releases packed it', async () => gzipSync(JSON.stringify(said))],
])('what was packed comes out again, %s', async (_, packed) => {
  expect(await unpack(await packed())).toEqual(said);
});

test.each([99, 100, 101, 1_000])('a list of %i comes out whole and in its order', async (length) => {
  // U+0A0A and 上 (U+4E0A) hold the byte that ends a line.
  const list = Array.from({ length }, (_, at) => ({ at, lists: [[at], []], text: '\n\u0a0a\u4e0a\u000a' }));
  expect(await unpack(await pack(list))).toEqual(list);
});

test.each([[[]], [0], [null], ['']])('nothing much comes out again too: %j', async (value) => {
  expect(await unpack(await pack(value))).toEqual(value);
  expect(await unpack(gzipSync(JSON.stringify(value)))).toEqual(value);
});

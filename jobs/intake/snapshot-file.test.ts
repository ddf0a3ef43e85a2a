import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSnapshot, writeSnapshot } from './snapshot-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-snapshot-'));
  file = join(folder, 'grouping.snapshot');
});
afterEach(() => rmSync(folder, { recursive: true }));

const parts = [{ title: '云杉花苑' }, { entries: Int32Array.from([1, 2, 3]) }, ['a', 'b']];

test('what was written is read, a later one replaces it, and what a killed process left is cleared away', () => {
  expect([...readSnapshot(file)]).toEqual([]);
  writeFileSync(`${file}.4711`, 'half');
  writeSnapshot(file, ['before']);
  writeSnapshot(file, parts);
  expect([...readSnapshot(file)]).toEqual(parts);
  expect(readdirSync(folder)).toEqual(['grouping.snapshot']);
});

test('damage of any byte is seen, and so is an end that is missing', () => {
  writeSnapshot(file, parts);
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at++) {
    const damaged = Buffer.from(whole);
    damaged[at]! ^= 0x40;
    writeFileSync(file, damaged);
    expect(() => [...readSnapshot(file)], `byte ${at}`).toThrow(/damaged/);
  }
  writeFileSync(file, whole);
  truncateSync(file, whole.length - 1);
  expect(() => [...readSnapshot(file)]).toThrow(/damaged/);
});

test('a writer that fails in the middle leaves the snapshot before it as it was', () => {
  writeSnapshot(file, parts);
  const failing = (function* () {
    yield 'first';
    throw new Error('disk');
  })();
  expect(() => writeSnapshot(file, failing)).toThrow('disk');
  expect([...readSnapshot(file)]).toEqual(parts);
});

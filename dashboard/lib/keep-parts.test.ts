import { describe, expect, it } from 'vitest';
import { keepParts } from './keep-parts.ts';

const row = (id: string, n = 1) => ({ id, counts: { documents: n }, words: ['水', '电'] });
const anew = <T>(value: T): T => structuredClone(value);

describe('Of an answer that is loaded again', () => {
  it('every part that says what it said is the one that stood there, the answer itself is new', () => {
    const before = { rows: [row('a'), row('b')], total: 2, snapshot: { at: '8:00' } };
    const after = keepParts(before, anew(before));
    expect(after).toEqual(before);
    expect(after).not.toBe(before);
    expect([after.rows === before.rows, after.snapshot === before.snapshot]).toEqual([true, true]);
  });
  it('only what changed is new, down to its parts', () => {
    const before = { rows: [row('a'), row('b')] };
    const after = keepParts(before, { rows: [row('a'), row('b', 2)] });
    expect(after).toEqual({ rows: [row('a'), row('b', 2)] });
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(after.rows[1]).not.toBe(before.rows[1]);
    expect(after.rows[1]!.words).toBe(before.rows[1]!.words);
  });
  it('a row that comes in first, or one that goes, leaves the others what they were', () => {
    const before = [row('a'), row('b')];
    expect(keepParts(before, [row('new'), ...anew(before)])[2]).toBe(before[1]);
    expect(keepParts(before, anew(before.slice(1)))).toEqual([before[1]]);
  });
  it('a field that went is gone, and what was nothing or of another shape is taken as it came', () => {
    expect(keepParts<{ a?: number; b: number }>({ a: 1, b: 2 }, { b: 2 })).toEqual({ b: 2 });
    expect(keepParts<unknown>({ part: { a: 1, b: 2 } }, { part: { b: 2 } })).toEqual({ part: { b: 2 } });
    expect(keepParts<unknown>({ part: [1] }, { part: { 0: 1 } })).toEqual({ part: { 0: 1 } });
    expect(keepParts<unknown>(null, { a: null })).toEqual({ a: null });
    expect(keepParts<unknown>({ a: { b: 1 } }, { a: null })).toEqual({ a: null });
  });
});

import { describe, expect, it } from 'vitest';
import { formOf, missingField, toRequest } from './action-form.ts';
import { districtTime, readClock } from './district-clock.ts';
import { randomId } from './random-id.ts';
import { safeNext } from './safe-next.ts';
import { stepsOf } from './steps.ts';

describe('the form of an action', () => {
  it('asks nothing to sign, and a reason to return', () => {
    expect(formOf('acknowledge').fields).toEqual([]);
    expect(missingField('return', { note: '  ' })).toBe('note');
    expect(missingField('return', { note: '不属本单位职责', basis: '职责清单第 4 条' })).toBeUndefined();
  });
  it('sends only what was filled in, an interim reply without an outcome, a day to its end in China', () => {
    expect(toRequest({ outcome: 'interim', note: '已查看', basis: ' ' })).toEqual({ note: '已查看' });
    expect(toRequest({ outcome: 'solved', days: '3', until: '2020-12-18' })).toEqual({
      outcome: 'solved',
      days: 3,
      until: '2020-12-18T15:59:59.000Z',
    });
  });
  it('grants an extension unless it is refused', () => {
    expect(toRequest({ days: '3', grant: 'yes' })).toEqual({ days: 3 });
    expect(toRequest({ days: '3', grant: 'no' })).toEqual({ days: 3, grant: false });
  });
  it('blames the unit only when the resident is not satisfied', () => {
    expect(toRequest({ result: 'dissatisfied', unitAtFault: 'true' })).toHaveProperty('unitAtFault', true);
    expect(toRequest({ result: 'satisfied', unitAtFault: 'true' })).toEqual({ result: 'satisfied' });
  });
});

describe('the way on after signing in', () => {
  it.each([
    ['/inbox/42?box=open', '/inbox/42?box=open'],
    ['//evil.example', undefined],
    ['/\\evil.example', undefined],
    ['https://evil.example', undefined],
    [undefined, undefined],
  ])('from %s is %s', (next, path) => {
    expect(safeNext(next)).toBe(path);
  });
});

describe('the district clock', () => {
  const replay = { now: '2020-12-12T00:00:00.000Z', replay: { speed: 60, until: '2020-12-12T00:10:00.000Z' } };
  it('runs at the speed of the replay and stops at its end', () => {
    const reading = readClock(replay, 1000);
    expect(districtTime(reading, 3000)).toBe(Date.parse('2020-12-12T00:02:00.000Z'));
    expect(districtTime(reading, 99_000)).toBe(Date.parse('2020-12-12T00:10:00.000Z'));
  });
  it('runs with the wall clock otherwise', () => {
    expect(districtTime(readClock({ ...replay, replay: null }, 0), 5000)).toBe(Date.parse('2020-12-12T00:00:05.000Z'));
  });
});

describe('shading', () => {
  it('takes equal shares of the largest, and none for what is unknown', () => {
    expect(stepsOf([0, 1, 25, 26, 100, null])).toEqual([0, 1, 1, 2, 4, null]);
  });
  it('is all pale when nothing happened', () => {
    expect(stepsOf([0, 0])).toEqual([0, 0]);
  });
});

describe('an idempotency key', () => {
  it('has 128 bits and does not repeat', () => {
    const ids = Array.from({ length: 100 }, randomId);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });
});

import { describe, expect, it } from 'vitest';
import { maskSets, readMaskCases, run, scoreMask, totalScore } from './mask.ts';

describe('the masker on the labelled cases', () => {
  it.each([
    ['dev', 200],
    ['held-out', 200],
    ['adversarial', 50],
  ] as const)('finds at least 98 %% of what must go, and little else, in the %s set', (set, least) => {
    const cases = readMaskCases(set);
    const { expected, covered, found, right } = totalScore(scoreMask(cases).values());
    expect(expected).toBeGreaterThan(least);
    expect(covered / expected).toBeGreaterThanOrEqual(0.98);
    expect(right / found).toBeGreaterThanOrEqual(0.97);
  });

  it('finds more than four in five of stranger forms, and hardly takes what has to stay', () => {
    const { expected, covered, found, right } = totalScore(scoreMask(readMaskCases('invented')).values());
    expect(expected).toBeGreaterThan(200);
    expect(covered / expected).toBeGreaterThanOrEqual(0.84);
    expect(right / found).toBeGreaterThanOrEqual(0.98);
  });

  it('has at least 600 cases, 200 of them without personal data', () => {
    const cases = maskSets.flatMap(readMaskCases);
    expect(cases.length).toBeGreaterThanOrEqual(600);
    expect(cases.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(200);
  });

  it('scores by kind what is missed and what is taken in vain', () => {
    const scores = scoreMask([
      { text: '电话13800138000', expected: [{ kind: 'mobile', start: 2, end: 13 }] },
      { text: '电话13800138000', expected: [] },
      { text: '他姓什么', expected: [{ kind: 'name', start: 1, end: 2 }] },
    ]);
    expect(scores.get('mobile')).toEqual({ expected: 1, covered: 1, found: 2, right: 1 });
    expect(scores.get('name')).toEqual({ expected: 1, covered: 0, found: 0, right: 0 });
  });

  it('prints a row for all kinds and for each', () => {
    const rows = run();
    expect(rows).toHaveLength(maskSets.length * 2 * 11);
    expect(rows.every(({ value }) => value > 0 && value <= 1)).toBe(true);
  });
});

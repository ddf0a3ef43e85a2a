import { describe, expect, test } from 'vitest';
import { randomFrom } from '../testing/some-posts.ts';
import { shippedHeat } from './heat-parameters.ts';
import { heatOf, type HeatInput } from './heat.ts';

const quiet: HeatInput = {
  weighted: 1,
  reporters: 3,
  expected: 1,
  peakReporters: 1,
  expectedOnPeakDay: 0.2,
  dispersion: 1,
  severe: [0, 0, 0],
  overdueDays: 0,
  communities: 1,
  sources: 1,
};

const tenths = (shown: number): number => Math.round(Number(shown.toFixed(1)) * 10);

describe('heat', () => {
  test('whatever the counts and the parameters, the parts as they are shown add up to the heat as it is shown', () => {
    const random = randomFrom(2_020);
    const upTo = (most: number): number => random() * most;
    const wrong: object[] = [];
    for (let i = 0; i < 5_000; i++) {
      const input: HeatInput = {
        weighted: upTo(60),
        reporters: Math.ceil(upTo(60)),
        expected: upTo(20),
        peakReporters: Math.floor(upTo(30)),
        expectedOnPeakDay: upTo(5),
        dispersion: 1 + upTo(3),
        severe: [upTo(6), upTo(3), upTo(2)],
        overdueDays: Math.floor(upTo(20)),
        communities: Math.floor(upTo(8)),
        sources: Math.floor(upTo(4)),
      };
      // As an office may set them, hundredths of points included.
      const own = { overduePoints: upTo(20), spreadPoints: upTo(10), burstPoints: upTo(40), ratioPoints: upTo(30) };
      const { heat, parts } = heatOf(input, i % 2 === 0 ? shippedHeat : { ...shippedHeat, ...own });
      const sum = Object.values(parts).reduce((total, part) => total + tenths(part), 0);
      if (sum !== tenths(heat)) wrong.push({ input, parts, heat });
    }
    expect(wrong).toEqual([]);
  });

  test('story B1: twelve reporters on a day that brings 1.2 stand above the alert threshold of 60', () => {
    const b1: HeatInput = {
      ...quiet,
      weighted: 11.6,
      expected: 1.2,
      peakReporters: 12,
      expectedOnPeakDay: 1.2,
      severe: [11, 0, 0],
      communities: 3,
    };
    expect(heatOf(b1).heat).toBeGreaterThan(60);
  });

  test('one person alone makes no burst and no rise, whatever the baseline', () => {
    expect(heatOf({ ...quiet, weighted: 1.5, expectedOnPeakDay: 0 }).parts.burst).toBe(0);
    const rise = (reporters: number) => heatOf({ ...quiet, weighted: 1.5, expected: 0, reporters }).parts.volume;
    expect([rise(1), rise(2)]).toEqual([4.9, 15]);
  });

  test('a danger that one person tells of earns a third of its points, three all, and less as it ages', () => {
    const points = [1, 3, 0.25].map((volume) => heatOf({ ...quiet, severe: [volume, volume, 0] }).parts.severity);
    expect(points).toEqual([4, 12, 1]);
  });

  test('one urgent word among many nuisances earns what tells more', () => {
    expect(heatOf({ ...quiet, severe: [9, 0.2, 0.2] }).parts.severity).toBe(5);
  });

  test('a busy topic at its usual level is not hot', () => {
    expect(
      heatOf({ ...quiet, weighted: 20, expected: 20, peakReporters: 20, expectedOnPeakDay: 19 }).heat,
    ).toBeLessThan(20);
  });

  test('more of anything never lowers the heat, and it stays within 0–100', () => {
    const base = { ...quiet, weighted: 6, peakReporters: 4 };
    const grow: Partial<HeatInput>[] = [
      { weighted: 9 },
      { peakReporters: 9 },
      { severe: [1, 1, 0] },
      { overdueDays: 4 },
      { communities: 3 },
      { sources: 2 },
    ];
    for (const more of grow) expect(heatOf({ ...base, ...more }).heat).toBeGreaterThanOrEqual(heatOf(base).heat);
    const all = heatOf({
      ...base,
      weighted: 1e6,
      peakReporters: 1e4,
      severe: [9, 9, 9],
      overdueDays: 99,
      communities: 50,
      sources: 9,
    });
    expect(all.heat).toBe(100);
  });
});
